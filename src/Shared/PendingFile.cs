namespace ArrhythmiaVision;

/// <summary>
/// A file that is written beside its place and moved there only when it is whole: whatever ends the program, there is the old file, the
/// new one, or none. What programs that were killed left beside is cleared away when another first writes in the same folder.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    /// <summary>What the name of a file ends in that is not whole; before it stand the name that it will have and 32 hexadecimal digits.</summary>
    public const string Extension = ".pending";

    private const int DigitCount = 32;

    // A file that is written is locked. Where a file system knows no locks, its writer is not that long silent.
    private static readonly TimeSpan s_leftAlone = TimeSpan.FromMinutes(10);
    private static volatile string? s_lastCleared;

    private readonly string _path;
    private readonly string _beside;
    private bool _committed;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will be; its folder must exist.</param>
    public PendingFile(string path)
    {
        _path = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(_path) ?? throw new ArgumentException($"'{path}' is a folder, and a file was to be written.", nameof(path));
        if (s_lastCleared != folder)
        {
            ClearLeftovers(folder);
            s_lastCleared = folder;
        }

        _beside = $"{_path}.{Guid.NewGuid():N}{Extension}";
        Stream = new FileStream(_beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    }

    /// <summary>Takes what the file is to hold.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new PendingFile(path);
        file.Stream.Write(bytes);
        file.Commit();
    }

    /// <summary>Whether the disk, or what of it the user may have, is full: ENOSPC and EDQUOT of Linux, ERROR_DISK_FULL of Windows.</summary>
    public static bool IsDiskFull(Exception exception) => exception is IOException { HResult: 28 or 122 or unchecked((int)0x80070070) };

    /// <summary>Deletes what writers that were killed left in a folder.</summary>
    public static void ClearLeftovers(string folder)
    {
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*" + Extension))
            {
                if (IsLeftover(file))
                    file.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Clearing up is a courtesy: what stands in the way of writing is met, and said, when the file is begun.
        }
    }

    /// <summary>Gives the file its name. It is on the disk by then, so that a power cut leaves no empty file under that name.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_beside, _path, overwrite: true);
        _committed = true;
    }

    public void Dispose()
    {
        if (_committed)
            return;

        // On a full disk closing fails too, as it writes what is left; the file goes all the same.
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
        }

        try
        {
            File.Delete(_beside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the writing fail is worth more than this; the next writer clears it away.
        }
    }

    private static bool IsLeftover(FileInfo file)
    {
        var name = file.Name.AsSpan(0, file.Name.Length - Extension.Length);
        if (name.Length <= DigitCount + 1 || name[^(DigitCount + 1)] != '.' || name[^DigitCount..].ContainsAnyExcept("0123456789abcdef"))
            return false;
        if (DateTime.UtcNow - file.LastWriteTimeUtc < s_leftAlone)
            return false;
        try
        {
            // Its writer, were it alive, would hold it locked.
            using var held = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
