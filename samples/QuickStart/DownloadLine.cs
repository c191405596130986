using System.Globalization;
using ArrhythmiaVision.Recordings;

namespace QuickStart;

/// <summary>Shows how far a download is: one line that is written over on a terminal, a line a file where output is piped.</summary>
internal sealed class DownloadLine : IProgress<DownloadProgress>
{
    private readonly Lock _lock = new();
    private int _filesShown = -1;

    public void Report(DownloadProgress value)
    {
        lock (_lock)
        {
            string line = string.Create(CultureInfo.InvariantCulture,
                $"Downloading {value.Database}: {value.FilesDone}/{value.FilesTotal} files, {value.BytesDone / 1e6:F1} of {value.BytesTotal / 1e6:F1} MB ({value.Fraction:P0})");
            if (!Console.IsOutputRedirected)
                Console.Write($"\r{line}{(value.FilesDone == value.FilesTotal ? Environment.NewLine : "")}");
            else if (value.FilesDone != _filesShown)
                Console.WriteLine(line);
            _filesShown = value.FilesDone;
        }
    }
}
