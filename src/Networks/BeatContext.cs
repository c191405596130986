using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>What is known of each beat besides its samples, as ratios of its RR intervals: a few numbers a beat, about 0 ± 1.</summary>
/// <remarks>The array is held, not copied: it must not be changed while the context is in use.</remarks>
public sealed class BeatContext
{
    /// <summary>Makes the context of some beats.</summary>
    /// <param name="names">What each value is; 1 or more, all different.</param>
    /// <param name="values">The values beat after beat, <c>[beats x names]</c>.</param>
    /// <exception cref="ArgumentException">The names are not usable, the values are no whole number of beats, or one is NaN or infinite;
    /// the message names the beat.</exception>
    public BeatContext(IReadOnlyList<string> names, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Names = ClassNames.CheckContext(names, nameof(names));
        if (Names.Count == 0) throw new ArgumentException("Context needs a value a beat at least; give no context instead.", nameof(names));
        if (values.Length % Names.Count != 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{values.Length} context values are no whole number of beats of {Names.Count}."), nameof(values));

        BeatSamples.CheckFiniteContext(values, Names, nameof(values));
        Values = values;
    }

    /// <summary>What each value is.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The values beat after beat, <c>[beats x names]</c>.</summary>
    public float[] Values { get; }

    /// <summary>Number of beats.</summary>
    public int Count => Values.Length / Names.Count;
}
