using System.Collections.Concurrent;

namespace ArrhythmiaVision.Networks;

/// <summary>The trained models that come with the library; each says in its <see cref="ArrhythmiNetModel.Card"/> what it was trained on.</summary>
public static class PretrainedModels
{
    private const string Prefix = "Pretrained.";
    private const string Extension = ".arrhythminet";
    private static readonly ConcurrentDictionary<string, ArrhythmiNetModel> s_loaded = new(StringComparer.Ordinal);

    /// <summary>The models' names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(PretrainedModels).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Loads a model by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>, whatever the case of its letters.</param>
    /// <exception cref="ArgumentException">There is no such model; the message lists those there are.</exception>
    public static ArrhythmiNetModel Load(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var known = Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no pretrained model '{name}'. There are: {string.Join(", ", Names)}.", nameof(name));
        return s_loaded.GetOrAdd(known, static known =>
        {
            using var stream = typeof(PretrainedModels).Assembly.GetManifestResourceStream(Prefix + known + Extension)!;
            return ArrhythmiNetModel.Load(stream);
        });
    }
}
