namespace ArrhythmiaVision.Recordings;

/// <summary>Where a <see cref="RecordingLibrary"/> looks for databases, and how it downloads them.</summary>
public sealed record RecordingLibraryOptions
{
    /// <summary>The folder with the databases' folders in it; at first what the variable <see cref="RecordingLibrary.DataVariable"/> says.</summary>
    public string? DataFolder { get; init; } = Environment.GetEnvironmentVariable(RecordingLibrary.DataVariable) is { Length: > 0 } folder ? folder : null;

    /// <summary>The folder that downloads are kept in: at first the user's own folder for application data.</summary>
    public string CacheFolder { get; init; } = DefaultCacheFolder();

    /// <summary>Whether to download what is not found.</summary>
    public bool AllowDownload { get; init; } = true;

    /// <summary>The address that databases are downloaded from; their name and version are added to it.</summary>
    public Uri BaseUri { get; init; } = new("https://physionet.org/files/");

    /// <summary>How long to wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for the next bytes of an answer.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    private static string DefaultCacheFolder()
    {
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "ArrhythmiaVision", "recordings");
    }
}
