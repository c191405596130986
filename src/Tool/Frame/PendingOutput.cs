namespace ArrhythmiaVision.Tool;

/// <summary>A file that grows beside its place and is moved there only when it is whole.</summary>
internal sealed class PendingOutput : IDisposable
{
    private readonly string _path;
    private readonly string _beside;
    private bool _completed;

    public PendingOutput(string path)
    {
        _path = Path.GetFullPath(path);
        _beside = $"{_path}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    }

    /// <summary>Takes what is to be in the file.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name.</summary>
    public void Complete()
    {
        Stream.Dispose();
        File.Move(_beside, _path, overwrite: true);
        _completed = true;
    }

    public void Dispose()
    {
        if (_completed)
            return;

        // On a full disk closing fails too, as it writes what is left; the file goes all the same.
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
        }

        File.Delete(_beside);
    }
}
