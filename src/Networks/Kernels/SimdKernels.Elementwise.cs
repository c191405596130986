using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>Batch normalisation, activation, pooling and the optimiser: what goes over values one by one.</summary>
internal sealed unsafe partial class SimdKernels<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Affine(float* y, int rows, int channels, float* scale, float* shift, float low, float high, float* target)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        nint stride = channels;
        for (nint channel = 0; channel < channels; channel += TSimd.Width)
        {
            TVector a = TSimd.Load(scale + channel), b = TSimd.Load(shift + channel);
            float* source = y + channel, result = target + channel;
            for (var row = rows; row > 0; row--)
            {
                TSimd.Store(result, TSimd.Clamp(TSimd.MultiplyAdd(TSimd.Load(source), a, b), lowest, highest));
                source += stride;
                result += stride;
            }
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void NormGradient(float* dz, float* y, int rows, int channels, in NormState norm, float* target)
    {
        nint stride = channels;
        for (nint channel = 0; channel < channels; channel += TSimd.Width)
        {
            TVector factor = TSimd.Load(norm.GradientFactor + channel), valueFactor = TSimd.Load(norm.ValueFactor + channel);
            var constant = TSimd.Load(norm.Constant + channel);
            float* d = dz + channel, v = y + channel, result = target + channel;
            for (var row = rows; row > 0; row--)
            {
                TSimd.Store(result, TSimd.MultiplyAdd(TSimd.Load(d), factor, TSimd.MultiplyAdd(TSimd.Load(v), valueFactor, constant)));
                d += stride;
                v += stride;
                result += stride;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ActivationGradient(
        float* da, float* y, int rows, int channels, in NormState norm, float low, float high, float* dz, float* sum, float* products)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        nint stride = channels;
        for (nint channel = 0; channel < channels; channel += TSimd.Width)
        {
            TVector scale = TSimd.Load(norm.Scale + channel), shift = TSimd.Load(norm.Shift + channel);
            TVector inverse = TSimd.Load(norm.InverseDeviation + channel), offset = TSimd.Load(norm.Offset + channel);
            TVector s = TSimd.Zero, p = s;
            float* d = da + channel, v = y + channel, result = dz + channel;
            for (var row = rows; row > 0; row--)
            {
                var value = TSimd.Load(v);
                var gradient = TSimd.WhereInside(TSimd.MultiplyAdd(value, scale, shift), lowest, highest, TSimd.Load(d));
                TSimd.Store(result, gradient);
                s = TSimd.Add(s, gradient);
                p = TSimd.MultiplyAdd(gradient, TSimd.MultiplyAdd(value, inverse, offset), p);
                d += stride;
                v += stride;
                result += stride;
            }

            TSimd.Store(sum + channel, TSimd.Add(TSimd.Load(sum + channel), s));
            TSimd.Store(products + channel, TSimd.Add(TSimd.Load(products + channel), p));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddScaled(float* source, float factor, int count, float* target, bool accumulate)
    {
        var f = TSimd.Broadcast(factor);
        for (nint i = 0; i < count; i += TSimd.Width)
        {
            var start = accumulate ? TSimd.Load(target + i) : TSimd.Zero;
            TSimd.Store(target + i, TSimd.MultiplyAdd(TSimd.Load(source + i), f, start));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddMean(float* a, float* b, int count, float* target)
    {
        var half = TSimd.Broadcast(0.5f);
        for (nint i = 0; i < count; i += TSimd.Width)
        {
            var total = TSimd.Add(TSimd.Load(a + i), TSimd.Load(b + i));
            TSimd.Store(target + i, TSimd.MultiplyAdd(total, half, TSimd.Load(target + i)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Dot(float* a, float* b, int count)
    {
        var sums = TSimd.Zero;
        for (nint i = 0; i < count; i += TSimd.Width)
            sums = TSimd.MultiplyAdd(TSimd.Load(a + i), TSimd.Load(b + i), sums);
        var lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, sums);
        var total = 0f;
        for (var lane = 0; lane < TSimd.Width; lane++) total += lanes[lane];
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AdamW(
        float* parameters, float* first, float* second, float* parts, int partCount, nint partStride, int count, in AdamWStep step, float decay)
    {
        TVector keep = TSimd.Broadcast(decay), firstDecay = TSimd.Broadcast(step.FirstDecay), firstGain = TSimd.Broadcast(step.FirstGain);
        TVector secondDecay = TSimd.Broadcast(step.SecondDecay), secondGain = TSimd.Broadcast(step.SecondGain);
        TVector stepSize = TSimd.Broadcast(-step.StepSize), rootFactor = TSimd.Broadcast(step.RootFactor);
        var epsilon = TSimd.Broadcast((float)AdamWStep.Epsilon);
        for (nint i = 0; i < count; i += TSimd.Width)
        {
            var part = parts + i;
            var g = TSimd.Load(part);
            for (var k = 1; k < partCount; k++)
            {
                part += partStride;
                g = TSimd.Add(g, TSimd.Load(part));
            }

            var m = TSimd.MultiplyAdd(TSimd.Load(first + i), firstDecay, TSimd.Multiply(g, firstGain));
            var v = TSimd.MultiplyAdd(TSimd.Load(second + i), secondDecay, TSimd.Multiply(TSimd.Multiply(g, g), secondGain));
            TSimd.Store(first + i, m);
            TSimd.Store(second + i, v);
            var denominator = TSimd.MultiplyAdd(TSimd.SquareRoot(v), rootFactor, epsilon);
            var p = TSimd.Multiply(TSimd.Load(parameters + i), keep);
            TSimd.Store(parameters + i, TSimd.MultiplyAdd(TSimd.Divide(m, denominator), stepSize, p));
        }
    }
}
