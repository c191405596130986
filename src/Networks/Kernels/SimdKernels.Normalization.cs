using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// Batch normalisation and activation, forward and back. Several vectors of a row are taken together: values come from
/// memory by whole cache lines, and what goes over them once should take all of a line while it is there.
/// </summary>
internal sealed unsafe partial class SimdKernels<TSimd, TVector>
{
    public override void Affine(float* y, int rows, int channels, float* scale, float* shift, float low, float high, float* target)
    {
        nint channel = 0;
        for (; channel + (4 * TSimd.Width) <= channels; channel += 4 * TSimd.Width)
            Affine4(y + channel, rows, channels, scale + channel, shift + channel, low, high, target + channel);
        for (; channel + (2 * TSimd.Width) <= channels; channel += 2 * TSimd.Width)
            Affine2(y + channel, rows, channels, scale + channel, shift + channel, low, high, target + channel);
        for (; channel < channels; channel += TSimd.Width)
            Affine1(y + channel, rows, channels, scale + channel, shift + channel, low, high, target + channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Affine4(float* y, int rows, nint stride, float* scale, float* shift, float low, float high, float* target)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        TVector a0 = TSimd.Load(scale), a1 = TSimd.Load(scale + TSimd.Width), a2 = TSimd.Load(scale + (2 * TSimd.Width)), a3 = TSimd.Load(scale + (3 * TSimd.Width));
        TVector b0 = TSimd.Load(shift), b1 = TSimd.Load(shift + TSimd.Width), b2 = TSimd.Load(shift + (2 * TSimd.Width)), b3 = TSimd.Load(shift + (3 * TSimd.Width));
        for (var row = rows; row > 0; row--)
        {
            TSimd.Store(target, TSimd.Clamp(TSimd.MultiplyAdd(TSimd.Load(y), a0, b0), lowest, highest));
            TSimd.Store(target + TSimd.Width, TSimd.Clamp(TSimd.MultiplyAdd(TSimd.Load(y + TSimd.Width), a1, b1), lowest, highest));
            TSimd.Store(target + (2 * TSimd.Width), TSimd.Clamp(TSimd.MultiplyAdd(TSimd.Load(y + (2 * TSimd.Width)), a2, b2), lowest, highest));
            TSimd.Store(target + (3 * TSimd.Width), TSimd.Clamp(TSimd.MultiplyAdd(TSimd.Load(y + (3 * TSimd.Width)), a3, b3), lowest, highest));
            y += stride;
            target += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Affine2(float* y, int rows, nint stride, float* scale, float* shift, float low, float high, float* target)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        TVector a0 = TSimd.Load(scale), a1 = TSimd.Load(scale + TSimd.Width);
        TVector b0 = TSimd.Load(shift), b1 = TSimd.Load(shift + TSimd.Width);
        for (var row = rows; row > 0; row--)
        {
            TSimd.Store(target, TSimd.Clamp(TSimd.MultiplyAdd(TSimd.Load(y), a0, b0), lowest, highest));
            TSimd.Store(target + TSimd.Width, TSimd.Clamp(TSimd.MultiplyAdd(TSimd.Load(y + TSimd.Width), a1, b1), lowest, highest));
            y += stride;
            target += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Affine1(float* y, int rows, nint stride, float* scale, float* shift, float low, float high, float* target)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        TVector a0 = TSimd.Load(scale);
        TVector b0 = TSimd.Load(shift);
        for (var row = rows; row > 0; row--)
        {
            TSimd.Store(target, TSimd.Clamp(TSimd.MultiplyAdd(TSimd.Load(y), a0, b0), lowest, highest));
            y += stride;
            target += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Moments(float* y, int rows, int channels, float* pivot, float* sum, float* squares)
    {
        nint stride = channels;
        for (nint channel = 0; channel < channels; channel += TSimd.Width)
        {
            var middle = TSimd.Load(pivot + channel);
            // A call's sums begin at 0 and are added at its end: short sums lose less to rounding than one long one.
            TVector s0 = TSimd.Zero, q0 = s0, s1 = s0, q1 = s0;
            var source = y + channel;
            var row = rows;
            for (; row >= 2; row -= 2)
            {
                var v = TSimd.Subtract(TSimd.Load(source), middle);
                s0 = TSimd.Add(s0, v);
                q0 = TSimd.MultiplyAdd(v, v, q0);
                v = TSimd.Subtract(TSimd.Load(source + stride), middle);
                s1 = TSimd.Add(s1, v);
                q1 = TSimd.MultiplyAdd(v, v, q1);
                source += 2 * stride;
            }

            if (row > 0)
            {
                var v = TSimd.Subtract(TSimd.Load(source), middle);
                s0 = TSimd.Add(s0, v);
                q0 = TSimd.MultiplyAdd(v, v, q0);
            }

            TSimd.Store(sum + channel, TSimd.Add(TSimd.Load(sum + channel), TSimd.Add(s0, s1)));
            TSimd.Store(squares + channel, TSimd.Add(TSimd.Load(squares + channel), TSimd.Add(q0, q1)));
        }
    }

    public override void NormGradient(float* dz, float* y, int rows, int channels, in NormState norm, float* target)
    {
        nint channel = 0;
        for (; channel + (4 * TSimd.Width) <= channels; channel += 4 * TSimd.Width)
            NormGradient4(dz + channel, y + channel, rows, channels, norm, channel, target + channel);
        for (; channel + (2 * TSimd.Width) <= channels; channel += 2 * TSimd.Width)
            NormGradient2(dz + channel, y + channel, rows, channels, norm, channel, target + channel);
        for (; channel < channels; channel += TSimd.Width)
            NormGradient1(dz + channel, y + channel, rows, channels, norm, channel, target + channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormGradient4(float* dz, float* y, int rows, nint stride, in NormState norm, nint channel, float* target)
    {
        float* factor = norm.GradientFactor + channel, valueFactor = norm.ValueFactor + channel, constant = norm.Constant + channel;
        TVector f0 = TSimd.Load(factor), f1 = TSimd.Load(factor + TSimd.Width), f2 = TSimd.Load(factor + (2 * TSimd.Width)), f3 = TSimd.Load(factor + (3 * TSimd.Width));
        TVector v0 = TSimd.Load(valueFactor), v1 = TSimd.Load(valueFactor + TSimd.Width), v2 = TSimd.Load(valueFactor + (2 * TSimd.Width)), v3 = TSimd.Load(valueFactor + (3 * TSimd.Width));
        TVector c0 = TSimd.Load(constant), c1 = TSimd.Load(constant + TSimd.Width), c2 = TSimd.Load(constant + (2 * TSimd.Width)), c3 = TSimd.Load(constant + (3 * TSimd.Width));
        for (var row = rows; row > 0; row--)
        {
            TSimd.Store(target, TSimd.MultiplyAdd(TSimd.Load(dz), f0, TSimd.MultiplyAdd(TSimd.Load(y), v0, c0)));
            TSimd.Store(target + TSimd.Width, TSimd.MultiplyAdd(TSimd.Load(dz + TSimd.Width), f1, TSimd.MultiplyAdd(TSimd.Load(y + TSimd.Width), v1, c1)));
            TSimd.Store(target + (2 * TSimd.Width), TSimd.MultiplyAdd(TSimd.Load(dz + (2 * TSimd.Width)), f2, TSimd.MultiplyAdd(TSimd.Load(y + (2 * TSimd.Width)), v2, c2)));
            TSimd.Store(target + (3 * TSimd.Width), TSimd.MultiplyAdd(TSimd.Load(dz + (3 * TSimd.Width)), f3, TSimd.MultiplyAdd(TSimd.Load(y + (3 * TSimd.Width)), v3, c3)));
            dz += stride;
            y += stride;
            target += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormGradient2(float* dz, float* y, int rows, nint stride, in NormState norm, nint channel, float* target)
    {
        float* factor = norm.GradientFactor + channel, valueFactor = norm.ValueFactor + channel, constant = norm.Constant + channel;
        TVector f0 = TSimd.Load(factor), f1 = TSimd.Load(factor + TSimd.Width);
        TVector v0 = TSimd.Load(valueFactor), v1 = TSimd.Load(valueFactor + TSimd.Width);
        TVector c0 = TSimd.Load(constant), c1 = TSimd.Load(constant + TSimd.Width);
        for (var row = rows; row > 0; row--)
        {
            TSimd.Store(target, TSimd.MultiplyAdd(TSimd.Load(dz), f0, TSimd.MultiplyAdd(TSimd.Load(y), v0, c0)));
            TSimd.Store(target + TSimd.Width, TSimd.MultiplyAdd(TSimd.Load(dz + TSimd.Width), f1, TSimd.MultiplyAdd(TSimd.Load(y + TSimd.Width), v1, c1)));
            dz += stride;
            y += stride;
            target += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NormGradient1(float* dz, float* y, int rows, nint stride, in NormState norm, nint channel, float* target)
    {
        float* factor = norm.GradientFactor + channel, valueFactor = norm.ValueFactor + channel, constant = norm.Constant + channel;
        TVector f0 = TSimd.Load(factor);
        TVector v0 = TSimd.Load(valueFactor);
        TVector c0 = TSimd.Load(constant);
        for (var row = rows; row > 0; row--)
        {
            TSimd.Store(target, TSimd.MultiplyAdd(TSimd.Load(dz), f0, TSimd.MultiplyAdd(TSimd.Load(y), v0, c0)));
            dz += stride;
            y += stride;
            target += stride;
        }
    }

    public override void ActivationGradient(
        float* da, float* y, int rows, int channels, in NormState norm, float low, float high, float* dz, float* sum, float* products)
    {
        nint channel = 0;
        for (; channel + (2 * TSimd.Width) <= channels; channel += 2 * TSimd.Width)
            ActivationGradient2(da + channel, y + channel, rows, channels, norm, channel, low, high, dz + channel, sum + channel, products + channel);
        for (; channel < channels; channel += TSimd.Width)
            ActivationGradient1(da + channel, y + channel, rows, channels, norm, channel, low, high, dz + channel, sum + channel, products + channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ActivationGradient2(
        float* da, float* y, int rows, nint stride, in NormState norm, nint channel, float low, float high, float* dz, float* sum, float* products)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        float* scale = norm.Scale + channel, shift = norm.Shift + channel, inverse = norm.InverseDeviation + channel, offset = norm.Offset + channel;
        TVector a0 = TSimd.Load(scale), b0 = TSimd.Load(shift), e0 = TSimd.Load(inverse), o0 = TSimd.Load(offset);
        TVector a1 = TSimd.Load(scale + TSimd.Width), b1 = TSimd.Load(shift + TSimd.Width), e1 = TSimd.Load(inverse + TSimd.Width), o1 = TSimd.Load(offset + TSimd.Width);
        TVector s0 = TSimd.Zero, p0 = TSimd.Zero, s1 = TSimd.Zero, p1 = TSimd.Zero;
        for (var row = rows; row > 0; row--)
        {
            var value = TSimd.Load(y);
            var gradient = TSimd.WhereInside(TSimd.MultiplyAdd(value, a0, b0), lowest, highest, TSimd.Load(da));
            TSimd.Store(dz, gradient);
            s0 = TSimd.Add(s0, gradient);
            p0 = TSimd.MultiplyAdd(gradient, TSimd.MultiplyAdd(value, e0, o0), p0);
            value = TSimd.Load(y + TSimd.Width);
            gradient = TSimd.WhereInside(TSimd.MultiplyAdd(value, a1, b1), lowest, highest, TSimd.Load(da + TSimd.Width));
            TSimd.Store(dz + TSimd.Width, gradient);
            s1 = TSimd.Add(s1, gradient);
            p1 = TSimd.MultiplyAdd(gradient, TSimd.MultiplyAdd(value, e1, o1), p1);
            da += stride;
            y += stride;
            dz += stride;
        }

        Put(sum, 0, s0, accumulate: true);
        Put(products, 0, p0, accumulate: true);
        Put(sum, 1, s1, accumulate: true);
        Put(products, 1, p1, accumulate: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ActivationGradient1(
        float* da, float* y, int rows, nint stride, in NormState norm, nint channel, float low, float high, float* dz, float* sum, float* products)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        float* scale = norm.Scale + channel, shift = norm.Shift + channel, inverse = norm.InverseDeviation + channel, offset = norm.Offset + channel;
        TVector a0 = TSimd.Load(scale), b0 = TSimd.Load(shift), e0 = TSimd.Load(inverse), o0 = TSimd.Load(offset);
        TVector s0 = TSimd.Zero, p0 = TSimd.Zero;
        for (var row = rows; row > 0; row--)
        {
            var value = TSimd.Load(y);
            var gradient = TSimd.WhereInside(TSimd.MultiplyAdd(value, a0, b0), lowest, highest, TSimd.Load(da));
            TSimd.Store(dz, gradient);
            s0 = TSimd.Add(s0, gradient);
            p0 = TSimd.MultiplyAdd(gradient, TSimd.MultiplyAdd(value, e0, o0), p0);
            da += stride;
            y += stride;
            dz += stride;
        }

        Put(sum, 0, s0, accumulate: true);
        Put(products, 0, p0, accumulate: true);
    }
}
