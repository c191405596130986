using System.Numerics;
using MathNet.Numerics;

namespace ArrhythmiaVision.Signals;

/// <summary>The scaling filters of Daubechies' orthogonal wavelets, by spectral factorisation.</summary>
/// <remarks>
/// A filter of N vanishing moments is <c>(1 + z)^N</c> times a factor of degree N − 1 whose squared magnitude is
/// <c>P(y) = Σ_{k&lt;N} C(N − 1 + k, k) y^k</c> at <c>y = (2 − z − 1/z) / 4</c> (I. Daubechies, <em>Ten Lectures on Wavelets</em>, 1992,
/// section 6.1). Each zero of P gives two zeros z and 1/z, of which the filter takes one: always the one inside the unit circle
/// for the extremal phase, and a mixture for the least asymmetric filters (section 8.1.1). The zeros of P are found in double
/// precision and refined to 256 binary places, so the coefficients are right to the last bit.
/// </remarks>
internal static class SpectralFactorization
{
    public const int MaxDaubechies = 38;
    public const int MaxSymlet = 20;

    // Of each symlet's zeros of P with imaginary part 0 or above, in order of rising real part, bit i says that the i-th gives the
    // zero outside the unit circle. These choices are those of the usual tables (Daubechies 1992, table 6.3, and their continuation).
    private static readonly int[] s_symletChoices =
        [0, 0, 2, 1, 5, 1, 10, 6, 21, 6, 21, 28, 44, 28, 89, 142, 333, 116, 357];

    public static double[] Daubechies(int order) => ScalingFilter(order, 0);

    public static double[] Symlet(int order) => ScalingFilter(order, s_symletChoices[order - 2]);

    private static double[] ScalingFilter(int order, int outside)
    {
        var one = FixedComplex.One.Real;
        BigInteger[] filter = [one];
        for (var i = 0; i < order; i++) filter = Multiply(filter, [one, one]);

        var index = 0;
        foreach (var y in ZerosOfP(order))
        {
            var w = FixedComplex.One - (y + y);
            var z = w + (w * w - FixedComplex.One).SquareRoot();
            if (z.IsOutsideUnitCircle != ((outside >> index++ & 1) != 0)) z = FixedComplex.One / z;

            // A complex zero brings its conjugate, so that the filter is real.
            filter = z.IsReal
                ? Multiply(filter, [one, -z.Real])
                : Multiply(filter, [one, -2 * z.Real, (z.Real * z.Real + z.Imaginary * z.Imaginary) >> FixedComplex.Bits]);
        }

        var sum = filter.Aggregate(BigInteger.Zero, (total, coefficient) => total + coefficient);
        var scale = FixedComplex.FromInteger(2).SquareRoot().Real;
        return [.. filter.Select(coefficient => FixedComplex.ToDouble(coefficient * scale / sum))];
    }

    /// <summary>The zeros of P with imaginary part 0 or above, in order of rising real part.</summary>
    private static FixedComplex[] ZerosOfP(int order)
    {
        if (order == 1) return [];

        var coefficients = new BigInteger[order];
        coefficients[0] = 1;
        for (var k = 1; k < order; k++) coefficients[k] = coefficients[k - 1] * (order - 1 + k) / k;

        // In 4y the coefficients keep within a few orders of magnitude, and so the eigenvalues stay accurate.
        var scaled = coefficients.Select((c, k) => Math.ScaleB((double)c, -2 * k)).ToArray();
        var zeros = FindRoots.Polynomial(scaled)
            .Where(x => x.Imaginary > -1e-9)
            .Select(x => Refine(coefficients, new Complex(x.Real / 4, x.Imaginary < 1e-9 ? 0 : x.Imaginary / 4)))
            .ToArray();
        Array.Sort(zeros, (a, b) => a.Real.CompareTo(b.Real));
        return zeros;
    }

    private static FixedComplex Refine(BigInteger[] coefficients, Complex start)
    {
        var y = FixedComplex.FromComplex(start);
        // Newton's iteration doubles the good bits a step; ten lead from three bits past the 256 kept.
        for (var step = 0; step < 10; step++)
        {
            var value = new FixedComplex(0, 0);
            var slope = new FixedComplex(0, 0);
            for (var k = coefficients.Length - 1; k >= 0; k--)
            {
                slope = slope * y + value;
                value = value * y + FixedComplex.FromInteger(coefficients[k]);
            }
            y -= value / slope;
        }
        return y;
    }

    private static BigInteger[] Multiply(BigInteger[] a, BigInteger[] b)
    {
        var product = new BigInteger[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++) product[i + j] += (a[i] * b[j]) >> FixedComplex.Bits;
        }
        return product;
    }
}
