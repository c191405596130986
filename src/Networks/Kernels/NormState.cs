namespace ArrhythmiaVision.Networks;

/// <summary>A batch normalisation's state for one step, one value a channel.</summary>
internal unsafe readonly struct NormState(float* basis, int channels)
{
    /// <summary>Floats a channel takes.</summary>
    public const int Values = 7;

    /// <summary>γ / √(σ² + ε): the factor from the raw convolution to the normalised value.</summary>
    public float* Scale => basis;

    /// <summary>β − μ · Scale.</summary>
    public float* Shift => basis + channels;

    /// <summary>1 / √(σ² + ε).</summary>
    public float* InverseDeviation => basis + (2 * channels);

    /// <summary>−μ / √(σ² + ε): with <see cref="InverseDeviation"/>, from the raw value to x̂.</summary>
    public float* Offset => basis + (3 * channels);

    /// <summary>The raw convolution's gradient is GradientFactor · dz + ValueFactor · y + Constant.</summary>
    public float* GradientFactor => basis + (4 * channels);

    /// <summary>See <see cref="GradientFactor"/>.</summary>
    public float* ValueFactor => basis + (5 * channels);

    /// <summary>See <see cref="GradientFactor"/>.</summary>
    public float* Constant => basis + (6 * channels);
}
