namespace QuickStart;

/// <summary>What the model says of a beat.</summary>
internal sealed class BeatPrediction
{
    /// <summary>The most probable class, by name.</summary>
    public string PredictedLabel { get; set; } = "";

    /// <summary>The probability of each class.</summary>
    public float[] Score { get; set; } = [];
}
