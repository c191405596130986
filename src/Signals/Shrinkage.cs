using System.Numerics;
using System.Runtime.Intrinsics;

namespace ArrhythmiaVision.Signals;

/// <summary>A threshold function with its threshold, for one coefficient and for a vector of them, with equal bits.</summary>
internal interface IShrinkage<T> where T : unmanaged
{
    T One(T d);

    Vector256<T> Many(Vector256<T> d);
}

internal readonly struct SoftShrinkage<T>(T threshold) : IShrinkage<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T One(T d) => T.Abs(d) <= threshold ? T.Zero : d > T.Zero ? d - threshold : d + threshold;

    public Vector256<T> Many(Vector256<T> d)
    {
        var t = Vector256.Create(threshold);
        var moved = Vector256.ConditionalSelect(Vector256.GreaterThan(d, Vector256<T>.Zero), d - t, d + t);
        return Vector256.AndNot(moved, Vector256.LessThanOrEqual(Vector256.Abs(d), t));
    }
}

internal readonly struct HardShrinkage<T>(T threshold) : IShrinkage<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T One(T d) => T.Abs(d) < threshold ? T.Zero : d;

    public Vector256<T> Many(Vector256<T> d) =>
        Vector256.AndNot(d, Vector256.LessThan(Vector256.Abs(d), Vector256.Create(threshold)));
}

internal readonly struct GarroteShrinkage<T>(T threshold) : IShrinkage<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // t (t/d) rather than t²/d: a small threshold's square may have no bits left.
    public T One(T d) => T.Abs(d) <= threshold ? T.Zero : d - threshold * (threshold / d);

    public Vector256<T> Many(Vector256<T> d)
    {
        var t = Vector256.Create(threshold);
        return Vector256.AndNot(d - t * (t / d), Vector256.LessThanOrEqual(Vector256.Abs(d), t));
    }
}

internal readonly struct FirmShrinkage<T>(T lower, T upper) : IShrinkage<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _slope = upper > lower ? upper / (upper - lower) : T.Zero;

    public T One(T d) => T.Abs(d) <= lower ? T.Zero
        : !(T.Abs(d) <= upper) ? d
        : (d > T.Zero ? d - lower : d + lower) * _slope;

    public Vector256<T> Many(Vector256<T> d)
    {
        var low = Vector256.Create(lower);
        var size = Vector256.Abs(d);
        var between = Vector256.ConditionalSelect(Vector256.GreaterThan(d, Vector256<T>.Zero), d - low, d + low) * Vector256.Create(_slope);
        var kept = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(upper)), between, d);
        return Vector256.AndNot(kept, Vector256.LessThanOrEqual(size, low));
    }
}
