using System.Globalization;
using System.Numerics;

namespace ArrhythmiaVision.Networks;

/// <summary>Checks of raw beat samples that come from outside.</summary>
internal static class BeatSamples
{
    /// <summary>Refuses NaN and infinite samples, and says which beat and sample it is.</summary>
    public static void CheckFinite(ReadOnlySpan<float> samples, int beatLength, string parameterName)
    {
        var at = IndexOfNonFinite(samples);
        if (at >= 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Beat {at / beatLength} is {samples[at]} at sample {at % beatLength}; every sample must be a finite number."),
                parameterName);
        }
    }

    /// <summary>Refuses NaN and infinite context values, and says which beat and value it is.</summary>
    public static void CheckFiniteContext(ReadOnlySpan<float> values, IReadOnlyList<string> names, string parameterName)
    {
        var at = IndexOfNonFinite(values);
        if (at >= 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Beat {at / names.Count} has {values[at]} for {names[at % names.Count]}; every context value must be a finite number."),
                parameterName);
        }
    }

    private static int IndexOfNonFinite(ReadOnlySpan<float> samples)
    {
        var i = 0;
        for (; i <= samples.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // x - x is 0 for every finite x and NaN for the others.
            var x = new Vector<float>(samples[i..]);
            if (!Vector.EqualsAll(x - x, Vector<float>.Zero)) break;
        }

        for (; i < samples.Length; i++)
        {
            if (!float.IsFinite(samples[i])) return i;
        }

        return -1;
    }
}
