using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>Wavelet denoising of each beat by itself, as an exported graph does it before anything else.</summary>
/// <remarks>
/// An orthogonal wavelet transform of some levels; the details of each are thresholded, the approximation is kept. A level's threshold is the median
/// of details' absolute values times a factor. <c>Analysis.OnnxBeats</c> makes it from the options of <c>Signals.WaveletDenoiser</c>.
/// </remarks>
public sealed record OnnxDenoising
{
    internal const int MostLevels = 20;
    internal const int MostTaps = 128;

    /// <summary>The wavelet's scaling filter, its low-pass for reconstruction: an even number of taps, 2 to 128.</summary>
    public required IReadOnlyList<float> Filter { get; init; }

    /// <summary>
    /// What the median of the details' absolute values is multiplied with to give the threshold, a number of 0 or more for each level, the finest first;
    /// there are as many levels, 1 to 20.
    /// </summary>
    public required IReadOnlyList<float> Thresholds { get; init; }

    /// <summary>How the beat goes on beyond its ends.</summary>
    public OnnxBoundary Boundary { get; init; }

    /// <summary>What a threshold makes of a coefficient.</summary>
    public OnnxShrinkage Function { get; init; }

    /// <summary>The upper threshold of <see cref="OnnxShrinkage.Firm"/> as a multiple of the lower one, 1 or more.</summary>
    public float FirmRatio { get; init; } = 2;

    /// <summary>True takes the median of each level's own details, false that of the finest level's for all.</summary>
    public bool NoiseOfEachLevel { get; init; }

    /// <summary>True where the other has the same filter, factors and settings.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(OnnxDenoising? other) =>
        other is not null && Filter.SequenceEqual(other.Filter) && Thresholds.SequenceEqual(other.Thresholds) && Boundary == other.Boundary
        && Function == other.Function && FirmRatio.Equals(other.FirmRatio) && NoiseOfEachLevel == other.NoiseOfEachLevel;

    /// <summary>Equal for equal ones.</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var tap in Filter) hash.Add(tap);
        foreach (var factor in Thresholds) hash.Add(factor);
        hash.Add(Boundary);
        hash.Add(Function);
        hash.Add(FirmRatio);
        hash.Add(NoiseOfEachLevel);
        return hash.ToHashCode();
    }

    internal void Check(string parameterName)
    {
        if (Filter is not { Count: >= 2 and <= MostTaps } || Filter.Count % 2 != 0 || !Filter.All(float.IsFinite))
            throw new ArgumentException($"The wavelet's filter must be an even number of finite taps, 2 to {MostTaps}.", parameterName);
        if (Thresholds is not { Count: >= 1 and <= MostLevels } || !Thresholds.All(factor => factor >= 0 && float.IsFinite(factor)))
            throw new ArgumentException($"Denoising needs a factor of 0 or more for each of 1 to {MostLevels} levels.", parameterName);
        if (!Enum.IsDefined(Boundary))
            throw new ArgumentOutOfRangeException(parameterName, Boundary, $"There is no such boundary; there are {string.Join(", ", Enum.GetNames<OnnxBoundary>())}.");
        if (!Enum.IsDefined(Function))
            throw new ArgumentOutOfRangeException(parameterName, Function, $"There is no such function; there are {string.Join(", ", Enum.GetNames<OnnxShrinkage>())}.");
        if (!(FirmRatio >= 1) || !float.IsFinite(FirmRatio))
            throw new ArgumentOutOfRangeException(parameterName, FirmRatio, "Firm thresholding's upper threshold must be at least 1 times the lower.");
    }

    /// <summary>The points of the beat and of each level.</summary>
    internal IReadOnlyList<int> Lengths(int length)
    {
        var lengths = new List<int> { length };
        foreach (var _ in Thresholds) lengths.Add((lengths[^1] + Filter.Count - 1) / 2);
        return lengths;
    }

    /// <summary>Low-pass and high-pass, as the runtime's sliding products and their transposes take them, <c>[2 x taps]</c>.</summary>
    internal float[] Filters()
    {
        var taps = Filter.Count;
        var filters = new float[2 * taps];
        for (var i = 0; i < taps; i++)
        {
            filters[i] = Filter[i];
            filters[taps + i] = i % 2 == 0 ? Filter[taps - 1 - i] : -Filter[taps - 1 - i];
        }

        return filters;
    }

    /// <summary>Which of a signal's points stands at a place before, in or behind it.</summary>
    internal int Place(int i, int length)
    {
        switch (Boundary)
        {
            case OnnxBoundary.Periodic:
                return Modulo(i, length);
            case OnnxBoundary.Constant:
                return Math.Clamp(i, 0, length - 1);
            case OnnxBoundary.Reflect when length == 1:
                return 0;
            case OnnxBoundary.Reflect:
                var r = Modulo(i, 2 * (length - 1));
                return Math.Min(r, (2 * (length - 1)) - r);
            default:
                var s = Modulo(i, 2 * length);
                return Math.Min(s, (2 * length) - 1 - s);
        }
    }

    internal string InWords => string.Create(
        CultureInfo.InvariantCulture, $"denoised by an orthogonal wavelet of {Filter.Count} taps, {Thresholds.Count} levels, {Function.ToString().ToLowerInvariant()} thresholds");

    private static int Modulo(int i, int n) => ((i % n) + n) % n;
}
