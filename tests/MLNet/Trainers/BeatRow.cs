using ArrhythmiaVision.Networks;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>A synthetic beat as a user's class has it.</summary>
public sealed class BeatRow
{
    public string Record { get; set; } = "";

    public string Patient { get; set; } = "";

    public string Class { get; set; } = "";

    [VectorType(BeatDataset.BeatLength)]
    public float[] Features { get; set; } = new float[BeatDataset.BeatLength];
}

/// <summary>What a prediction engine gives.</summary>
public sealed class BeatPrediction
{
    public uint PredictedLabel { get; set; }

    public float[] Score { get; set; } = [];
}
