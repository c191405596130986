namespace ArrhythmiaVision.Attribution;

/// <summary>What an explanation must reach to be called reliable.</summary>
public sealed record PassportThresholds
{
    /// <summary>Deletion must beat random order by more than this area.</summary>
    public double DeletionGain { get; init; }

    /// <summary>Insertion must beat random order by more than this area.</summary>
    public double InsertionGain { get; init; }

    /// <summary>Infidelity must not be above this.</summary>
    public double Infidelity { get; init; } = 0.9;

    /// <summary>With the last layer randomised, the rank correlation must not be above this.</summary>
    public double RandomizedCorrelation { get; init; } = 0.8;

    /// <summary>The stability under noise and under shifts must not be below this.</summary>
    public double Stability { get; init; } = 0.7;

    /// <summary>The mean rank correlation with the other methods must not be below this.</summary>
    public double Agreement { get; init; } = 0.1;
}
