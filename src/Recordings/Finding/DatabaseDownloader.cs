using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// Downloads the files of a database that a folder lacks, a few at a time. A file grows under a name ending in
/// <c>.part</c>, from which a later download goes on, and gets its own name once its digest is right.
/// </summary>
internal sealed class DatabaseDownloader : IDisposable
{
    private const int ParallelFiles = 4;
    private const int Attempts = 3;

    private readonly KnownDatabase _database;
    private readonly Uri _source;
    private readonly string _folder;
    private readonly RecordingLibraryOptions _options;
    private readonly IProgress<DownloadProgress>? _progress;
    private readonly HttpClient _client;
    private readonly Lock _lock = new();
    private long _bytesDone;
    private int _filesDone;

    public DatabaseDownloader(
        KnownDatabase database, Uri source, string folder, RecordingLibraryOptions options, IProgress<DownloadProgress>? progress)
    {
        _database = database;
        _source = source;
        _folder = folder;
        _options = options;
        _progress = progress;

        // The stall timeout watches over answers; HttpClient's own would end a slow but steady download.
        _client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = options.ConnectTimeout })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("ArrhythmiaVision", "0.1"));
    }

    public async Task DownloadAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        using FileStream guard = await TakeFolderAsync(cancellationToken).ConfigureAwait(false);
        var missing = new List<KnownFile>();
        foreach (KnownFile file in _database.Files)
        {
            if (RecordingLibrary.IsHere(_folder, file))
            {
                _bytesDone += file.Size;
                _filesDone++;
            }
            else
            {
                missing.Add(file);
            }
        }

        if (missing.Count == 0)
        {
            return;
        }

        // The first file goes alone: without a network this fails once, and at once.
        await DownloadAsync(missing[0], cancellationToken).ConfigureAwait(false);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelFiles, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing.Skip(1), options, async (file, token) => await DownloadAsync(file, token).ConfigureAwait(false))
            .ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    // Two programs that start together must not write the same files.
    private async Task<FileStream> TakeFolderAsync(CancellationToken cancellationToken)
    {
        string path = Path.Combine(_folder, ".downloading");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (e is not DirectoryNotFoundException && File.Exists(path))
            {
                await Task.Delay(200, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task DownloadAsync(KnownFile file, CancellationToken cancellationToken)
    {
        string path = Path.Combine(_folder, file.Name);
        string part = path + ".part";
        for (int attempt = 1; ; attempt++)
        {
            long before = LengthOf(part);
            bool resumed = before > 0;
            try
            {
                await FetchAsync(file, part, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (attempt < Attempts && LengthOf(part) > before && IsCut(e))
            {
                // The connection broke while bytes came: go on from where it broke.
                continue;
            }
            catch (Exception e) when (IsCut(e))
            {
                throw new IOException($"{new Uri(_source, file.Name)}: {e.Message}", e);
            }

            string digest = await DigestAsync(part, cancellationToken).ConfigureAwait(false);
            if (digest == file.Sha256)
            {
                File.Move(part, path, overwrite: true);
                lock (_lock)
                {
                    _filesDone++;
                }

                Report(file, 0);
                return;
            }

            Report(file, -LengthOf(part));
            File.Delete(part);
            if (!resumed || attempt >= Attempts)
            {
                throw new InvalidDataException(
                    $"{new Uri(_source, file.Name)} has the SHA-256 digest {digest}, but {file.Sha256} was published for {_database.Name} {_database.Version}. The file was not kept. Try again, or another way to the internet.");
            }
        }
    }

    private async Task FetchAsync(KnownFile file, string part, CancellationToken cancellationToken)
    {
        long have = LengthOf(part);
        if (have > file.Size)
        {
            File.Delete(part);
            have = 0;
        }

        if (have == file.Size)
        {
            Report(file, have);
            return;
        }

        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            stall.CancelAfter(_options.ConnectTimeout + _options.StallTimeout);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_source, file.Name));
            if (have > 0)
            {
                request.Headers.Range = new RangeHeaderValue(have, null);
            }

            using HttpResponseMessage response =
                await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && have > 0)
            {
                File.Delete(part);
                await FetchAsync(file, part, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture,
                    $"the server answered {(int)response.StatusCode} ({response.ReasonPhrase})"));
            }

            bool goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
            await SaveAsync(file, part, response, goesOn ? have : 0, stall).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("the server did not answer in time", e);
        }
    }

    private async Task SaveAsync(KnownFile file, string part, HttpResponseMessage response, long start, CancellationTokenSource stall)
    {
        Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var output = new FileStream(part, start > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None, 1);
            await using (output.ConfigureAwait(false))
            {
                // Bytes of an earlier download count as soon as they are gone on from.
                Report(file, start);
                long done = start;
                byte[] buffer = new byte[1 << 16];
                try
                {
                    while (true)
                    {
                        stall.CancelAfter(_options.StallTimeout);
                        int read = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
                        if (read == 0)
                        {
                            break;
                        }

                        // More than was promised cannot have the right digest; one byte too many is enough to show it.
                        int kept = (int)Math.Min(read, file.Size + 1 - done);
                        await output.WriteAsync(buffer.AsMemory(0, kept), stall.Token).ConfigureAwait(false);
                        done += kept;
                        Report(file, kept);
                        if (done > file.Size)
                        {
                            return;
                        }
                    }

                    if (done < file.Size)
                    {
                        throw new HttpIOException(HttpRequestError.ResponseEnded, string.Create(CultureInfo.InvariantCulture,
                            $"the answer ended after {done} of {file.Size} bytes"));
                    }
                }
                catch
                {
                    Report(file, -done);
                    throw;
                }
            }
        }
    }

    private static bool IsCut(Exception e) => (e is IOException or HttpRequestException or TimeoutException) && !PendingFile.IsDiskFull(e);

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        FileStream stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }

    private void Report(KnownFile file, long bytes)
    {
        lock (_lock)
        {
            _bytesDone += bytes;
            _progress?.Report(new DownloadProgress(_database.Name, file.Name, _bytesDone, _database.TotalBytes, _filesDone, _database.Files.Count));
        }
    }
}
