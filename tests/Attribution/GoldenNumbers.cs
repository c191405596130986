namespace ArrhythmiaVision.Attribution.Tests;

/// <summary>What Golden/golden.py prints (PyTorch 1.13, double precision), of beat 1 against beat 0, for class 2 but where it says otherwise.</summary>
internal static class GoldenNumbers
{
    public static readonly Dictionary<ArrhythmiNetArchitecture, Golden> Networks = new()
    {
        [ArrhythmiNetArchitecture.V1] = new Golden(
            new() // gradcam(net, x, layer, k)
            {
                [0] = (3, -1.29569155e-05, -2.64172601e-05),
                [7] = (1, -0.000166030501, -6.03568684e-05),
                [13] = (1, -0.0023135254, -0.0023135254),
                [14] = (1, -0.00251265597, -0.00251265597),
            },
            [-0.000187920244, -0.0001125212, 0.000141310401, -4.82338232e-05, -0.000121984878], // shapley(net, x, base, False)
            [-2.90875663e-05, -2.13750878e-05, 1.54046672e-05, -7.68394192e-06, -8.46155682e-06], // shapley(net, x, base, True)
            1.32446372e-05, // occlusion(net, x, base, 25, 10)
            (0.000180413904, 9.32813411e-06), // integrated(net, x, base, 50, False)
            (3.05337926e-06, 2.80282063e-07)), // integrated(net, x, base, 50, True)
        [ArrhythmiNetArchitecture.V2] = new Golden( // the same expressions
            new()
            {
                [0] = (1, 0.00819484409, 0.000253368211),
                [7] = (2, -0.016369248, -0.00347696738),
                [13] = (0, -0.00330001141, -0.000533394106),
                [22] = (3, 0.0431681214, 0.062822993),
            },
            [-0.0146697622, 0.0448747156, -0.0384378438, -0.0262003578, 0.0244635563],
            [-0.00544527562, 0.00478797411, -0.0121279002, -0.00181549258, 0.0174686284],
            0.00154721094,
            (0.0431488238, -0.00766576839),
            (0.0187808643, -0.00147407472)),
    };

    /// <summary>What single precision may miss a golden number by: a part of the number, as some are 1e-5 and some 0.3.</summary>
    public static double Tolerance(params double[] expected) => (2e-3 * expected.Max(Math.Abs)) + 1e-7;

    /// <param name="GradCam">A class's signed map at a layer and its positive part, as checksums; a class whose positive part is not 0.</param>
    /// <param name="ShapleyLogit">The values of <see cref="TestModels.Five"/>.</param>
    /// <param name="ShapleyProbability">The same, of the probability.</param>
    /// <param name="Occlusion">The checksum with windows of 25 samples every 10.</param>
    /// <param name="IntegratedLogit">The checksum with 50 steps, and the gap.</param>
    /// <param name="IntegratedProbability">The same, of the probability.</param>
    public sealed record Golden(
        Dictionary<int, (int Class, double Signed, double Positive)> GradCam,
        double[] ShapleyLogit,
        double[] ShapleyProbability,
        double Occlusion,
        (double Sum, double Gap) IntegratedLogit,
        (double Sum, double Gap) IntegratedProbability);
}
