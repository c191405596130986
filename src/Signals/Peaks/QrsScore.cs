namespace ArrhythmiaVision.Signals;

/// <summary>Weighs the evidence for and against a candidate.</summary>
internal static class QrsScore
{
    /// <summary>How many pieces of evidence there are.</summary>
    public const int Count = 32;

    public static readonly float[] Weights =
    [
        -2.0991f, 2.1800f, -0.1784f, -0.5239f, 0.9383f, 0.3154f, -0.9815f, -3.1041f,
        0.8284f, 0.5994f, -0.2331f, -0.6537f, 1.2803f, 0.7874f, 0.2135f, 4.2564f,
        -0.0689f, 0.0067f, 0.4410f, 0.7398f, -0.2854f, 1.5849f, -0.0776f, 0.0306f,
        -0.0434f, -0.4794f, 1.7198f, 1.7475f, 1.0259f, 1.2639f, -2.3594f, 0.2960f,
    ];

    public static float Of(ReadOnlySpan<float> evidence) => System.Numerics.Tensors.TensorPrimitives.Dot(evidence, Weights);
}
