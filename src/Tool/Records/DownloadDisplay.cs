using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Shows how far the download of a database is; where output is piped, a line for every tenth.</summary>
internal sealed class DownloadDisplay(IProgressDisplay display) : IProgress<DownloadProgress>
{
    private readonly Lock _lock = new();
    private int _tenths = -1;

    public void Report(DownloadProgress value)
    {
        lock (_lock)
        {
            string line = Invariant($"{value.Database}: {value.FilesDone} of {value.FilesTotal} files, {value.BytesDone / 1e6:F1} of {value.BytesTotal / 1e6:F1} MB");
            display.Report(value.Fraction, line);
            int tenths = (int)(value.Fraction * 10);
            if (tenths == _tenths)
                return;
            _tenths = tenths;
            display.Step(line);
        }
    }
}
