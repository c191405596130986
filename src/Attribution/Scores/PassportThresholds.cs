namespace ArrhythmiaVision.Attribution;

/// <summary>What an explanation must reach to be called reliable.</summary>
/// <remarks>The defaults follow from training beats of MIT-BIH explained for V1 and V2, from two kinds of scores that say nothing: those of a network
/// that never learned, and the likeness that explanations of two beats of one class have anyway. docs/explainability.md has the numbers.</remarks>
public sealed record PassportThresholds
{
    /// <summary>Deletion must beat random order by more than this area: 0, as what does not is no order of evidence.</summary>
    public double DeletionGain { get; init; }

    /// <summary>Insertion must beat random order by more than this area: 0 likewise.</summary>
    public double InsertionGain { get; init; }

    /// <summary>Infidelity must not be above this: 19 of 20 explanations of a network that never learned are.</summary>
    public double Infidelity { get; init; } = 0.8;

    /// <summary>With the last layer randomised, the rank correlation must not be above this: explanations of two beats of a class are so alike in 1 of 20
    /// cases only.</summary>
    public double RandomizedCorrelation { get; init; } = 0.8;

    /// <summary>The stability under noise and under shifts must not be below this, which explanations of two beats of a class hardly reach.</summary>
    public double Stability { get; init; } = 0.7;

    /// <summary>The mean rank correlation with the other methods must not be below this: 19 of 20 explanations of a network that never learned are.</summary>
    public double Agreement { get; init; } = 0.1;
}
