using System.Globalization;
using ArrhythmiaVision.Networks;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Checks of a beat that comes out of a view.</summary>
internal static class Beat
{
    /// <summary>What is wrong with a beat; null if nothing is.</summary>
    public static string? Fault(in VBuffer<float> beat)
    {
        if (beat.Length != BeatDataset.BeatLength)
            return string.Create(CultureInfo.InvariantCulture, $"has {beat.Length} values; a beat has {BeatDataset.BeatLength}");

        var values = beat.GetValues();
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) continue;
            int sample = beat.IsDense ? i : beat.GetIndices()[i];
            return string.Create(CultureInfo.InvariantCulture, $"is {values[i]} at sample {sample}; every sample must be a finite number");
        }
        return null;
    }

    /// <summary>The error for a beat that cannot be used.</summary>
    public static InvalidDataException Broken(string where, string featureName, string fault) =>
        new($"{where}: feature column '{featureName}' {fault}.");

    /// <summary>The class of the highest probability, the first of equals.</summary>
    public static int MostProbable(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int c = 1; c < probabilities.Length; c++)
        {
            if (probabilities[c] > probabilities[best])
                best = c;
        }
        return best;
    }
}
