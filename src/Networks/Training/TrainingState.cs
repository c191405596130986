namespace ArrhythmiaVision.Networks;

/// <summary>All that a training run carries from one epoch to the next.</summary>
internal sealed class TrainingState(float[] numbers)
{
    /// <summary>The network's numbers.</summary>
    public float[] Numbers { get; init; } = numbers;

    /// <summary>The optimiser's first moments, in the order of the numbers.</summary>
    public float[] First { get; init; } = new float[numbers.Length];

    /// <summary>The optimiser's second moments.</summary>
    public float[] Second { get; init; } = new float[numbers.Length];

    /// <summary>The best epoch's numbers; empty before there is one.</summary>
    public float[] BestNumbers { get; set; } = [];

    /// <summary>The best epoch, from 1; 0 before there is one.</summary>
    public int BestEpoch { get; set; }

    /// <summary>The best epoch's figure.</summary>
    public double BestFigure { get; set; }

    /// <summary>Every epoch done.</summary>
    public List<EpochRecord> History { get; init; } = [];

    /// <summary>Epochs done.</summary>
    public int Epoch => History.Count;
}
