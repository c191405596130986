using Microsoft.ML;

namespace QuickStart;

/// <summary>Records to beats, the same way for training and for predicting: one row a record comes in, one row a beat goes out.</summary>
internal static class BeatViews
{
    public static IDataView Of(MLContext ml, IEnumerable<string> recordPaths)
    {
        IDataView recordings = ml.Data.LoadFromWfdb(recordPaths);
        var toBeats = ml.Transforms.WaveletDenoise("Signal").Append(ml.Transforms.BeatSegment());
        return toBeats.Fit(recordings).Transform(recordings);
    }
}
