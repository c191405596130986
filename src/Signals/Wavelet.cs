using System.Collections.Concurrent;
using System.Globalization;

namespace ArrhythmiaVision.Signals;

/// <summary>An orthogonal wavelet: its four filters, in the conventions of PyWavelets.</summary>
/// <remarks>
/// Daubechies' filters and the symlets are computed by spectral factorisation to full double precision; the coiflets come from a
/// table. <c>PyWavelets</c> 1.1.1 agrees to 2·10⁻¹⁶ for Daubechies and coiflets and, its own tables of symlets being less
/// precise, to 2·10⁻¹¹ for symlets. Instances are immutable, and there is one of each.
/// </remarks>
public sealed class Wavelet
{
    private static readonly ConcurrentDictionary<string, Lazy<Wavelet>> s_known = new();

    private readonly FilterBank<double> _double;
    private readonly FilterBank<float> _single;

    private Wavelet(string name, WaveletFamily family, int order, int vanishingMoments, double[] scaling)
    {
        Name = name;
        Family = family;
        Order = order;
        VanishingMoments = vanishingMoments;
        _double = FilterBank<double>.FromScalingFilter(scaling);
        _single = FilterBank<float>.FromScalingFilter(scaling);
    }

    /// <summary>Haar's wavelet.</summary>
    public static Wavelet Haar => Known("haar", static name => new Wavelet(name, WaveletFamily.Haar, 1, 1, SpectralFactorization.Daubechies(1)));

    /// <summary>The short name, as PyWavelets writes it: <c>haar</c>, <c>db4</c>, <c>sym4</c>, <c>coif2</c>.</summary>
    public string Name { get; }

    /// <summary>The family.</summary>
    public WaveletFamily Family { get; }

    /// <summary>The number in the name; 1 for Haar.</summary>
    public int Order { get; }

    /// <summary>The vanishing moments of the wavelet: polynomials of lower degree leave no detail.</summary>
    public int VanishingMoments { get; }

    /// <summary>The length of each filter, an even number of samples.</summary>
    public int FilterLength => _double.Length;

    /// <summary>The decomposition low-pass filter (PyWavelets: <c>dec_lo</c>).</summary>
    public ReadOnlySpan<double> DecompositionLowPass => _double.DecompositionLow;

    /// <summary>The decomposition high-pass filter (PyWavelets: <c>dec_hi</c>).</summary>
    public ReadOnlySpan<double> DecompositionHighPass => _double.DecompositionHigh;

    /// <summary>The reconstruction low-pass filter, the scaling filter (PyWavelets: <c>rec_lo</c>).</summary>
    public ReadOnlySpan<double> ReconstructionLowPass => _double.ReconstructionLow;

    /// <summary>The reconstruction high-pass filter (PyWavelets: <c>rec_hi</c>).</summary>
    public ReadOnlySpan<double> ReconstructionHighPass => _double.ReconstructionHigh;

    /// <summary>Daubechies' wavelet of extremal phase with <paramref name="order"/> vanishing moments.</summary>
    /// <param name="order">1 to 38; the filters have twice as many coefficients.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is out of its range.</exception>
    public static Wavelet Daubechies(int order)
    {
        CheckOrder(order, 1, SpectralFactorization.MaxDaubechies);
        return Known(NameOf("db", order), name => new Wavelet(name, WaveletFamily.Daubechies, order, order, SpectralFactorization.Daubechies(order)));
    }

    /// <summary>The symlet, Daubechies' least asymmetric wavelet, with <paramref name="order"/> vanishing moments.</summary>
    /// <param name="order">2 to 20; the filters have twice as many coefficients.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is out of its range.</exception>
    public static Wavelet Symlet(int order)
    {
        CheckOrder(order, 2, SpectralFactorization.MaxSymlet);
        return Known(NameOf("sym", order), name => new Wavelet(name, WaveletFamily.Symlet, order, order, SpectralFactorization.Symlet(order)));
    }

    /// <summary>The coiflet whose wavelet has 2·<paramref name="order"/> vanishing moments.</summary>
    /// <param name="order">1 to 17; the filters have six times as many coefficients.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is out of its range.</exception>
    public static Wavelet Coiflet(int order)
    {
        CheckOrder(order, 1, CoifletTable.MaxOrder);
        return Known(NameOf("coif", order), name => new Wavelet(name, WaveletFamily.Coiflet, order, 2 * order, CoifletTable.ScalingFilter(order)));
    }

    /// <summary>The wavelet of a short name, in upper or lower case.</summary>
    /// <param name="name"><c>haar</c>, <c>db1</c>–<c>db38</c>, <c>sym2</c>–<c>sym20</c> or <c>coif1</c>–<c>coif17</c>.</param>
    /// <exception cref="ArgumentException">There is no such wavelet here.</exception>
    public static Wavelet Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryParse(name, out var wavelet) ? wavelet
            : throw new ArgumentException($"There is no wavelet '{name}' here; known are haar, db1 to db38, sym2 to sym20 and coif1 to coif17.", nameof(name));
    }

    /// <summary>Looks up the wavelet of a short name, as <see cref="Parse"/> does.</summary>
    /// <param name="name">The name.</param>
    /// <param name="wavelet">The wavelet, or null.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string? name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Wavelet? wavelet)
    {
        wavelet = null;
        if (name is null) return false;
        if (name.Equals("haar", StringComparison.OrdinalIgnoreCase)) wavelet = Haar;
        else if (OrderOf(name, "db") is >= 1 and <= SpectralFactorization.MaxDaubechies and var db) wavelet = Daubechies(db);
        else if (OrderOf(name, "sym") is >= 2 and <= SpectralFactorization.MaxSymlet and var sym) wavelet = Symlet(sym);
        else if (OrderOf(name, "coif") is >= 1 and <= CoifletTable.MaxOrder and var coif) wavelet = Coiflet(coif);
        return wavelet is not null;
    }

    /// <summary>The short name.</summary>
    public override string ToString() => Name;

    /// <summary>The four filters in the precision of a transform.</summary>
    internal FilterBank<T> Filters<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        _double as FilterBank<T> ?? _single as FilterBank<T>
        ?? throw new NotSupportedException($"Wavelet transforms work on float and double, not on {typeof(T).Name}.");

    private static int? OrderOf(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : null;

    private static string NameOf(string prefix, int order) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{order}");

    private static Wavelet Known(string name, Func<string, Wavelet> make) =>
        s_known.GetOrAdd(name, static (key, make) => new Lazy<Wavelet>(() => make(key)), make).Value;

    private static void CheckOrder(int order, int min, int max)
    {
        if (order < min || order > max)
            throw new ArgumentOutOfRangeException(nameof(order), order, Invariant($"The order must lie between {min} and {max}."));
    }
}
