using System.Globalization;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>What a model said of a beat, as it stands in an annotation's auxiliary text: <c>V 0.973</c>, and <c>V 0.412 ?</c> where the class was not probable enough.</summary>
/// <remarks>It stays where it is when a person gives the annotation another code, so that both can be read off.</remarks>
/// <param name="Class">The most probable class.</param>
/// <param name="Probability">Its probability, to three digits.</param>
/// <param name="IsRejected">Whether the beat was put into no class.</param>
public readonly record struct ModelLabel(string Class, double Probability, bool IsRejected)
{
    private const string Rejected = " ?";

    /// <summary>The symbol that the beat was written with: the class's, or Q where it was put into none.</summary>
    internal string WrittenSymbol => IsRejected ? AnnotationCode.Unclassifiable.Symbol : Class;

    /// <summary>The text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class} {Probability:F3}{(IsRejected ? Rejected : "")}");

    /// <summary>Reads what a model said off an annotation.</summary>
    /// <param name="annotation">The annotation.</param>
    /// <param name="label">What the model said.</param>
    /// <returns>False if its auxiliary text is none of a model's.</returns>
    public static bool TryRead(Annotation annotation, out ModelLabel label)
    {
        label = default;
        string text = annotation.AuxText;
        bool rejected = text.EndsWith(Rejected, StringComparison.Ordinal);
        string[] parts = (rejected ? text[..^Rejected.Length] : text).Split(' ');
        if (parts.Length != 2 || !AnnotationCode.TryFromSymbol(parts[0], out var code) || !code.IsBeat
            || !double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double probability) || probability > 1)
            return false;
        label = new ModelLabel(parts[0], probability, rejected);
        return true;
    }

    /// <summary>Whether a person has given a beat another code than the model did.</summary>
    /// <param name="annotation">The annotation.</param>
    public static bool IsRelabelled(Annotation annotation) =>
        TryRead(annotation, out var label) && annotation.Symbol != label.WrittenSymbol;
}
