using System.Collections.ObjectModel;

namespace ArrhythmiaVision.Recordings;

/// <summary>Which class each annotation symbol belongs to, and in what order the classes stand. Immutable.</summary>
public sealed class LabelScheme
{
    private readonly Dictionary<string, int> _classOf;

    private LabelScheme(string name, string[] classes, Dictionary<string, int> classOf)
    {
        Name = name;
        Classes = new ReadOnlyCollection<string>(classes);
        _classOf = classOf;
    }

    /// <summary>
    /// The five beat types of MIT-BIH that ArrhythmiNet tells apart, in this order: N, L, R, A, V. Each holds the beats of
    /// this very symbol; beats of any other symbol have no class.
    /// </summary>
    public static LabelScheme MitBih5 { get; } = Create(
        "MitBih5",
        ["N", "L", "R", "A", "V"],
        new Dictionary<string, string> { ["N"] = "N", ["L"] = "L", ["R"] = "R", ["A"] = "A", ["V"] = "V" });

    /// <summary>
    /// The AAMI classes N, S, V, F, in this order, by <see cref="AnnotationCode.Aami"/>. Beats of AAMI class Q have no
    /// class here: they are counted, not predicted.
    /// </summary>
    public static LabelScheme Aami { get; } = Create(
        "Aami",
        ["N", "S", "V", "F"],
        AnnotationCode.Standard
            .Where(code => code.Aami is AamiClass.N or AamiClass.S or AamiClass.V or AamiClass.F)
            .ToDictionary(code => code.Symbol, code => code.Aami.ToString()));

    /// <summary>The scheme's name.</summary>
    public string Name { get; }

    /// <summary>The classes in their order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The symbols that have a class.</summary>
    public IReadOnlyCollection<string> Symbols => _classOf.Keys;

    /// <summary>Makes a scheme of one's own.</summary>
    /// <param name="name">The scheme's name.</param>
    /// <param name="classes">The classes in their order, at least one, none twice.</param>
    /// <param name="symbolToClass">The class of each symbol that has one.</param>
    /// <exception cref="ArgumentException">A class is empty or named twice, or a symbol maps to no class of the scheme.</exception>
    public static LabelScheme Create(string name, IReadOnlyList<string> classes, IReadOnlyDictionary<string, string> symbolToClass)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(symbolToClass);
        if (classes.Count == 0)
        {
            throw new ArgumentException($"Label scheme '{name}' has no classes; give at least one.", nameof(classes));
        }

        string[] ordered = [.. classes];
        for (int i = 0; i < ordered.Length; i++)
        {
            if (string.IsNullOrEmpty(ordered[i]) || Array.IndexOf(ordered, ordered[i]) != i)
            {
                throw new ArgumentException($"Label scheme '{name}': class {i} ('{ordered[i]}') is empty or was named before.", nameof(classes));
            }
        }

        var classOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string symbol, string label) in symbolToClass)
        {
            int index = Array.IndexOf(ordered, label);
            if (index < 0)
            {
                throw new ArgumentException(
                    $"Label scheme '{name}' maps symbol '{symbol}' to '{label}', which is none of its classes ({string.Join(", ", ordered)}).", nameof(symbolToClass));
            }

            classOf.Add(symbol, index);
        }

        return new LabelScheme(name, ordered, classOf);
    }

    /// <summary>The class of a symbol.</summary>
    /// <param name="symbol">An annotation's symbol.</param>
    /// <returns>An index into <see cref="Classes"/>, or -1 where the scheme has no class for the symbol.</returns>
    public int ClassOf(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return _classOf.TryGetValue(symbol, out int index) ? index : -1;
    }

    /// <summary>The class of an annotation code.</summary>
    /// <param name="code">An annotation's code.</param>
    /// <returns>An index into <see cref="Classes"/>, or -1 where the scheme has no class for the code.</returns>
    public int ClassOf(AnnotationCode code) => ClassOf(code.Symbol);

    /// <summary>The scheme's name and classes.</summary>
    public override string ToString() => $"{Name} ({string.Join(", ", Classes)})";
}
