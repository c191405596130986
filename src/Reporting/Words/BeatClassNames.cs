using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Reporting;

/// <summary>What a model's classes are called. The same letter means different things in different schemes: V of MIT-BIH is a premature
/// ventricular contraction, V of AAMI any ventricular ectopic beat, escape beats too. Immutable.</summary>
public sealed class BeatClassNames
{
    private readonly Dictionary<string, (string Short, string Full)> _names;

    private BeatClassNames(Dictionary<string, (string Short, string Full)> names) => _names = names;

    /// <summary>The beat types of MIT-BIH: N, L, R, A, V.</summary>
    public static BeatClassNames MitBih { get; } = new(new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["N"] = ("Normal", "normal beat"),
        ["L"] = ("LBBB", "left bundle branch block beat"),
        ["R"] = ("RBBB", "right bundle branch block beat"),
        ["A"] = ("APC", "atrial premature contraction"),
        ["V"] = ("PVC", "premature ventricular contraction"),
    });

    /// <summary>The classes of ANSI/AAMI EC57: N, S, V, F, Q.</summary>
    public static BeatClassNames Aami { get; } = new(new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["N"] = ("AAMI N", "normal beat, bundle branch block beat or supraventricular escape beat"),
        ["S"] = ("SVEB", "supraventricular ectopic beat"),
        ["V"] = ("VEB", "ventricular ectopic beat"),
        ["F"] = ("Fusion", "fusion of ventricular and normal beat"),
        ["Q"] = ("AAMI Q", "paced or unclassifiable beat"),
    });

    /// <summary>Names that say no more than the class's own letters.</summary>
    public static BeatClassNames Plain { get; } = new(new Dictionary<string, (string, string)>());

    /// <summary>The names that fit a model.</summary>
    /// <param name="classes">The model's classes in their order.</param>
    /// <returns><see cref="MitBih"/> or <see cref="Aami"/> for the classes of <see cref="LabelScheme.MitBih5"/> or
    /// <see cref="LabelScheme.Aami"/>, else <see cref="Plain"/>: letters of an unknown scheme are not interpreted.</returns>
    public static BeatClassNames For(IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return classes.SequenceEqual(LabelScheme.MitBih5.Classes) ? MitBih
            : classes.SequenceEqual(LabelScheme.Aami.Classes) ? Aami : Plain;
    }

    /// <summary>A class's short name, as <c>PVC</c>; a class without one keeps its own.</summary>
    /// <param name="label">The class as the model names it.</param>
    public string Short(string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        return _names.TryGetValue(label, out var name) ? name.Short : label;
    }

    /// <summary>A class's name in full, as <c>premature ventricular contraction</c>; a class without one is <c>class X</c>.</summary>
    /// <param name="label">The class as the model names it.</param>
    public string Full(string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        return _names.TryGetValue(label, out var name) ? name.Full : $"class {label}";
    }
}
