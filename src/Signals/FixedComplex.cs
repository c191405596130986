using System.Numerics;

namespace ArrhythmiaVision.Signals;

/// <summary>A complex number of <see cref="Bits"/> binary places after the point, for constants that must be right to the last bit of
/// a double.</summary>
internal readonly record struct FixedComplex(BigInteger Real, BigInteger Imaginary)
{
    public const int Bits = 256;

    public static FixedComplex One { get; } = FromInteger(1);

    public bool IsReal => Imaginary.IsZero;

    /// <summary>Whether the absolute value is above 1.</summary>
    public bool IsOutsideUnitCircle => SquaredMagnitude > BigInteger.One << Bits;

    private BigInteger SquaredMagnitude => (Real * Real + Imaginary * Imaginary) >> Bits;

    public static FixedComplex FromInteger(BigInteger value) => new(value << Bits, 0);

    public static FixedComplex FromComplex(Complex value) => new(FromDouble(value.Real), FromDouble(value.Imaginary));

    public Complex ToComplex() => new(ToDouble(Real), ToDouble(Imaginary));

    public static double ToDouble(BigInteger value)
    {
        // 64 leading bits are kept before the conversion, so that neither a large nor a tiny value is lost.
        var excess = Math.Max(0, (int)BigInteger.Abs(value).GetBitLength() - 64);
        return Math.ScaleB((double)(value >> excess), excess - Bits);
    }

    public static FixedComplex operator +(FixedComplex a, FixedComplex b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static FixedComplex operator -(FixedComplex a, FixedComplex b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    public static FixedComplex operator *(FixedComplex a, FixedComplex b) => new(
        (a.Real * b.Real - a.Imaginary * b.Imaginary) >> Bits,
        (a.Real * b.Imaginary + a.Imaginary * b.Real) >> Bits);

    public static FixedComplex operator /(FixedComplex a, FixedComplex b)
    {
        var size = b.SquaredMagnitude;
        return new(
            (a.Real * b.Real + a.Imaginary * b.Imaginary) / size,
            (a.Imaginary * b.Real - a.Real * b.Imaginary) / size);
    }

    /// <summary>The square root, by Newton's iteration from the one in double precision.</summary>
    public FixedComplex SquareRoot()
    {
        var root = FromComplex(Complex.Sqrt(ToComplex()));
        // Each step doubles the 50 good bits of the start.
        for (var bits = 50; bits < Bits; bits *= 2)
        {
            var sum = root + this / root;
            root = new(sum.Real >> 1, sum.Imaginary >> 1);
        }
        return root;
    }

    private static BigInteger FromDouble(double value) => new BigInteger(Math.ScaleB(value, 60)) << (Bits - 60);
}
