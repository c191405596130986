using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Which network is meant, as a person names it: <c>v1</c>, <c>v2</c>; with RR intervals and what is usual for the patient beside the samples <c>v1-rr</c>, <c>v2-rr</c>.</summary>
internal sealed record ModelKind(ArrhythmiNetArchitecture Architecture, bool TakesContext)
{
    private const string ContextSuffix = "-rr";

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. from takesContext in (bool[])[false, true] from architecture in Enum.GetValues<ArrhythmiNetArchitecture>() select new ModelKind(architecture, takesContext).Name];

    /// <summary>The name.</summary>
    public string Name => Architecture.ToString().ToLowerInvariant() + (TakesContext ? ContextSuffix : "");

    /// <summary>The classes it is trained to tell apart: with RR intervals those of AAMI, whose S a beat's shape alone does not tell from N.</summary>
    public LabelScheme Scheme => TakesContext ? LabelScheme.Aami : LabelScheme.MitBih5;

    /// <summary>Reads a name, whatever the case of its letters.</summary>
    /// <returns>What is meant; null where it is no such name.</returns>
    public static ModelKind? TryParse(string name)
    {
        bool takesContext = name.EndsWith(ContextSuffix, StringComparison.OrdinalIgnoreCase);
        string architecture = takesContext ? name[..^ContextSuffix.Length] : name;
        foreach (var known in Enum.GetValues<ArrhythmiNetArchitecture>())
        {
            if (known.ToString().Equals(architecture, StringComparison.OrdinalIgnoreCase))
                return new ModelKind(known, takesContext);
        }

        return null;
    }

    /// <summary>What a trained model is.</summary>
    public static ModelKind Of(ArrhythmiNetModel model) => new(model.Architecture, model.ContextNames.Count > 0);
}
