using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>Depthwise convolution, a vector of channels at a time, its taps held in registers.</summary>
internal sealed unsafe partial class SimdKernels<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Depthwise(
        float* a, int stride, int taps, float* weights, float* bias, float low, float high, float* c, int cRowStride, int rows, int channels)
    {
        for (nint channel = 0; channel < channels; channel += TSimd.Width)
        {
            var x = a + channel;
            var w = weights + channel;
            var y = c + channel;
            var b = TSimd.Load(bias + channel);
            if (taps == 5) Depthwise5(x, stride, w, b, low, high, y, cRowStride, rows, channels);
            else if (taps == 3) Depthwise3(x, stride, w, b, low, high, y, cRowStride, rows, channels);
            else if (taps == 2) Depthwise2(x, stride, w, b, low, high, y, cRowStride, rows, channels);
            else DepthwiseAny(x, stride, taps, w, b, low, high, y, cRowStride, rows, channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Depthwise5(
        float* x, nint stride, float* w, TVector bias, float low, float high, float* y, nint yStride, int rows, nint channels)
    {
        TVector w0 = TSimd.Load(w), w1 = TSimd.Load(w + channels), w2 = TSimd.Load(w + (2 * channels));
        TVector w3 = TSimd.Load(w + (3 * channels)), w4 = TSimd.Load(w + (4 * channels));
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        for (var row = rows; row > 0; row--)
        {
            // Two sums, so that one multiplication need not wait for all before it.
            var first = TSimd.MultiplyAdd(w0, TSimd.Load(x), bias);
            var second = TSimd.Multiply(w1, TSimd.Load(x + channels));
            first = TSimd.MultiplyAdd(w2, TSimd.Load(x + (2 * channels)), first);
            second = TSimd.MultiplyAdd(w3, TSimd.Load(x + (3 * channels)), second);
            first = TSimd.MultiplyAdd(w4, TSimd.Load(x + (4 * channels)), first);
            TSimd.Store(y, TSimd.Clamp(TSimd.Add(first, second), lowest, highest));
            x += stride * channels;
            y += yStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Depthwise3(
        float* x, nint stride, float* w, TVector bias, float low, float high, float* y, nint yStride, int rows, nint channels)
    {
        TVector w0 = TSimd.Load(w), w1 = TSimd.Load(w + channels), w2 = TSimd.Load(w + (2 * channels));
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        for (var row = rows; row > 0; row--)
        {
            var value = TSimd.MultiplyAdd(w0, TSimd.Load(x), bias);
            value = TSimd.MultiplyAdd(w1, TSimd.Load(x + channels), value);
            value = TSimd.MultiplyAdd(w2, TSimd.Load(x + (2 * channels)), value);
            TSimd.Store(y, TSimd.Clamp(value, lowest, highest));
            x += stride * channels;
            y += yStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Depthwise2(
        float* x, nint stride, float* w, TVector bias, float low, float high, float* y, nint yStride, int rows, nint channels)
    {
        TVector w0 = TSimd.Load(w), w1 = TSimd.Load(w + channels);
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        for (var row = rows; row > 0; row--)
        {
            var value = TSimd.MultiplyAdd(w0, TSimd.Load(x), bias);
            value = TSimd.MultiplyAdd(w1, TSimd.Load(x + channels), value);
            TSimd.Store(y, TSimd.Clamp(value, lowest, highest));
            x += stride * channels;
            y += yStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DepthwiseAny(
        float* x, nint stride, int taps, float* w, TVector bias, float low, float high, float* y, nint yStride, int rows, nint channels)
    {
        TVector lowest = TSimd.Broadcast(low), highest = TSimd.Broadcast(high);
        for (var row = rows; row > 0; row--)
        {
            var value = bias;
            for (nint tap = 0; tap < taps; tap++)
                value = TSimd.MultiplyAdd(TSimd.Load(w + (tap * channels)), TSimd.Load(x + (tap * channels)), value);
            TSimd.Store(y, TSimd.Clamp(value, lowest, highest));
            x += stride * channels;
            y += yStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void DepthwiseTransposed(
        float* a, int stride, int taps, float* d, int rows, int channels, float* gradient, bool accumulate)
    {
        for (nint channel = 0; channel < channels; channel += TSimd.Width)
        {
            nint tap = 0;
            for (; tap + 5 <= taps; tap += 5)
                DepthwiseGradient5(a + channel + (tap * channels), stride, d + channel, rows, channels, gradient + channel + (tap * channels), accumulate);
            for (; tap + 3 <= taps; tap += 3)
                DepthwiseGradient3(a + channel + (tap * channels), stride, d + channel, rows, channels, gradient + channel + (tap * channels), accumulate);
            for (; tap < taps; tap++)
                DepthwiseGradient1(a + channel + (tap * channels), stride, d + channel, rows, channels, gradient + channel + (tap * channels), accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DepthwiseGradient5(float* x, nint stride, float* d, int rows, nint channels, float* gradient, bool accumulate)
    {
        TVector g0 = TSimd.Zero, g1 = g0, g2 = g0, g3 = g0, g4 = g0;
        for (var row = rows; row > 0; row--)
        {
            var v = TSimd.Load(d);
            g0 = TSimd.MultiplyAdd(v, TSimd.Load(x), g0);
            g1 = TSimd.MultiplyAdd(v, TSimd.Load(x + channels), g1);
            g2 = TSimd.MultiplyAdd(v, TSimd.Load(x + (2 * channels)), g2);
            g3 = TSimd.MultiplyAdd(v, TSimd.Load(x + (3 * channels)), g3);
            g4 = TSimd.MultiplyAdd(v, TSimd.Load(x + (4 * channels)), g4);
            x += stride * channels;
            d += channels;
        }

        PutAt(gradient, g0, accumulate);
        PutAt(gradient + channels, g1, accumulate);
        PutAt(gradient + (2 * channels), g2, accumulate);
        PutAt(gradient + (3 * channels), g3, accumulate);
        PutAt(gradient + (4 * channels), g4, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DepthwiseGradient3(float* x, nint stride, float* d, int rows, nint channels, float* gradient, bool accumulate)
    {
        TVector g0 = TSimd.Zero, g1 = g0, g2 = g0;
        for (var row = rows; row > 0; row--)
        {
            var v = TSimd.Load(d);
            g0 = TSimd.MultiplyAdd(v, TSimd.Load(x), g0);
            g1 = TSimd.MultiplyAdd(v, TSimd.Load(x + channels), g1);
            g2 = TSimd.MultiplyAdd(v, TSimd.Load(x + (2 * channels)), g2);
            x += stride * channels;
            d += channels;
        }

        PutAt(gradient, g0, accumulate);
        PutAt(gradient + channels, g1, accumulate);
        PutAt(gradient + (2 * channels), g2, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DepthwiseGradient1(float* x, nint stride, float* d, int rows, nint channels, float* gradient, bool accumulate)
    {
        var g = TSimd.Zero;
        for (var row = rows; row > 0; row--)
        {
            g = TSimd.MultiplyAdd(TSimd.Load(d), TSimd.Load(x), g);
            x += stride * channels;
            d += channels;
        }

        PutAt(gradient, g, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutAt(float* target, TVector value, bool accumulate) => Put(target, 0, value, accumulate);
}
