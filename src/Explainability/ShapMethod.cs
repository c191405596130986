namespace ArrhythmiaVision.Explainability;

/// <summary>How <see cref="ShapExplainer"/> shares a class's output out over a beat.</summary>
public enum ShapMethod
{
    /// <summary>Exact Shapley values over the beat's clinical segments (P, PR, Q, R, S, ST, T, the neighbours) and its context: every coalition is scored, none is sampled.</summary>
    Segments,

    /// <summary>Expected gradients, a value a sample.</summary>
    ExpectedGradients,

    /// <summary>Shapley values of the samples by sampled orders and their reverses.</summary>
    Permutation,

    /// <summary>Integrated gradients (Aumann-Shapley values), a cheap cross-check.</summary>
    IntegratedGradients,

    /// <summary>What is lost when a window is replaced, a cheap cross-check; its values do not add up.</summary>
    Occlusion,
}
