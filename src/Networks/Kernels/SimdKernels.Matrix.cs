using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>The matrix product: 6 rows by 2 vectors, or 4 rows by 3 vectors, held in registers over the whole depth.</summary>
internal sealed unsafe partial class SimdKernels<TSimd, TVector> : NetworkKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows that go over all panels together; blocks of 6 and of 4 both fill them.</summary>
    private const int RowsAtOnce = 96;

    public override int Width => TSimd.Width;

    /// <summary>Where a row is read and where its result goes.</summary>
    private struct RowPlace
    {
        public float* A;
        public float* C;
    }

    /// <summary>What the register blocks of one panel, or of a few, have in common.</summary>
    private struct PanelWork
    {
        public float* Packed;
        public nint PanelSize;
        public nint Depth;
        public float* Bias;
        public nint Column;
        public float Low;
        public float High;
    }

    public override void Multiply(
        in RowBlock a, int depth, float* packed, int panels, float* bias, float low, float high, in RowBlock c)
    {
        PanelWork work = default;
        work.Packed = packed;
        work.PanelSize = (nint)depth * TSimd.Width;
        work.Depth = depth;
        work.Bias = bias;
        work.Low = low;
        work.High = high;
        if (high < float.PositiveInfinity) Multiply<Within>(a, c, panels, work);
        else if (low > float.NegativeInfinity) Multiply<AtLeast>(a, c, panels, work);
        else Multiply<Unlimited>(a, c, panels, work);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Multiply<TLimit>(in RowBlock a, in RowBlock c, int panels, PanelWork work)
        where TLimit : struct, ILimit
    {
        float* packed = work.Packed, bias = work.Bias;
        var rows = stackalloc RowPlace[RowsAtOnce];
        var aRows = new RowWalker(a);
        var cRows = new RowWalker(c);
        var step = panels % 3 == 0 ? 3 : 2;
        int count;
        for (var left = a.Rows; left > 0; left -= count)
        {
            count = Math.Min(left, RowsAtOnce);
            for (var i = 0; i < count; i++) rows[i] = new RowPlace { A = aRows.Next(), C = cRows.Next() };

            // A short last block repeats the last row: the same value goes to the same place again.
            for (var i = count; i % 12 != 0; i++) rows[i] = rows[count - 1];
            for (var panel = 0; panel < panels; panel += step)
            {
                work.Packed = packed + (panel * work.PanelSize);
                work.Column = (nint)panel * TSimd.Width;
                work.Bias = bias + work.Column;
                var width = Math.Min(step, panels - panel);
                if (width == 3) MultiplyBy3<TLimit>(rows, count, &work);
                else if (width == 2) MultiplyBy2<TLimit>(rows, count, &work);
                else MultiplyBy1<TLimit>(rows, count, &work);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyBy3<TLimit>(RowPlace* rows, int count, PanelWork* work)
        where TLimit : struct, ILimit
    {
        for (; count > 2; count -= 4)
        {
            Tile4x3<TLimit>(rows, work);
            rows += 4;
        }

        if (count > 0) Tile2x3<TLimit>(rows, work);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyBy2<TLimit>(RowPlace* rows, int count, PanelWork* work)
        where TLimit : struct, ILimit
    {
        for (; count > 4; count -= 6)
        {
            Tile6x2<TLimit>(rows, work);
            rows += 6;
        }

        if (count > 0) Tile4x2<TLimit>(rows, work);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyBy1<TLimit>(RowPlace* rows, int count, PanelWork* work)
        where TLimit : struct, ILimit
    {
        for (; count > 0; count -= 6)
        {
            Tile6x1<TLimit>(rows, work);
            rows += 6;
        }
    }

    /// <summary>What is done to a product before it is stored; the kinds are types, so that none costs another's work.</summary>
    private interface ILimit
    {
        static abstract TVector Apply(TVector value, TVector low, TVector high);
    }

    private readonly struct Unlimited : ILimit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector value, TVector low, TVector high) => value;
    }

    private readonly struct AtLeast : ILimit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector value, TVector low, TVector high) => TSimd.Max(value, low);
    }

    private readonly struct Within : ILimit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector value, TVector low, TVector high) => TSimd.Clamp(value, low, high);
    }
}
