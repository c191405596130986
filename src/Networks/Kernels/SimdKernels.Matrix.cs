using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>The matrix product: 6 rows by 2 vectors, or 4 rows by 3 vectors, held in registers over the whole depth.</summary>
internal sealed unsafe partial class SimdKernels<TSimd, TVector> : NetworkKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int MaximumRows = 6;

    public override int Width => TSimd.Width;

    /// <summary>One register block's work: its rows, and the panel it stands on.</summary>
    private struct Tile
    {
        public fixed long A[MaximumRows];
        public fixed long C[MaximumRows];
        public float* Packed;
        public nint PanelSize;
        public nint Depth;
        public float* Bias;
        public nint Column;
        public float Low;
        public float High;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public override void Multiply(
        in RowBlock a, int depth, float* packed, int panels, float* bias, float low, float high, in RowBlock c)
    {
        Tile tile;
        tile.PanelSize = (nint)depth * TSimd.Width;
        tile.Depth = depth;
        tile.Low = low;
        tile.High = high;
        var rows = a.Rows;
        var step = panels % 3 == 0 ? 3 : 2;
        for (var panel = 0; panel < panels; panel += step)
        {
            var width = Math.Min(step, panels - panel);
            var height = width == 3 ? 4 : MaximumRows;
            tile.Packed = packed + (panel * tile.PanelSize);
            tile.Column = (nint)panel * TSimd.Width;
            tile.Bias = bias + tile.Column;
            var aRows = new RowWalker(a);
            var cRows = new RowWalker(c);
            for (var left = rows; left > 0; left -= height)
            {
                var count = Math.Min(left, height);
                for (var i = 0; i < count; i++)
                {
                    tile.A[i] = (long)aRows.Next();
                    tile.C[i] = (long)(cRows.Next() + tile.Column);
                }

                // A short last block repeats its last row: the same value goes to the same place again.
                for (var i = count; i < height; i++)
                {
                    tile.A[i] = tile.A[count - 1];
                    tile.C[i] = tile.C[count - 1];
                }

                if (width == 2) Tile6x2(&tile);
                else if (width == 3) Tile4x3(&tile);
                else Tile6x1(&tile);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6x2(Tile* tile)
    {
        float* a0 = (float*)tile->A[0], a1 = (float*)tile->A[1], a2 = (float*)tile->A[2];
        float* a3 = (float*)tile->A[3], a4 = (float*)tile->A[4], a5 = (float*)tile->A[5];
        TVector c00 = TSimd.Load(tile->Bias), c01 = TSimd.Load(tile->Bias + TSimd.Width);
        TVector c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01, c40 = c00, c41 = c01, c50 = c00, c51 = c01;
        float* p0 = tile->Packed, p1 = p0 + tile->PanelSize;
        var depth = tile->Depth;
        for (nint k = 0; k < depth; k++)
        {
            var b0 = TSimd.Load(p0);
            var b1 = TSimd.Load(p1);
            p0 += TSimd.Width;
            p1 += TSimd.Width;
            var x = TSimd.Broadcast(a0[k]);
            c00 = TSimd.MultiplyAdd(x, b0, c00);
            c01 = TSimd.MultiplyAdd(x, b1, c01);
            x = TSimd.Broadcast(a1[k]);
            c10 = TSimd.MultiplyAdd(x, b0, c10);
            c11 = TSimd.MultiplyAdd(x, b1, c11);
            x = TSimd.Broadcast(a2[k]);
            c20 = TSimd.MultiplyAdd(x, b0, c20);
            c21 = TSimd.MultiplyAdd(x, b1, c21);
            x = TSimd.Broadcast(a3[k]);
            c30 = TSimd.MultiplyAdd(x, b0, c30);
            c31 = TSimd.MultiplyAdd(x, b1, c31);
            x = TSimd.Broadcast(a4[k]);
            c40 = TSimd.MultiplyAdd(x, b0, c40);
            c41 = TSimd.MultiplyAdd(x, b1, c41);
            x = TSimd.Broadcast(a5[k]);
            c50 = TSimd.MultiplyAdd(x, b0, c50);
            c51 = TSimd.MultiplyAdd(x, b1, c51);
        }

        Finish2(tile, 0, c00, c01);
        Finish2(tile, 1, c10, c11);
        Finish2(tile, 2, c20, c21);
        Finish2(tile, 3, c30, c31);
        Finish2(tile, 4, c40, c41);
        Finish2(tile, 5, c50, c51);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x3(Tile* tile)
    {
        float* a0 = (float*)tile->A[0], a1 = (float*)tile->A[1], a2 = (float*)tile->A[2], a3 = (float*)tile->A[3];
        TVector c00 = TSimd.Load(tile->Bias), c01 = TSimd.Load(tile->Bias + TSimd.Width), c02 = TSimd.Load(tile->Bias + (2 * TSimd.Width));
        TVector c10 = c00, c11 = c01, c12 = c02, c20 = c00, c21 = c01, c22 = c02, c30 = c00, c31 = c01, c32 = c02;
        float* p0 = tile->Packed, p1 = p0 + tile->PanelSize, p2 = p1 + tile->PanelSize;
        var depth = tile->Depth;
        for (nint k = 0; k < depth; k++)
        {
            var b0 = TSimd.Load(p0);
            var b1 = TSimd.Load(p1);
            var b2 = TSimd.Load(p2);
            p0 += TSimd.Width;
            p1 += TSimd.Width;
            p2 += TSimd.Width;
            var x = TSimd.Broadcast(a0[k]);
            c00 = TSimd.MultiplyAdd(x, b0, c00);
            c01 = TSimd.MultiplyAdd(x, b1, c01);
            c02 = TSimd.MultiplyAdd(x, b2, c02);
            x = TSimd.Broadcast(a1[k]);
            c10 = TSimd.MultiplyAdd(x, b0, c10);
            c11 = TSimd.MultiplyAdd(x, b1, c11);
            c12 = TSimd.MultiplyAdd(x, b2, c12);
            x = TSimd.Broadcast(a2[k]);
            c20 = TSimd.MultiplyAdd(x, b0, c20);
            c21 = TSimd.MultiplyAdd(x, b1, c21);
            c22 = TSimd.MultiplyAdd(x, b2, c22);
            x = TSimd.Broadcast(a3[k]);
            c30 = TSimd.MultiplyAdd(x, b0, c30);
            c31 = TSimd.MultiplyAdd(x, b1, c31);
            c32 = TSimd.MultiplyAdd(x, b2, c32);
        }

        Finish3(tile, 0, c00, c01, c02);
        Finish3(tile, 1, c10, c11, c12);
        Finish3(tile, 2, c20, c21, c22);
        Finish3(tile, 3, c30, c31, c32);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6x1(Tile* tile)
    {
        float* a0 = (float*)tile->A[0], a1 = (float*)tile->A[1], a2 = (float*)tile->A[2];
        float* a3 = (float*)tile->A[3], a4 = (float*)tile->A[4], a5 = (float*)tile->A[5];
        var c0 = TSimd.Load(tile->Bias);
        TVector c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
        var packed = tile->Packed;
        var depth = tile->Depth;
        for (nint k = 0; k < depth; k++)
        {
            var b = TSimd.Load(packed);
            packed += TSimd.Width;
            c0 = TSimd.MultiplyAdd(TSimd.Broadcast(a0[k]), b, c0);
            c1 = TSimd.MultiplyAdd(TSimd.Broadcast(a1[k]), b, c1);
            c2 = TSimd.MultiplyAdd(TSimd.Broadcast(a2[k]), b, c2);
            c3 = TSimd.MultiplyAdd(TSimd.Broadcast(a3[k]), b, c3);
            c4 = TSimd.MultiplyAdd(TSimd.Broadcast(a4[k]), b, c4);
            c5 = TSimd.MultiplyAdd(TSimd.Broadcast(a5[k]), b, c5);
        }

        Finish(tile, 0, 0, c0);
        Finish(tile, 1, 0, c1);
        Finish(tile, 2, 0, c2);
        Finish(tile, 3, 0, c3);
        Finish(tile, 4, 0, c4);
        Finish(tile, 5, 0, c5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish3(Tile* tile, int row, TVector v0, TVector v1, TVector v2)
    {
        Finish2(tile, row, v0, v1);
        Finish(tile, row, 2 * TSimd.Width, v2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish2(Tile* tile, int row, TVector v0, TVector v1)
    {
        Finish(tile, row, 0, v0);
        Finish(tile, row, TSimd.Width, v1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Tile* tile, int row, int column, TVector value)
    {
        value = TSimd.Clamp(value, TSimd.Broadcast(tile->Low), TSimd.Broadcast(tile->High));
        TSimd.Store((float*)tile->C[row] + column, value);
    }
}
