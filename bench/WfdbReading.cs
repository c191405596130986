using System.Diagnostics;
using System.Globalization;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Bench;

/// <summary>Reads MIT-BIH records, both leads, from the disk cache to millivolts.</summary>
internal static class WfdbReading
{
    private const int Block = 1 << 13;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);
    private static readonly string[] s_records = ["100", "105", "111", "200", "208", "212", "220", "233"];

    public static void Write(CompareOptions options, string mitBih, SortedDictionary<string, double> figures, TextWriter output)
    {
        var bytes = s_records.Sum(record => new FileInfo(Path.Combine(mitBih, record + ".dat")).Length);

        // Long enough for the runtime to have compiled its best, which it does beside the work.
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < s_warmUp;) ReadAll(mitBih);
        var seconds = new List<double>();
        for (var run = 0; run < Math.Max(options.Runs, 5); run++)
        {
            var started = Stopwatch.GetTimestamp();
            ReadAll(mitBih);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        var speed = bytes / Comparison.Median(seconds) / 1e6;
        figures["wfdb.megabytesPerSecond"] = Math.Round(speed, 1);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"**Reading** {s_records.Length} MIT-BIH records, both leads, from the disk cache to mV, 1 thread: {speed:F0} MB/s of .dat."));
    }

    private static void ReadAll(string mitBih)
    {
        var values = new float[Block];
        foreach (var name in s_records)
        {
            using var record = WfdbRecord.Open(Path.Combine(mitBih, name));
            for (long start = 0; start < record.Length; start += Block)
            {
                var part = values.AsSpan(0, (int)Math.Min(Block, record.Length - start));
                for (var signal = 0; signal < record.Signals.Count; signal++) record.Read(signal, start, part);
            }
        }
    }
}
