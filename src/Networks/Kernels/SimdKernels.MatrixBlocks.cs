using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>The matrix product's register blocks: named by their rows and their vectors.</summary>
internal sealed unsafe partial class SimdKernels<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6x2<TLimit>(RowPlace* rows, PanelWork* work)
        where TLimit : struct, ILimit
    {
        float* a0 = rows[0].A, a1 = rows[1].A, a2 = rows[2].A;
        float* a3 = rows[3].A, a4 = rows[4].A, a5 = rows[5].A;
        TVector c00 = TSimd.Load(work->Bias), c01 = TSimd.Load(work->Bias + TSimd.Width);
        TVector c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01, c40 = c00, c41 = c01, c50 = c00, c51 = c01;
        float* p0 = work->Packed, p1 = p0 + work->PanelSize;
        var depth = work->Depth;
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

        TVector low = TSimd.Broadcast(work->Low), high = TSimd.Broadcast(work->High);
        var column = work->Column;
        Put2<TLimit>(rows[0].C + column, c00, c01, low, high);
        Put2<TLimit>(rows[1].C + column, c10, c11, low, high);
        Put2<TLimit>(rows[2].C + column, c20, c21, low, high);
        Put2<TLimit>(rows[3].C + column, c30, c31, low, high);
        Put2<TLimit>(rows[4].C + column, c40, c41, low, high);
        Put2<TLimit>(rows[5].C + column, c50, c51, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x2<TLimit>(RowPlace* rows, PanelWork* work)
        where TLimit : struct, ILimit
    {
        float* a0 = rows[0].A, a1 = rows[1].A, a2 = rows[2].A;
        float* a3 = rows[3].A;
        TVector c00 = TSimd.Load(work->Bias), c01 = TSimd.Load(work->Bias + TSimd.Width);
        TVector c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
        float* p0 = work->Packed, p1 = p0 + work->PanelSize;
        var depth = work->Depth;
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
        }

        TVector low = TSimd.Broadcast(work->Low), high = TSimd.Broadcast(work->High);
        var column = work->Column;
        Put2<TLimit>(rows[0].C + column, c00, c01, low, high);
        Put2<TLimit>(rows[1].C + column, c10, c11, low, high);
        Put2<TLimit>(rows[2].C + column, c20, c21, low, high);
        Put2<TLimit>(rows[3].C + column, c30, c31, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x3<TLimit>(RowPlace* rows, PanelWork* work)
        where TLimit : struct, ILimit
    {
        float* a0 = rows[0].A, a1 = rows[1].A, a2 = rows[2].A;
        float* a3 = rows[3].A;
        TVector c00 = TSimd.Load(work->Bias), c01 = TSimd.Load(work->Bias + TSimd.Width), c02 = TSimd.Load(work->Bias + (2 * TSimd.Width));
        TVector c10 = c00, c11 = c01, c12 = c02, c20 = c00, c21 = c01, c22 = c02, c30 = c00, c31 = c01, c32 = c02;
        float* p0 = work->Packed, p1 = p0 + work->PanelSize, p2 = p1 + work->PanelSize;
        var depth = work->Depth;
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

        TVector low = TSimd.Broadcast(work->Low), high = TSimd.Broadcast(work->High);
        var column = work->Column;
        Put3<TLimit>(rows[0].C + column, c00, c01, c02, low, high);
        Put3<TLimit>(rows[1].C + column, c10, c11, c12, low, high);
        Put3<TLimit>(rows[2].C + column, c20, c21, c22, low, high);
        Put3<TLimit>(rows[3].C + column, c30, c31, c32, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2x3<TLimit>(RowPlace* rows, PanelWork* work)
        where TLimit : struct, ILimit
    {
        float* a0 = rows[0].A, a1 = rows[1].A;
        TVector c00 = TSimd.Load(work->Bias), c01 = TSimd.Load(work->Bias + TSimd.Width), c02 = TSimd.Load(work->Bias + (2 * TSimd.Width));
        TVector c10 = c00, c11 = c01, c12 = c02;
        float* p0 = work->Packed, p1 = p0 + work->PanelSize, p2 = p1 + work->PanelSize;
        var depth = work->Depth;
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
        }

        TVector low = TSimd.Broadcast(work->Low), high = TSimd.Broadcast(work->High);
        var column = work->Column;
        Put3<TLimit>(rows[0].C + column, c00, c01, c02, low, high);
        Put3<TLimit>(rows[1].C + column, c10, c11, c12, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6x1<TLimit>(RowPlace* rows, PanelWork* work)
        where TLimit : struct, ILimit
    {
        float* a0 = rows[0].A, a1 = rows[1].A, a2 = rows[2].A;
        float* a3 = rows[3].A, a4 = rows[4].A, a5 = rows[5].A;
        TVector c00 = TSimd.Load(work->Bias);
        TVector c10 = c00, c20 = c00, c30 = c00, c40 = c00, c50 = c00;
        float* p0 = work->Packed;
        var depth = work->Depth;
        for (nint k = 0; k < depth; k++)
        {
            var b0 = TSimd.Load(p0);
            p0 += TSimd.Width;
            var x = TSimd.Broadcast(a0[k]);
            c00 = TSimd.MultiplyAdd(x, b0, c00);
            x = TSimd.Broadcast(a1[k]);
            c10 = TSimd.MultiplyAdd(x, b0, c10);
            x = TSimd.Broadcast(a2[k]);
            c20 = TSimd.MultiplyAdd(x, b0, c20);
            x = TSimd.Broadcast(a3[k]);
            c30 = TSimd.MultiplyAdd(x, b0, c30);
            x = TSimd.Broadcast(a4[k]);
            c40 = TSimd.MultiplyAdd(x, b0, c40);
            x = TSimd.Broadcast(a5[k]);
            c50 = TSimd.MultiplyAdd(x, b0, c50);
        }

        TVector low = TSimd.Broadcast(work->Low), high = TSimd.Broadcast(work->High);
        var column = work->Column;
        Put1<TLimit>(rows[0].C + column, c00, low, high);
        Put1<TLimit>(rows[1].C + column, c10, low, high);
        Put1<TLimit>(rows[2].C + column, c20, low, high);
        Put1<TLimit>(rows[3].C + column, c30, low, high);
        Put1<TLimit>(rows[4].C + column, c40, low, high);
        Put1<TLimit>(rows[5].C + column, c50, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put3<TLimit>(float* c, TVector v0, TVector v1, TVector v2, TVector low, TVector high)
        where TLimit : struct, ILimit
    {
        Put2<TLimit>(c, v0, v1, low, high);
        Put1<TLimit>(c + (2 * TSimd.Width), v2, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put2<TLimit>(float* c, TVector v0, TVector v1, TVector low, TVector high)
        where TLimit : struct, ILimit
    {
        Put1<TLimit>(c, v0, low, high);
        Put1<TLimit>(c + TSimd.Width, v1, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put1<TLimit>(float* c, TVector value, TVector low, TVector high)
        where TLimit : struct, ILimit => TSimd.Store(c, TLimit.Apply(value, low, high));
}
