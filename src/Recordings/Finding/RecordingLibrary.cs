using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// Finds the databases of recordings: in the folder that <see cref="DataVariable"/> names, else in the user's cache, else
/// downloads them from PhysioNet into the cache and verifies each file's SHA-256 digest.
/// </summary>
public sealed class RecordingLibrary
{
    /// <summary>The environment variable that names the folder with the databases' folders (<c>mitdb</c>, …) in it.</summary>
    public const string DataVariable = "ARRHYTHMIAVISION_DATA";

    private readonly RecordingLibraryOptions _options;
    private readonly Func<string, KnownDatabase?> _known;

    /// <summary>Makes a library.</summary>
    /// <param name="options">Where to look; null for the environment's folder, the user's cache and PhysioNet.</param>
    public RecordingLibrary(RecordingLibraryOptions? options = null)
        : this(options, KnownDatabase.Of)
    {
    }

    internal RecordingLibrary(RecordingLibraryOptions? options, Func<string, KnownDatabase?> known)
    {
        _options = options ?? new RecordingLibraryOptions();
        _known = known;
    }

    /// <summary>Finds a database on this machine, without the network.</summary>
    /// <param name="database">The database's name at PhysioNet, such as <c>mitdb</c>.</param>
    /// <returns>The folder with the database's files, or null where it is not here.</returns>
    public string? TryFind(string database)
    {
        CheckName(database);
        if (_options.DataFolder is string data && Directory.Exists(Path.Combine(data, database)))
        {
            return Path.Combine(data, database);
        }

        string cached = Path.Combine(_options.CacheFolder, database);
        if (_known(database) is not KnownDatabase known)
        {
            return Directory.Exists(cached) ? cached : null;
        }

        return known.Files.All(file => IsHere(cached, file)) ? cached : null;
    }

    /// <summary>Finds a database, and downloads it where it is not on this machine.</summary>
    /// <param name="database">The database's name at PhysioNet, such as <c>mitdb</c>.</param>
    /// <param name="progress">Told how far the download is.</param>
    /// <param name="cancellationToken">Ends the download; what is here by then is kept and the next download goes on from there.</param>
    /// <returns>The folder with the database's files.</returns>
    /// <exception cref="RecordingsUnavailableException">The database is neither here nor to be had; the message names the ways to get it.</exception>
    /// <exception cref="InvalidDataException">A downloaded file has another digest than the one published.</exception>
    /// <exception cref="IOException">The disk is full; what is here by then is kept.</exception>
    public async Task<string> FindAsync(
        string database, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (TryFind(database) is string folder)
        {
            return folder;
        }

        KnownDatabase? known = _known(database);
        if (known is null || !_options.AllowDownload)
        {
            throw Unavailable(database, known, known is null ? "this library does not know its files" : "downloading is switched off", null);
        }

        string target = Path.Combine(_options.CacheFolder, database);
        var source = new Uri(_options.BaseUri, $"{known.Name}/{known.Version}/");
        try
        {
            using var downloader = new DatabaseDownloader(known, source, target, _options, progress);
            await downloader.DownloadAsync(cancellationToken).ConfigureAwait(false);
            return target;
        }
        catch (Exception e) when ((e is HttpRequestException or IOException or UnauthorizedAccessException or TimeoutException) && !PendingFile.IsDiskFull(e))
        {
            throw Unavailable(database, known, e.Message, e);
        }
    }

    /// <summary>Finds a database, and downloads it where it is not on this machine.</summary>
    /// <param name="database">The database's name at PhysioNet, such as <c>mitdb</c>.</param>
    /// <param name="progress">Told how far the download is.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The folder with the database's files.</returns>
    /// <exception cref="RecordingsUnavailableException">The database is neither here nor to be had; the message names the ways to get it.</exception>
    /// <exception cref="InvalidDataException">A downloaded file has another digest than the one published.</exception>
    /// <exception cref="IOException">The disk is full; what is here by then is kept.</exception>
    public string Find(string database, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        TryFind(database) ?? Task.Run(() => FindAsync(database, progress, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    internal static bool IsHere(string folder, KnownFile file)
    {
        var info = new FileInfo(Path.Combine(folder, file.Name));
        return info.Exists && info.Length == file.Size;
    }

    private static void CheckName(string database)
    {
        ArgumentException.ThrowIfNullOrEmpty(database);
        if (!database.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException($"'{database}' is no database's name; give one such as 'mitdb'.", nameof(database));
        }
    }

    private RecordingsUnavailableException Unavailable(string database, KnownDatabase? known, string reason, Exception? cause)
    {
        string title = known is null ? $"The database '{database}'" : $"The {known.Title} ('{database}')";
        string variable = _options.DataFolder is string data
            ? $"{DataVariable} is '{data}', which has no '{database}' in it"
            : $"{DataVariable} is not set";
        string cached = Path.Combine(_options.CacheFolder, database);
        string address = new Uri(_options.BaseUri, known is null ? $"{database}/" : $"{database}/{known.Version}/").ToString();
        string size = known is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({known.Files.Count} files, {known.TotalBytes / 1e6:F0} MB)");
        return new RecordingsUnavailableException(
            $"{title} is not on this machine and could not be downloaded: {reason.TrimEnd('.')}. There are three ways to get it: "
            + $"(1) set {DataVariable} to a folder that has '{database}' in it (now {variable}); "
            + $"(2) put its files{size} into '{cached}'; "
            + $"(3) run again with a connection to {address}, and they are downloaded and verified.",
            cause);
    }
}
