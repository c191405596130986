using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Networks;

/// <summary>Goes through a block's rows from first to last.</summary>
internal unsafe struct RowWalker(in RowBlock block)
{
    private readonly nint _rowStride = block.RowStride;
    private readonly nint _groupStep = block.GroupStride - ((nint)(block.RowsPerGroup - 1) * block.RowStride);
    private readonly int _rowsPerGroup = block.RowsPerGroup;
    private int _leftInGroup = block.RowsPerGroup;
    private float* _next = block.Origin;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Next()
    {
        var row = _next;
        if (--_leftInGroup == 0)
        {
            _leftInGroup = _rowsPerGroup;
            _next += _groupStep;
        }
        else
        {
            _next += _rowStride;
        }

        return row;
    }
}
