namespace ArrhythmiaVision.Networks;

/// <summary>
/// Rows of a matrix that lie in memory in groups: row r of group g starts at Origin + g · GroupStride + r · RowStride.
/// A strided convolution's windows are such rows, so it is a plain matrix product over them, with no copy.
/// </summary>
internal unsafe readonly struct RowBlock(float* origin, int groups, int rowsPerGroup, int groupStride, int rowStride)
{
    public readonly float* Origin = origin;
    public readonly int Groups = groups;
    public readonly int RowsPerGroup = rowsPerGroup;
    public readonly int GroupStride = groupStride;
    public readonly int RowStride = rowStride;

    public int Rows => Groups * RowsPerGroup;

    /// <summary>Rows that follow one another without a gap between groups.</summary>
    public static RowBlock Contiguous(float* origin, int rows, int rowStride) => new(origin, 1, rows, 0, rowStride);
}
