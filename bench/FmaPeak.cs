using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>The machine's fused multiply-add throughput, measured: sums enough not to wait for one another, in registers alone.</summary>
internal static class FmaPeak
{
    private const int Rounds = 2_000_000;
    private const int Sums = 12;

    /// <summary>GFLOP/s of all threads together, the best of several tries.</summary>
    public static double Measure(int threads)
    {
        var best = 0.0;
        for (var attempt = 0; attempt < 10; attempt++) best = Math.Max(best, Comparison.SideBySide(threads, MeasureOne).Sum());

        return best;
    }

    private static double MeasureOne()
    {
        var started = Stopwatch.GetTimestamp();
        float left;
        int width;
        if (Vector512.IsHardwareAccelerated) (left, width) = (Spin<Simd512, Vector512<float>>(), Simd512.Width);
        else if (Vector256.IsHardwareAccelerated) (left, width) = (Spin<Simd256, Vector256<float>>(), Simd256.Width);
        else (left, width) = (Spin<Simd128, Vector128<float>>(), Simd128.Width);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return float.IsNaN(left) ? 0 : 2.0 * Sums * width * Rounds / seconds / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe float Spin<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector x = TSimd.Broadcast(0.999f), y = TSimd.Broadcast(0.001f), s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x;
        TVector s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        for (var i = 0; i < Rounds; i++)
        {
            s0 = TSimd.MultiplyAdd(s0, x, y);
            s1 = TSimd.MultiplyAdd(s1, x, y);
            s2 = TSimd.MultiplyAdd(s2, x, y);
            s3 = TSimd.MultiplyAdd(s3, x, y);
            s4 = TSimd.MultiplyAdd(s4, x, y);
            s5 = TSimd.MultiplyAdd(s5, x, y);
            s6 = TSimd.MultiplyAdd(s6, x, y);
            s7 = TSimd.MultiplyAdd(s7, x, y);
            s8 = TSimd.MultiplyAdd(s8, x, y);
            s9 = TSimd.MultiplyAdd(s9, x, y);
            s10 = TSimd.MultiplyAdd(s10, x, y);
            s11 = TSimd.MultiplyAdd(s11, x, y);
        }

        var total = TSimd.Add(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)), TSimd.Add(TSimd.Add(s4, s5), TSimd.Add(s6, s7)));
        total = TSimd.Add(total, TSimd.Add(TSimd.Add(s8, s9), TSimd.Add(s10, s11)));
        var lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, total);
        return lanes[0];
    }
}
