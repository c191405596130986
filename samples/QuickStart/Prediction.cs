using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;

namespace QuickStart;

/// <summary>Loads a saved model and classifies a record's beats with it.</summary>
internal static class Prediction
{
    public static int Run(string modelPath, string recordPath)
    {
        Console.Write(Describe(modelPath, recordPath));
        return 0;
    }

    /// <summary>How many beats the model finds of each class, and a digest of all its probabilities.</summary>
    public static string Describe(string modelPath, string recordPath)
    {
        var ml = new MLContext();
        IDataView beats = BeatViews.Of(ml, [recordPath]);
        IDataView scored = Load(ml, modelPath).Transform(beats);
        IDataView named = ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored);

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (BeatPrediction beat in ml.Data.CreateEnumerable<BeatPrediction>(named, reuseRowObject: true))
        {
            counts[beat.PredictedLabel] = counts.GetValueOrDefault(beat.PredictedLabel) + 1;
            digest.AppendData(MemoryMarshal.AsBytes<float>(beat.Score));
        }

        string found = string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Key}")));
        return $"   record {Path.GetFileName(recordPath)}: {found}; SHA-256 of the probabilities {Convert.ToHexStringLower(digest.GetHashAndReset())[..16]}{Environment.NewLine}";
    }

    private static ITransformer Load(MLContext ml, string modelPath)
    {
        try
        {
            return ml.Model.Load(modelPath, out _);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"'{modelPath}' is no ML.NET model, or is cut off ({e.Message}). Give a file that this sample saved.", e);
        }
    }
}
