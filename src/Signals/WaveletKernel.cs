using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ArrhythmiaVision.Signals;

/// <summary>One level of the two-channel filter bank: the loops that decide the transform's speed.</summary>
/// <remarks>
/// Every sum is a chain of fused multiply-adds in the order of the filter's taps, whether it is computed alone or in a lane of a vector,
/// so the same coefficient has the same bits in every path, block size and instruction set.
/// </remarks>
internal static class WaveletKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Outputs a block: its deinterleaved samples, twice this many, stay in the first-level cache.
    private const int Block = 512;

    /// <summary>The coefficient whose newest sample is <paramref name="newest"/>: <c>Σ h[j] x[newest − j]</c>.</summary>
    public static (T Low, T High) Analyse(ReadOnlySpan<T> x, int newest, FilterBank<T> bank, BoundaryMode mode)
    {
        T low = T.Zero, high = T.Zero;
        for (var j = 0; j < bank.Length; j++)
        {
            var sample = BoundaryExtension.At(x, newest - j, mode);
            low = T.FusedMultiplyAdd(bank.DecompositionLow[j], sample, low);
            high = T.FusedMultiplyAdd(bank.DecompositionHigh[j], sample, high);
        }
        return (low, high);
    }

    /// <summary>All coefficients of a level: number k has its newest sample at <c>2k + newestOfFirst</c>.</summary>
    public static void Analyse(ReadOnlySpan<T> x, int newestOfFirst, FilterBank<T> bank, BoundaryMode mode, Span<T> low, Span<T> high)
    {
        var taps = bank.Length;
        // Inside, every sample needed exists: 2k + newestOfFirst − (taps − 1) ≥ 0 and 2k + newestOfFirst ≤ n − 1.
        var from = Math.Clamp((taps - newestOfFirst) / 2, 0, low.Length);
        var to = Math.Clamp((x.Length - 1 - newestOfFirst >> 1) + 1, from, low.Length);

        for (var k = 0; k < from; k++) (low[k], high[k]) = Analyse(x, 2 * k + newestOfFirst, bank, mode);

        var pairs = Block + taps / 2;
        Span<T> even = stackalloc T[pairs];
        Span<T> odd = stackalloc T[pairs];
        for (var k = from; k < to; k += Block)
        {
            var count = Math.Min(Block, to - k);
            var used = count + taps / 2 - 1;
            Interleaving<T>.Split(x.Slice(2 * k + newestOfFirst - taps + 1, 2 * used), even, odd);
            Convolve(even[..used], odd[..used], bank, low.Slice(k, count), high.Slice(k, count));
        }

        for (var k = to; k < low.Length; k++) (low[k], high[k]) = Analyse(x, 2 * k + newestOfFirst, bank, mode);
    }

    /// <summary>One sample: <c>Σ g[place − 2k] a[k]</c> over both channels, in order of falling k.</summary>
    public static T Synthesise(ReadOnlySpan<T> low, ReadOnlySpan<T> high, int place, FilterBank<T> bank, bool periodic)
    {
        var sum = T.Zero;
        for (var j = place & 1; j < bank.Length; j += 2)
        {
            var k = (place - j) / 2;
            if (periodic) k = (k % low.Length + low.Length) % low.Length;
            sum = T.FusedMultiplyAdd(bank.ReconstructionLow[j], low[k], sum);
            sum = T.FusedMultiplyAdd(bank.ReconstructionHigh[j], high[k], sum);
        }
        return sum;
    }

    /// <summary>A whole signal: sample i stands at place <c>i + firstPlace</c>.</summary>
    public static void Synthesise(ReadOnlySpan<T> low, ReadOnlySpan<T> high, int firstPlace, FilterBank<T> bank, bool periodic, Span<T> x)
    {
        var half = bank.Length / 2;
        // Pairs of places 2q and 2q + 1 that need no coefficient outside, and lie wholly in the output.
        var q = Math.Max(half - 1, (firstPlace + 1) / 2);
        var end = Math.Max(q, Math.Min(low.Length, (firstPlace + x.Length) / 2));
        var i = 0;
        for (; i < x.Length && i + firstPlace < 2 * q; i++) x[i] = Synthesise(low, high, i + firstPlace, bank, periodic);
        if (i < x.Length && end > q)
        {
            var count = end - q;
            SynthesisePairs(low.Slice(q - half + 1, count + half - 1), high.Slice(q - half + 1, count + half - 1), bank, x.Slice(i, 2 * count));
            i += 2 * count;
        }
        for (; i < x.Length; i++) x[i] = Synthesise(low, high, i + firstPlace, bank, periodic);
    }

    // low[r] = Σ_m h[2m] odd[r + half − 1 − m] + h[2m + 1] even[r + half − 1 − m]
    private static void Convolve(ReadOnlySpan<T> even, ReadOnlySpan<T> odd, FilterBank<T> bank, Span<T> low, Span<T> high)
    {
        var half = bank.Length / 2;
        ref var e = ref MemoryMarshal.GetReference(even);
        ref var o = ref MemoryMarshal.GetReference(odd);
        ref var h = ref MemoryMarshal.GetArrayDataReference(bank.DecompositionLow);
        ref var g = ref MemoryMarshal.GetArrayDataReference(bank.DecompositionHigh);
        ref var a = ref MemoryMarshal.GetReference(low);
        ref var d = ref MemoryMarshal.GetReference(high);
        var width = Vector256<T>.Count;
        var r = 0;
        for (; r <= low.Length - 4 * width; r += 4 * width)
        {
            Vector256<T> a0 = default, a1 = default, a2 = default, a3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
            for (var m = 0; m < half; m++)
            {
                var at = (nuint)(r + half - 1 - m);
                var tapLow = Vector256.Create(Unsafe.Add(ref h, 2 * m));
                var tapHigh = Vector256.Create(Unsafe.Add(ref g, 2 * m));
                var s0 = Vector256.LoadUnsafe(ref o, at);
                var s1 = Vector256.LoadUnsafe(ref o, at + (nuint)width);
                var s2 = Vector256.LoadUnsafe(ref o, at + (nuint)(2 * width));
                var s3 = Vector256.LoadUnsafe(ref o, at + (nuint)(3 * width));
                a0 = MultiplyAdd(tapLow, s0, a0);
                a1 = MultiplyAdd(tapLow, s1, a1);
                a2 = MultiplyAdd(tapLow, s2, a2);
                a3 = MultiplyAdd(tapLow, s3, a3);
                d0 = MultiplyAdd(tapHigh, s0, d0);
                d1 = MultiplyAdd(tapHigh, s1, d1);
                d2 = MultiplyAdd(tapHigh, s2, d2);
                d3 = MultiplyAdd(tapHigh, s3, d3);
                tapLow = Vector256.Create(Unsafe.Add(ref h, 2 * m + 1));
                tapHigh = Vector256.Create(Unsafe.Add(ref g, 2 * m + 1));
                s0 = Vector256.LoadUnsafe(ref e, at);
                s1 = Vector256.LoadUnsafe(ref e, at + (nuint)width);
                s2 = Vector256.LoadUnsafe(ref e, at + (nuint)(2 * width));
                s3 = Vector256.LoadUnsafe(ref e, at + (nuint)(3 * width));
                a0 = MultiplyAdd(tapLow, s0, a0);
                a1 = MultiplyAdd(tapLow, s1, a1);
                a2 = MultiplyAdd(tapLow, s2, a2);
                a3 = MultiplyAdd(tapLow, s3, a3);
                d0 = MultiplyAdd(tapHigh, s0, d0);
                d1 = MultiplyAdd(tapHigh, s1, d1);
                d2 = MultiplyAdd(tapHigh, s2, d2);
                d3 = MultiplyAdd(tapHigh, s3, d3);
            }
            a0.StoreUnsafe(ref a, (nuint)r);
            a1.StoreUnsafe(ref a, (nuint)(r + width));
            a2.StoreUnsafe(ref a, (nuint)(r + 2 * width));
            a3.StoreUnsafe(ref a, (nuint)(r + 3 * width));
            d0.StoreUnsafe(ref d, (nuint)r);
            d1.StoreUnsafe(ref d, (nuint)(r + width));
            d2.StoreUnsafe(ref d, (nuint)(r + 2 * width));
            d3.StoreUnsafe(ref d, (nuint)(r + 3 * width));
        }
        for (; r < low.Length; r++)
        {
            T sumLow = T.Zero, sumHigh = T.Zero;
            for (var m = 0; m < half; m++)
            {
                var at = r + half - 1 - m;
                sumLow = T.FusedMultiplyAdd(Unsafe.Add(ref h, 2 * m), odd[at], sumLow);
                sumHigh = T.FusedMultiplyAdd(Unsafe.Add(ref g, 2 * m), odd[at], sumHigh);
                sumLow = T.FusedMultiplyAdd(Unsafe.Add(ref h, 2 * m + 1), even[at], sumLow);
                sumHigh = T.FusedMultiplyAdd(Unsafe.Add(ref g, 2 * m + 1), even[at], sumHigh);
            }
            low[r] = sumLow;
            high[r] = sumHigh;
        }
    }

    // x[2r] = Σ_m g[2m] a[r + half − 1 − m], x[2r + 1] the same with g[2m + 1]; both channels.
    private static void SynthesisePairs(ReadOnlySpan<T> low, ReadOnlySpan<T> high, FilterBank<T> bank, Span<T> x)
    {
        var half = bank.Length / 2;
        var pairs = x.Length / 2;
        ref var a = ref MemoryMarshal.GetReference(low);
        ref var d = ref MemoryMarshal.GetReference(high);
        ref var h = ref MemoryMarshal.GetArrayDataReference(bank.ReconstructionLow);
        ref var g = ref MemoryMarshal.GetArrayDataReference(bank.ReconstructionHigh);
        ref var output = ref MemoryMarshal.GetReference(x);
        var width = Vector256<T>.Count;
        var r = 0;
        for (; r <= pairs - 4 * width; r += 4 * width)
        {
            Vector256<T> e0 = default, e1 = default, e2 = default, e3 = default, o0 = default, o1 = default, o2 = default, o3 = default;
            for (var m = 0; m < half; m++)
            {
                var at = (nuint)(r + half - 1 - m);
                var tapEven = Vector256.Create(Unsafe.Add(ref h, 2 * m));
                var tapOdd = Vector256.Create(Unsafe.Add(ref h, 2 * m + 1));
                var s0 = Vector256.LoadUnsafe(ref a, at);
                var s1 = Vector256.LoadUnsafe(ref a, at + (nuint)width);
                var s2 = Vector256.LoadUnsafe(ref a, at + (nuint)(2 * width));
                var s3 = Vector256.LoadUnsafe(ref a, at + (nuint)(3 * width));
                e0 = MultiplyAdd(tapEven, s0, e0);
                e1 = MultiplyAdd(tapEven, s1, e1);
                e2 = MultiplyAdd(tapEven, s2, e2);
                e3 = MultiplyAdd(tapEven, s3, e3);
                o0 = MultiplyAdd(tapOdd, s0, o0);
                o1 = MultiplyAdd(tapOdd, s1, o1);
                o2 = MultiplyAdd(tapOdd, s2, o2);
                o3 = MultiplyAdd(tapOdd, s3, o3);
                tapEven = Vector256.Create(Unsafe.Add(ref g, 2 * m));
                tapOdd = Vector256.Create(Unsafe.Add(ref g, 2 * m + 1));
                s0 = Vector256.LoadUnsafe(ref d, at);
                s1 = Vector256.LoadUnsafe(ref d, at + (nuint)width);
                s2 = Vector256.LoadUnsafe(ref d, at + (nuint)(2 * width));
                s3 = Vector256.LoadUnsafe(ref d, at + (nuint)(3 * width));
                e0 = MultiplyAdd(tapEven, s0, e0);
                e1 = MultiplyAdd(tapEven, s1, e1);
                e2 = MultiplyAdd(tapEven, s2, e2);
                e3 = MultiplyAdd(tapEven, s3, e3);
                o0 = MultiplyAdd(tapOdd, s0, o0);
                o1 = MultiplyAdd(tapOdd, s1, o1);
                o2 = MultiplyAdd(tapOdd, s2, o2);
                o3 = MultiplyAdd(tapOdd, s3, o3);
            }
            ref var to = ref Unsafe.Add(ref output, 2 * r);
            Interleaving<T>.Store(e0, o0, ref to);
            Interleaving<T>.Store(e1, o1, ref Unsafe.Add(ref to, 2 * width));
            Interleaving<T>.Store(e2, o2, ref Unsafe.Add(ref to, 4 * width));
            Interleaving<T>.Store(e3, o3, ref Unsafe.Add(ref to, 6 * width));
        }
        for (var i = 2 * r; i < x.Length; i++) x[i] = Synthesise(low, high, i + bank.Length - 2, bank, periodic: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> sum) =>
        typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), sum.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), sum.AsDouble()).As<double, T>();
}
