namespace ArrhythmiaVision.Recordings;

/// <summary>How far the download of a database is.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="File">The file that last made progress.</param>
/// <param name="BytesDone">Bytes that are here, those of earlier downloads included.</param>
/// <param name="BytesTotal">Bytes of all files.</param>
/// <param name="FilesDone">Files that are here and verified.</param>
/// <param name="FilesTotal">The number of files.</param>
public readonly record struct DownloadProgress(
    string Database, string File, long BytesDone, long BytesTotal, int FilesDone, int FilesTotal)
{
    /// <summary>The part that is here, 0 to 1.</summary>
    public double Fraction => BytesTotal == 0 ? 1 : (double)BytesDone / BytesTotal;
}
