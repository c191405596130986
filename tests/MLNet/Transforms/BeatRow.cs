using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

/// <summary>A row of a view of beats.</summary>
public sealed class BeatRow
{
    public string Record { get; set; } = "";

    public string Patient { get; set; } = "";

    public string Lead { get; set; } = "";

    public float SamplingRate { get; set; }

    public long Sample { get; set; }

    public double Time { get; set; }

    public string Symbol { get; set; } = "";

    public uint Label { get; set; }

    public float PreviousRR { get; set; }

    public float NextRR { get; set; }

    public float RRToMedian { get; set; }

    public float RRToLocalMean { get; set; }

    public float RecordCenter { get; set; }

    public float RecordScale { get; set; }

    public float PatientScale { get; set; }

    [VectorType(14)]
    public float[] Context { get; set; } = [];

    [VectorType(360)]
    public float[] Features { get; set; } = [];
}

/// <summary>A row of a view of records, made in memory.</summary>
public sealed class RecordInput
{
    public string Record { get; set; } = "r";

    public float SamplingRate { get; set; } = 360;

    public float Age { get; set; } = 50;

    public float[] Weights { get; set; } = [1, 2];

    public float[] Signal { get; set; } = [];

    public long[] AnnotationSamples { get; set; } = [];

    public string[] AnnotationSymbols { get; set; } = [];
}
