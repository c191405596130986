using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>
/// The weights of the evidence, in the order in which <see cref="QrsEvidence"/> gives it: a logistic regression fitted to the
/// candidates of DS1 of the MIT-BIH Arrhythmia Database (docs/r-peaks.md).
/// </summary>
internal static class QrsWeights
{
    private static readonly float[] s_weights =
    [
        -3.3878f, 2.0161f, -0.9881f, 0.4919f, 1.0601f, 0.1248f, -0.7739f,
        -2.9235f, 0.8601f, 0.377f,
        -0.2855f, -1.2328f, 1.5981f, 0.6527f,
        0.1293f, 3.7814f, -0.8555f, -0.4295f,
        0.4295f, 0.7627f,
        0.2993f, 1.1461f, -0.2564f, 0.4312f,
        -0.6382f, -1.1843f, 2.0542f, 1.5785f, 0.667f, 1.011f, -2.2705f, 0.002f,
        0.9961f, 1.2123f, 1.2088f, -1.5119f,
        -0.7233f, -0.3739f, -0.5764f, -1.3682f, 1.0716f, 0.0078f, -0.1171f, -0.9849f, 0.431f, -0.826f, 0.4563f, -0.2292f,
    ];

    /// <summary>How many pieces of evidence there are.</summary>
    public static int Count => s_weights.Length;

    /// <summary>The weighted sum of the evidence.</summary>
    public static float Sum(ReadOnlySpan<float> evidence) => TensorPrimitives.Dot(evidence, s_weights);
}
