using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ArrhythmiaVision.Signals;

/// <summary>Even and odd samples, taken apart and put together. Only moves data, so every path gives the same bits.</summary>
internal static class Interleaving<T> where T : unmanaged
{
    /// <summary>Puts <c>x[2i]</c> in <paramref name="even"/> and <c>x[2i + 1]</c> in <paramref name="odd"/>.</summary>
    public static void Split(ReadOnlySpan<T> x, Span<T> even, Span<T> odd)
    {
        var pairs = x.Length / 2;
        var i = 0;
        if (Avx2.IsSupported)
        {
            ref var from = ref MemoryMarshal.GetReference(x);
            ref var e = ref MemoryMarshal.GetReference(even);
            ref var o = ref MemoryMarshal.GetReference(odd);
            var width = Vector256<T>.Count;
            for (; i <= pairs - width; i += width)
            {
                var first = Vector256.LoadUnsafe(ref from, (nuint)(2 * i));
                var second = Vector256.LoadUnsafe(ref from, (nuint)(2 * i + width));
                var (evens, odds) = Split(first, second);
                evens.StoreUnsafe(ref e, (nuint)i);
                odds.StoreUnsafe(ref o, (nuint)i);
            }
        }
        for (; i < pairs; i++) (even[i], odd[i]) = (x[2 * i], x[2 * i + 1]);
    }

    /// <summary>Writes the two vectors' elements in turn, even first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> even, Vector256<T> odd, ref T to)
    {
        if (Avx.IsSupported)
        {
            // Unpacking works within each 128-bit half; the exchange of halves puts the quarters in order.
            var (low, high) = typeof(T) == typeof(float)
                ? (Avx.UnpackLow(even.AsSingle(), odd.AsSingle()).AsDouble(), Avx.UnpackHigh(even.AsSingle(), odd.AsSingle()).AsDouble())
                : (Avx.UnpackLow(even.AsDouble(), odd.AsDouble()), Avx.UnpackHigh(even.AsDouble(), odd.AsDouble()));
            Avx.Permute2x128(low, high, 0x20).As<double, T>().StoreUnsafe(ref to);
            Avx.Permute2x128(low, high, 0x31).As<double, T>().StoreUnsafe(ref to, (nuint)Vector256<T>.Count);
            return;
        }
        for (var i = 0; i < Vector256<T>.Count; i++)
        {
            Unsafe.Add(ref to, 2 * i) = even.GetElement(i);
            Unsafe.Add(ref to, 2 * i + 1) = odd.GetElement(i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<T> Even, Vector256<T> Odd) Split(Vector256<T> first, Vector256<T> second)
    {
        var (even, odd) = typeof(T) == typeof(float)
            ? (Avx.Shuffle(first.AsSingle(), second.AsSingle(), 0b10_00_10_00).AsDouble(), Avx.Shuffle(first.AsSingle(), second.AsSingle(), 0b11_01_11_01).AsDouble())
            : (Avx.UnpackLow(first.AsDouble(), second.AsDouble()), Avx.UnpackHigh(first.AsDouble(), second.AsDouble()));
        return (Avx2.Permute4x64(even, 0b11_01_10_00).As<double, T>(), Avx2.Permute4x64(odd, 0b11_01_10_00).As<double, T>());
    }
}
