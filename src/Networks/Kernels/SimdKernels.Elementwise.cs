using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>Sums of vectors, pooling and the optimiser: what goes over values one by one.</summary>
internal sealed unsafe partial class SimdKernels<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void WhereInside(float* gradient, float* output, int count, float low, float high, float* target)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        for (nint i = 0; i < count; i += TSimd.Width)
            TSimd.Store(target + i, TSimd.WhereInside(TSimd.Load(output + i), lowest, highest, TSimd.Load(gradient + i)));
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
