using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

/// <summary>A row with a vector of no known length, and columns that a saved chain's own could be taken for.</summary>
public sealed class SignalRow
{
    public string Name { get; set; } = "";

    public float N { get; set; } = 7;

    public float[] Signal { get; set; } = [];
}

/// <summary>A row with a beat and its record's scale.</summary>
public sealed class BeatScaleRow
{
    public float RecordCenter { get; set; }

    public float RecordScale { get; set; } = 1;

    [VectorType(360)]
    public float[] Features { get; set; } = [];
}

/// <summary>A row with a vector whose length is known, but is not a beat's.</summary>
public sealed class ShortRow
{
    public float RecordCenter { get; set; }

    public float RecordScale { get; set; } = 1;

    [VectorType(100)]
    public float[] Features { get; set; } = [];
}

/// <summary>Noisy rows, the same each time.</summary>
internal static class VectorRows
{
    public static float[] Noisy(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(i => (float)(Math.Sin(i / 7.0) + random.NextDouble()))];
    }

    public static IDataView Signals(MLContext ml) =>
        ml.Data.LoadFromEnumerable(((int[])[2000, 1, 777, 5000]).Select((length, i) => new SignalRow { Name = $"row {i}", Signal = Noisy(length, i) }).ToList());

    public static IDataView Beats(MLContext ml) =>
        ml.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new BeatScaleRow { RecordCenter = i / 10f, RecordScale = 1 + i, Features = Noisy(360, i) }).ToList());

    public static IDataView Shorts(MLContext ml) =>
        ml.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i => new ShortRow { RecordCenter = i, RecordScale = 2, Features = Noisy(100, i) }).ToList());
}
