using System.Numerics.Tensors;

namespace ArrhythmiaVision.Attribution;

/// <summary>The beats that a beat is held against: what stands where a part of it is taken away. Immutable.</summary>
public sealed class Baseline
{
    private readonly float[] _beats;
    private readonly float[] _contexts;

    /// <summary>Makes a baseline of given beats.</summary>
    /// <param name="name">What it is, as it is printed with every explanation.</param>
    /// <param name="beats">Normalised beats one after the other, <c>[beats x 360]</c>; copied.</param>
    /// <param name="contexts">Their contexts, <c>[beats x context]</c>; empty where the network takes none.</param>
    /// <exception cref="ArgumentException">There is no beat, the samples are no whole number of beats, the context no whole number a beat, or a
    /// value is NaN or infinite.</exception>
    public Baseline(string name, ReadOnlySpan<float> beats, ReadOnlySpan<float> contexts = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (beats.IsEmpty) throw new ArgumentException("A baseline needs one beat at least; there is none.", nameof(beats));
        if (beats.Length % BeatDataset.BeatLength != 0)
            throw new ArgumentException(Invariant($"{beats.Length} samples are no whole number of beats of {BeatDataset.BeatLength}."), nameof(beats));
        Count = beats.Length / BeatDataset.BeatLength;
        if (contexts.Length % Count != 0)
            throw new ArgumentException(Invariant($"{contexts.Length} context values are not equally many for each of {Count} beats."), nameof(contexts));
        CheckFinite(beats, BeatDataset.BeatLength, "sample", nameof(beats));
        CheckFinite(contexts, Math.Max(1, contexts.Length / Count), "context value", nameof(contexts));
        Name = name;
        ContextLength = contexts.Length / Count;
        _beats = beats.ToArray();
        _contexts = contexts.ToArray();
    }

    /// <summary>What it is.</summary>
    public string Name { get; }

    /// <summary>Number of beats.</summary>
    public int Count { get; }

    /// <summary>Context values a beat.</summary>
    public int ContextLength { get; }

    /// <summary>All beats, <c>[beats x 360]</c>.</summary>
    public ReadOnlySpan<float> Beats => _beats;

    /// <summary>All contexts, <c>[beats x context]</c>.</summary>
    public ReadOnlySpan<float> Contexts => _contexts;

    /// <summary>One beat.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlySpan<float> Beat(int index) => _beats.AsSpan(index * BeatDataset.BeatLength, BeatDataset.BeatLength);

    /// <summary>One beat's context.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlySpan<float> Context(int index) => _contexts.AsSpan(index * ContextLength, ContextLength);

    /// <summary>A flat line at 0, the mean of a beat normalised by its own mean; the context is 0, that of a beat that comes when it is expected.</summary>
    /// <param name="contextLength">Context values a beat.</param>
    public static Baseline FlatLine(int contextLength = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(contextLength);
        return new Baseline("flat line", new float[BeatDataset.BeatLength], new float[contextLength]);
    }

    /// <summary>The mean beat of a set, each class weighing the same, with its mean context.</summary>
    /// <param name="beats">The set.</param>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static Baseline MeanBeat(BeatDataset beats)
    {
        CheckAny(beats);
        var (mean, context) = (new double[BeatDataset.BeatLength], new double[beats.ContextNames.Count]);
        var classes = beats.CountPerClass.Count(c => c > 0);
        for (var i = 0; i < beats.Count; i++)
        {
            var weight = 1.0 / (classes * beats.CountPerClass[beats.Labels[i]]);
            for (var t = 0; t < mean.Length; t++) mean[t] += weight * beats.Samples[(i * mean.Length) + t];
            for (var c = 0; c < context.Length; c++) context[c] += weight * beats.Context!.Values[(i * context.Length) + c];
        }

        return new Baseline(Invariant($"mean of {beats.Count} beats, classes weighing the same"), [.. mean.Select(x => (float)x)], [.. context.Select(x => (float)x)]);
    }

    /// <summary>As many beats of each class, picked at random.</summary>
    /// <param name="beats">The set they are picked from, best the training set.</param>
    /// <param name="perClass">Beats of each class, 1 or more; of a class that has fewer, all.</param>
    /// <param name="seed">The same seed picks the same beats.</param>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static Baseline ClassBalanced(BeatDataset beats, int perClass, int seed)
    {
        CheckAny(beats);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perClass);
        var random = new Random(seed);
        var length = beats.ContextNames.Count;
        var (samples, contexts, count) = (new List<float>(), new List<float>(), 0);
        for (var k = 0; k < beats.Classes.Count; k++)
        {
            var own = Enumerable.Range(0, beats.Count).Where(i => beats.Labels[i] == k).ToArray();
            random.Shuffle(own);
            foreach (var i in own.Take(perClass))
            {
                samples.AddRange(beats.Samples.AsSpan(i * BeatDataset.BeatLength, BeatDataset.BeatLength));
                if (length > 0) contexts.AddRange(beats.Context!.Values.AsSpan(i * length, length));
                count++;
            }
        }

        return new Baseline(Invariant($"{count} background beats, up to {perClass} a class"), [.. samples], [.. contexts]);
    }

    /// <summary>Refuses a baseline whose context is not the network's.</summary>
    internal void CheckFits(ArrhythmiNetModel model)
    {
        if (ContextLength != model.ContextNames.Count)
        {
            throw new ArgumentException(
                Invariant($"The baseline ({Name}) has {ContextLength} context values a beat, but the network takes {model.ContextNames.Count} ({string.Join(", ", model.ContextNames)})."));
        }
    }

    private static void CheckAny(BeatDataset beats)
    {
        ArgumentNullException.ThrowIfNull(beats);
        if (beats.Count == 0) throw new ArgumentException("The set is empty: a baseline needs one beat at least.", nameof(beats));
    }

    private static void CheckFinite(ReadOnlySpan<float> values, int length, string what, string parameterName)
    {
        if (TensorPrimitives.IsFiniteAll(values)) return;
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(Invariant($"Baseline beat {i / length} is {values[i]} at {what} {i % length}; every value must be a finite number."), parameterName);
        }
    }
}
