using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>Beats of 360 samples with their labels, checked once when the set is made.</summary>
/// <remarks>The arrays are held, not copied: they must not be changed while the set is in use.</remarks>
public sealed class BeatDataset
{
    /// <summary>Samples in a beat: one second at 360 Hz, 180 before the R peak and 180 from it on.</summary>
    public const int BeatLength = 360;

    /// <summary>Makes a set of beats.</summary>
    /// <param name="samples">The beats one after the other, <c>[beats x 360]</c>, normalised.</param>
    /// <param name="labels">The class of each beat, an index into <paramref name="classes"/>.</param>
    /// <param name="classes">The classes' names, in the order of the network's outputs; two or more, all different.</param>
    /// <param name="context">What is known of each beat besides its samples; null for nothing. A network trained on the set takes it too.</param>
    /// <exception cref="ArgumentException">
    /// The sizes do not agree, a sample is NaN or infinite, a label has no class, or the class names are not usable;
    /// the message names the beat.
    /// </exception>
    public BeatDataset(float[] samples, int[] labels, IReadOnlyList<string> classes, BeatContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(labels);
        Classes = ClassNames.Check(classes, nameof(classes));
        if (samples.Length != (long)labels.Length * BeatLength)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{labels.Length} labels need {(long)labels.Length * BeatLength} samples ({BeatLength} a beat), but there are {samples.Length}."),
                nameof(samples));
        }

        if (context is not null && context.Count != labels.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {labels.Length} beats but context for {context.Count}."), nameof(context));

        BeatSamples.CheckFinite(samples, BeatLength, nameof(samples));
        var counts = new int[Classes.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)counts.Length)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Beat {i} has label {labels[i]}, but there are {counts.Length} classes: labels run from 0 to {counts.Length - 1}."),
                    nameof(labels));
            }

            counts[labels[i]]++;
        }

        Samples = samples;
        Labels = labels;
        CountPerClass = counts;
        Context = context;
    }

    /// <summary>The beats one after the other, <c>[beats x 360]</c>.</summary>
    public float[] Samples { get; }

    /// <summary>The class of each beat, an index into <see cref="Classes"/>.</summary>
    public int[] Labels { get; }

    /// <summary>The classes' names, in the order of the network's outputs.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What is known of each beat besides its samples; null for nothing.</summary>
    public BeatContext? Context { get; }

    /// <summary>The names of a beat's context values; empty without context.</summary>
    public IReadOnlyList<string> ContextNames => Context?.Names ?? [];

    /// <summary>Number of beats.</summary>
    public int Count => Labels.Length;

    /// <summary>Number of beats of each class, in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<int> CountPerClass { get; }

    internal ReadOnlySpan<float> ContextOf(int first, int count) =>
        Context is null ? [] : Context.Values.AsSpan(first * Context.Names.Count, count * Context.Names.Count);
}
