using System.Runtime.Intrinsics;

namespace ArrhythmiaVision.Networks;

/// <summary>Four neighbouring channels' values in double precision: every vector width's channels come in fours.</summary>
internal readonly unsafe struct WideVector(Vector256<double> values)
{
    /// <summary>Values that one holds.</summary>
    public const int Count = 4;

    private readonly Vector256<double> _values = values;

    public static WideVector Load(float* source)
    {
        var singles = Vector128.Load(source);
        return new WideVector(Vector256.Create(Vector128.WidenLower(singles), Vector128.WidenUpper(singles)));
    }

    public void Store(float* target) => ToSingle().Store(target);

    public Vector128<float> ToSingle() => Vector128.Narrow(_values.GetLower(), _values.GetUpper());

    public static WideVector Max(WideVector a, double least) => new(Vector256.Max(a._values, Vector256.Create(least)));

    public static WideVector InverseSquareRoot(WideVector a) => new(Vector256<double>.One / Vector256.Sqrt(a._values));

    public static WideVector operator -(WideVector a) => new(-a._values);

    public static WideVector operator +(WideVector a, WideVector b) => new(a._values + b._values);

    public static WideVector operator +(WideVector a, double b) => new(a._values + Vector256.Create(b));

    public static WideVector operator -(WideVector a, WideVector b) => new(a._values - b._values);

    public static WideVector operator *(WideVector a, WideVector b) => new(a._values * b._values);

    public static WideVector operator *(WideVector a, double b) => new(a._values * b);

    public static WideVector operator /(WideVector a, double b) => new(a._values / Vector256.Create(b));
}
