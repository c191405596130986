namespace ArrhythmiaVision.Recordings;

/// <summary>A file that is written beside its place and moved there only when it is whole.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _committed;

    public PendingFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    }

    public FileStream Stream { get; }

    public void Commit()
    {
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _committed = true;
    }

    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        // On a full disk closing fails too, as it writes what is left; the file goes all the same.
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
        }

        File.Delete(_temporary);
    }
}
