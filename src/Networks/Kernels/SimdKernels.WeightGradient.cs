using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>The gradient of a matrix of weights: a block of it is held in registers while the rows go by.</summary>
internal sealed unsafe partial class SimdKernels<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyTransposed(
        in RowBlock a, int depth, in RowBlock d, int panels, float* packed, bool accumulate)
    {
        var panelSize = (nint)depth * TSimd.Width;
        var step = panels % 3 == 0 ? 3 : 2;
        for (var panel = 0; panel < panels; panel += step)
        {
            var width = Math.Min(step, panels - panel);
            var target = packed + (panel * panelSize);
            var column = d.Origin + ((nint)panel * TSimd.Width);
            var k = 0;
            while (k < depth)
            {
                var left = depth - k;
                var aColumn = a.Origin + k;
                var block = target + ((nint)k * TSimd.Width);
                int height;
                if (width == 3)
                {
                    height = left >= 4 ? 4 : 1;
                    if (height == 4) Gradient4x3(a, aColumn, d, column, block, panelSize, accumulate);
                    else Gradient1(a, aColumn, d, column, block, panelSize, 3, accumulate);
                }
                else if (width == 2)
                {
                    // Depths are multiples of 4 but for the first layer's: sixes as far as fours fill the rest.
                    height = left % 6 == 0 ? 6 : left >= 4 ? 4 : 1;
                    if (height == 6) Gradient6x2(a, aColumn, d, column, block, panelSize, accumulate);
                    else if (height == 4) Gradient4x2(a, aColumn, d, column, block, panelSize, accumulate);
                    else Gradient1(a, aColumn, d, column, block, panelSize, 2, accumulate);
                }
                else
                {
                    height = left >= 4 ? 4 : 1;
                    if (height == 4) Gradient4x1(a, aColumn, d, column, block, accumulate);
                    else Gradient1(a, aColumn, d, column, block, panelSize, 1, accumulate);
                }

                k += height;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient6x2(in RowBlock a, float* aColumn, in RowBlock d, float* dColumn, float* w0, nint panelSize, bool accumulate)
    {
        var w1 = w0 + panelSize;
        TVector c00 = TSimd.Zero, c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
        TVector c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
        nint aStride = a.RowStride, dStride = d.RowStride;
        for (var group = 0; group < a.Groups; group++)
        {
            var x = aColumn + ((nint)group * a.GroupStride);
            var y = dColumn + ((nint)group * d.GroupStride);
            for (var row = a.RowsPerGroup; row > 0; row--)
            {
                var b0 = TSimd.Load(y);
                var b1 = TSimd.Load(y + TSimd.Width);
                var v = TSimd.Broadcast(x[0]);
                c00 = TSimd.MultiplyAdd(v, b0, c00);
                c01 = TSimd.MultiplyAdd(v, b1, c01);
                v = TSimd.Broadcast(x[1]);
                c10 = TSimd.MultiplyAdd(v, b0, c10);
                c11 = TSimd.MultiplyAdd(v, b1, c11);
                v = TSimd.Broadcast(x[2]);
                c20 = TSimd.MultiplyAdd(v, b0, c20);
                c21 = TSimd.MultiplyAdd(v, b1, c21);
                v = TSimd.Broadcast(x[3]);
                c30 = TSimd.MultiplyAdd(v, b0, c30);
                c31 = TSimd.MultiplyAdd(v, b1, c31);
                v = TSimd.Broadcast(x[4]);
                c40 = TSimd.MultiplyAdd(v, b0, c40);
                c41 = TSimd.MultiplyAdd(v, b1, c41);
                v = TSimd.Broadcast(x[5]);
                c50 = TSimd.MultiplyAdd(v, b0, c50);
                c51 = TSimd.MultiplyAdd(v, b1, c51);
                x += aStride;
                y += dStride;
            }
        }

        Put(w0, w1, 0, c00, c01, accumulate);
        Put(w0, w1, 1, c10, c11, accumulate);
        Put(w0, w1, 2, c20, c21, accumulate);
        Put(w0, w1, 3, c30, c31, accumulate);
        Put(w0, w1, 4, c40, c41, accumulate);
        Put(w0, w1, 5, c50, c51, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient4x2(in RowBlock a, float* aColumn, in RowBlock d, float* dColumn, float* w0, nint panelSize, bool accumulate)
    {
        var w1 = w0 + panelSize;
        TVector c00 = TSimd.Zero, c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
        nint aStride = a.RowStride, dStride = d.RowStride;
        for (var group = 0; group < a.Groups; group++)
        {
            var x = aColumn + ((nint)group * a.GroupStride);
            var y = dColumn + ((nint)group * d.GroupStride);
            for (var row = a.RowsPerGroup; row > 0; row--)
            {
                var b0 = TSimd.Load(y);
                var b1 = TSimd.Load(y + TSimd.Width);
                var v = TSimd.Broadcast(x[0]);
                c00 = TSimd.MultiplyAdd(v, b0, c00);
                c01 = TSimd.MultiplyAdd(v, b1, c01);
                v = TSimd.Broadcast(x[1]);
                c10 = TSimd.MultiplyAdd(v, b0, c10);
                c11 = TSimd.MultiplyAdd(v, b1, c11);
                v = TSimd.Broadcast(x[2]);
                c20 = TSimd.MultiplyAdd(v, b0, c20);
                c21 = TSimd.MultiplyAdd(v, b1, c21);
                v = TSimd.Broadcast(x[3]);
                c30 = TSimd.MultiplyAdd(v, b0, c30);
                c31 = TSimd.MultiplyAdd(v, b1, c31);
                x += aStride;
                y += dStride;
            }
        }

        Put(w0, w1, 0, c00, c01, accumulate);
        Put(w0, w1, 1, c10, c11, accumulate);
        Put(w0, w1, 2, c20, c21, accumulate);
        Put(w0, w1, 3, c30, c31, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient4x3(in RowBlock a, float* aColumn, in RowBlock d, float* dColumn, float* w0, nint panelSize, bool accumulate)
    {
        float* w1 = w0 + panelSize, w2 = w1 + panelSize;
        TVector c00 = TSimd.Zero, c01 = c00, c02 = c00, c10 = c00, c11 = c00, c12 = c00;
        TVector c20 = c00, c21 = c00, c22 = c00, c30 = c00, c31 = c00, c32 = c00;
        nint aStride = a.RowStride, dStride = d.RowStride;
        for (var group = 0; group < a.Groups; group++)
        {
            var x = aColumn + ((nint)group * a.GroupStride);
            var y = dColumn + ((nint)group * d.GroupStride);
            for (var row = a.RowsPerGroup; row > 0; row--)
            {
                var b0 = TSimd.Load(y);
                var b1 = TSimd.Load(y + TSimd.Width);
                var b2 = TSimd.Load(y + (2 * TSimd.Width));
                var v = TSimd.Broadcast(x[0]);
                c00 = TSimd.MultiplyAdd(v, b0, c00);
                c01 = TSimd.MultiplyAdd(v, b1, c01);
                c02 = TSimd.MultiplyAdd(v, b2, c02);
                v = TSimd.Broadcast(x[1]);
                c10 = TSimd.MultiplyAdd(v, b0, c10);
                c11 = TSimd.MultiplyAdd(v, b1, c11);
                c12 = TSimd.MultiplyAdd(v, b2, c12);
                v = TSimd.Broadcast(x[2]);
                c20 = TSimd.MultiplyAdd(v, b0, c20);
                c21 = TSimd.MultiplyAdd(v, b1, c21);
                c22 = TSimd.MultiplyAdd(v, b2, c22);
                v = TSimd.Broadcast(x[3]);
                c30 = TSimd.MultiplyAdd(v, b0, c30);
                c31 = TSimd.MultiplyAdd(v, b1, c31);
                c32 = TSimd.MultiplyAdd(v, b2, c32);
                x += aStride;
                y += dStride;
            }
        }

        Put(w0, w1, 0, c00, c01, accumulate);
        Put(w0, w1, 1, c10, c11, accumulate);
        Put(w0, w1, 2, c20, c21, accumulate);
        Put(w0, w1, 3, c30, c31, accumulate);
        Put(w2, 0, c02, accumulate);
        Put(w2, 1, c12, accumulate);
        Put(w2, 2, c22, accumulate);
        Put(w2, 3, c32, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient4x1(in RowBlock a, float* aColumn, in RowBlock d, float* dColumn, float* w, bool accumulate)
    {
        TVector c0 = TSimd.Zero, c1 = c0, c2 = c0, c3 = c0;
        nint aStride = a.RowStride, dStride = d.RowStride;
        for (var group = 0; group < a.Groups; group++)
        {
            var x = aColumn + ((nint)group * a.GroupStride);
            var y = dColumn + ((nint)group * d.GroupStride);
            for (var row = a.RowsPerGroup; row > 0; row--)
            {
                var b = TSimd.Load(y);
                c0 = TSimd.MultiplyAdd(TSimd.Broadcast(x[0]), b, c0);
                c1 = TSimd.MultiplyAdd(TSimd.Broadcast(x[1]), b, c1);
                c2 = TSimd.MultiplyAdd(TSimd.Broadcast(x[2]), b, c2);
                c3 = TSimd.MultiplyAdd(TSimd.Broadcast(x[3]), b, c3);
                x += aStride;
                y += dStride;
            }
        }

        Put(w, 0, c0, accumulate);
        Put(w, 1, c1, accumulate);
        Put(w, 2, c2, accumulate);
        Put(w, 3, c3, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient1(
        in RowBlock a, float* aColumn, in RowBlock d, float* dColumn, float* w, nint panelSize, int panels, bool accumulate)
    {
        for (var panel = 0; panel < panels; panel++)
        {
            var c = TSimd.Zero;
            for (var group = 0; group < a.Groups; group++)
            {
                var x = aColumn + ((nint)group * a.GroupStride);
                var y = dColumn + ((nint)group * d.GroupStride) + (panel * TSimd.Width);
                for (var row = a.RowsPerGroup; row > 0; row--)
                {
                    c = TSimd.MultiplyAdd(TSimd.Broadcast(x[0]), TSimd.Load(y), c);
                    x += a.RowStride;
                    y += d.RowStride;
                }
            }

            Put(w + (panel * panelSize), 0, c, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* w0, float* w1, int row, TVector v0, TVector v1, bool accumulate)
    {
        Put(w0, row, v0, accumulate);
        Put(w1, row, v1, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* w, int row, TVector value, bool accumulate)
    {
        var target = w + (row * TSimd.Width);
        TSimd.Store(target, accumulate ? TSimd.Add(TSimd.Load(target), value) : value);
    }
}
