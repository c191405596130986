using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ArrhythmiaVision.Signals;

/// <summary>Thresholds of wavelet coefficients: choosing and applying them.</summary>
/// <remarks>A coefficient that is NaN stays NaN under every function.</remarks>
public static class Thresholding
{
    /// <summary>The median of the absolute values of standard normal noise: Φ⁻¹(3/4).</summary>
    public const double NormalMedianAbsoluteDeviation = 0.6744897501960817;

    /// <summary>The upper threshold of <see cref="ThresholdFunction.Firm"/> as a multiple of the lower one, unless given.</summary>
    public const double DefaultFirmRatio = 2;

    /// <summary>The standard deviation of the noise in detail coefficients: the median of their absolute values over
    /// <see cref="NormalMedianAbsoluteDeviation"/>. Details have mean 0, so the deviations are taken about 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="details">Detail coefficients, usually the finest level's; 1 or more.</param>
    /// <exception cref="ArgumentException">There is no coefficient.</exception>
    public static double NoiseLevel<T>(ReadOnlySpan<T> details) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (details.IsEmpty) throw new ArgumentException("There is no coefficient to measure noise from.", nameof(details));
        var magnitudes = new T[details.Length];
        TensorPrimitives.Abs(details, magnitudes);
        return NoiseLevelOfMagnitudes(magnitudes.AsSpan());
    }

    /// <summary>The threshold a rule chooses.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rule">The rule.</param>
    /// <param name="coefficients">The coefficients the threshold is for, 1 or more.</param>
    /// <param name="noiseLevel">The standard deviation σ of the noise in them, 0 or more.</param>
    /// <returns>The threshold in the coefficients' unit; 0 where σ is 0, and infinite where BayesShrink finds nothing but noise.</returns>
    /// <exception cref="ArgumentException">There is no coefficient, or an argument is out of its range.</exception>
    public static double Select<T>(ThresholdRule rule, ReadOnlySpan<T> coefficients, double noiseLevel) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (coefficients.IsEmpty) throw new ArgumentException("There is no coefficient to choose a threshold for.", nameof(coefficients));
        if (!(noiseLevel >= 0) || !double.IsFinite(noiseLevel))
            throw new ArgumentOutOfRangeException(nameof(noiseLevel), noiseLevel, "The noise level must be a finite number of 0 or more.");
        if (noiseLevel == 0) return 0;
        if (rule is ThresholdRule.Universal or ThresholdRule.Minimax) return noiseLevel * Factor(rule, coefficients.Length);

        var normalised = new T[coefficients.Length];
        TensorPrimitives.Divide(coefficients, T.CreateChecked(noiseLevel), normalised);
        return noiseLevel * Factor(rule, normalised.AsSpan());
    }

    /// <summary>Applies a threshold in place.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="function">The function; <see cref="ThresholdFunction.Firm"/>'s upper threshold is
    /// <see cref="DefaultFirmRatio"/> times the lower.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="threshold">The threshold, 0 or more; infinite makes every coefficient 0.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static void Apply<T>(ThresholdFunction function, Span<T> coefficients, T threshold) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Apply(function, coefficients, threshold, threshold * T.CreateChecked(DefaultFirmRatio));

    /// <summary>Applies a threshold in place, with firm thresholding's upper threshold.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="threshold">The threshold, 0 or more.</param>
    /// <param name="upper">Firm thresholding's upper threshold, not below <paramref name="threshold"/>; equal to it, it is hard
    /// thresholding, and infinite, soft. The other functions do not use it.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static void Apply<T>(ThresholdFunction function, Span<T> coefficients, T threshold, T upper) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(threshold >= T.Zero)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is a number of 0 or more.");
        switch (function)
        {
            case ThresholdFunction.Soft:
                ApplyEach(coefficients, new SoftShrinkage<T>(threshold));
                break;
            case ThresholdFunction.Hard:
                ApplyEach(coefficients, new HardShrinkage<T>(threshold));
                break;
            case ThresholdFunction.Garrote:
                ApplyEach(coefficients, new GarroteShrinkage<T>(threshold));
                break;
            case ThresholdFunction.Firm:
                if (!(upper >= threshold)) throw new ArgumentOutOfRangeException(nameof(upper), upper, Invariant($"The upper threshold must not be below the lower one, {threshold}."));
                if (T.IsInfinity(upper)) goto case ThresholdFunction.Soft;
                ApplyEach(coefficients, new FirmShrinkage<T>(threshold, upper));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such threshold function.");
        }
    }

    /// <summary>Applies to each coefficient a threshold of its own, <paramref name="factor"/> times its noise; the same bits as
    /// <see cref="Apply{T}(ThresholdFunction, Span{T}, T, T)"/> gives it.</summary>
    internal static void Shrink(ThresholdFunction function, Span<float> coefficients, ReadOnlySpan<float> noise, float factor, float firmRatio)
    {
        noise = noise[..coefficients.Length];
        switch (function)
        {
            case ThresholdFunction.Soft:
                for (var i = 0; i < coefficients.Length; i++) coefficients[i] = new SoftShrinkage<float>(factor * noise[i]).One(coefficients[i]);
                break;
            case ThresholdFunction.Hard:
                for (var i = 0; i < coefficients.Length; i++) coefficients[i] = new HardShrinkage<float>(factor * noise[i]).One(coefficients[i]);
                break;
            case ThresholdFunction.Garrote:
                for (var i = 0; i < coefficients.Length; i++) coefficients[i] = new GarroteShrinkage<float>(factor * noise[i]).One(coefficients[i]);
                break;
            default:
                for (var i = 0; i < coefficients.Length; i++)
                {
                    var threshold = factor * noise[i];
                    coefficients[i] = new FirmShrinkage<float>(threshold, threshold * firmRatio).One(coefficients[i]);
                }
                break;
        }
    }

    /// <summary>The noise level from absolute values, which are left in another order.</summary>
    internal static double NoiseLevelOfMagnitudes<T>(Span<T> magnitudes) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        double.CreateChecked(Selection.Median(magnitudes)) / NormalMedianAbsoluteDeviation;

    /// <summary>The threshold in units of σ by the rules that look at the number of coefficients alone.</summary>
    internal static double Factor(ThresholdRule rule, int count) => rule switch
    {
        ThresholdRule.Universal => Math.Sqrt(2 * Math.Log(count)),
        ThresholdRule.Minimax => count > 32 ? 0.3936 + 0.1829 * Math.Log2(count) : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such threshold rule."),
    };

    /// <summary>The threshold in units of σ by the rules that look at the coefficients, here divided by σ and left changed.</summary>
    internal static double Factor<T>(ThresholdRule rule, Span<T> normalised) where T : unmanaged, IBinaryFloatingPointIeee754<T> => rule switch
    {
        ThresholdRule.Sure => LeastSureRisk(normalised),
        ThresholdRule.BayesShrink => 1 / Math.Sqrt(Math.Max(MeanSquare(normalised) - 1, 0)),
        _ => Factor(rule, normalised.Length),
    };

    // With the squares sorted, the risk at the i-th is n − 2(i + 1) + (sum of the first i + 1) + (n − 1 − i) times the i-th.
    private static double LeastSureRisk<T>(Span<T> normalised) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Abs(normalised, normalised);
        normalised.Sort();
        var n = normalised.Length;
        double sum = 0, least = double.PositiveInfinity, best = 0;
        for (var i = 0; i < n; i++)
        {
            var magnitude = double.CreateChecked(normalised[i]);
            sum += magnitude * magnitude;
            var risk = n - 2.0 * (i + 1) + sum + (n - 1.0 - i) * magnitude * magnitude;
            if (risk < least) (least, best) = (risk, magnitude);
        }
        return best;
    }

    private static double MeanSquare<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (var value in values) sum += double.CreateChecked(value) * double.CreateChecked(value);
        return sum / values.Length;
    }

    private static void ApplyEach<T, TShrinkage>(Span<T> coefficients, TShrinkage shrinkage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TShrinkage : struct, IShrinkage<T>
    {
        ref var first = ref MemoryMarshal.GetReference(coefficients);
        var i = 0;
        for (; i <= coefficients.Length - Vector256<T>.Count; i += Vector256<T>.Count)
            shrinkage.Many(Vector256.LoadUnsafe(ref first, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        for (; i < coefficients.Length; i++) coefficients[i] = shrinkage.One(coefficients[i]);
    }
}
