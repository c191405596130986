using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;

namespace ArrhythmiaVision.Explainability;

/// <summary>All that an explainer does.</summary>
internal sealed record ExplainerSettings
{
    /// <summary>The network, with the columns that it is explained on.</summary>
    public required ArrhythmiNetTransformer Network { get; init; }

    /// <summary>The column of a value a sample; the names of the others begin with it.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The class that is explained; null for the class that the network gives each beat, or where every class is.</summary>
    public required string? ClassName { get; init; }

    /// <summary>Whether every class is explained, each in columns of its own.</summary>
    public required bool EveryClass { get; init; }

    /// <summary>How.</summary>
    public required MethodSettings Method { get; init; }

    /// <summary>What beats are held against; null where nothing needs it.</summary>
    public required Baseline? Baseline { get; init; }

    /// <summary>What an explanation must reach to be called reliable; null where none is judged.</summary>
    public required PassportThresholds? Thresholds { get; init; }

    /// <summary>What background beats, and the scores' random orders, windows and weights, are drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>The network itself.</summary>
    public ArrhythmiNetModel Model => Network.Model;

    /// <summary>Number of classes that are explained side by side.</summary>
    public int Slots => EveryClass ? Model.Classes.Count : 1;

    /// <summary>The class of each of them, as an index; -1 for the class that the network gives the beat.</summary>
    public int ClassOf(int slot) => EveryClass ? slot : ClassName is null ? -1 : IndexOf(ClassName);

    /// <summary>Threads that explain the rows of one cursor.</summary>
    public int Threads => Network.Threads == 0 ? Environment.ProcessorCount : Network.Threads;

    /// <summary>Makes the method, for one thread.</summary>
    public IAttributionMethod CreateMethod() => Method.Create(Model, Baseline);

    /// <summary>Makes what judges explanations, for one thread.</summary>
    public PassportOffice CreateOffice() =>
        new(Model, model => Method.Create(model, Baseline), Baseline!, thresholds: Thresholds, seed: Seed);

    /// <summary>Checks what can be checked before a view is there.</summary>
    /// <exception cref="ArgumentException">Settings contradict each other, are out of range, or name what the network has not.</exception>
    public void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
        if (ClassName is not null && EveryClass)
            throw new ArgumentException($"Either one class is explained ('{ClassName}') or every class is, not both.", nameof(ClassName));
        if (ClassName is not null)
            IndexOf(ClassName);
        Method.Create(Model, Attribution.Baseline.FlatLine(Model.ContextNames.Count));
    }

    private int IndexOf(string className)
    {
        int index = Model.Classes.ToList().IndexOf(className);
        return index >= 0 ? index : throw new ArgumentException($"The network has no class '{className}'. It has: {string.Join(", ", Model.Classes)}.", nameof(ClassName));
    }
}
