using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Bench;

/// <summary>Denoises a record of 650,000 samples with Symlet-4 and one soft universal threshold, beside PyWavelets.</summary>
internal static class DenoiseComparison
{
    private const int Levels = 9;
    private const float Tolerance = 1e-4f;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);

    public static void Write(CompareOptions options, string mitBih, SortedDictionary<string, double> figures, TextWriter output)
    {
        using var record = WfdbRecord.Open(Path.Combine(mitBih, "208"));
        var samples = record.ReadSignal(MitBihArrhythmiaDatabase.PreferredLeadName);
        var denoised = new float[samples.Length];
        var denoiser = new WaveletDenoiser(new WaveletDenoiserOptions
        {
            Levels = Levels,
            Function = ThresholdFunction.Soft,
            Rule = ThresholdRule.Universal,
            Noise = NoiseEstimation.WholeRecord,
        });
        var stream = new StreamingWaveletDenoiser();
        var streamed = new float[samples.Length];

        // Long enough for the runtime to have compiled its best, which it does beside the work.
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < s_warmUp;)
        {
            denoiser.Denoise(samples, denoised);
            Stream(stream, samples, streamed);
        }

        var folder = Directory.CreateTempSubdirectory("arrhythmia-bench-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "samples"), MemoryMarshal.AsBytes(samples.AsSpan()));
            using var peer = PeerProcess.Start("denoising.py", folder, Levels.ToString(CultureInfo.InvariantCulture));
            var note = peer.Missing ?? peer.Description;
            if (peer.Missing is null) CheckAgreement(Path.Combine(folder, "denoised"), denoised);
            var ours = new List<double>();
            var theirs = new List<double>();
            var streaming = new List<double>();
            for (var run = 0; run < options.Runs; run++)
            {
                ours.Add(Time(() => denoiser.Denoise(samples, denoised)));
                streaming.Add(Time(() => Stream(stream, samples, streamed)));
                if (peer.Missing is null) theirs.Add(double.Parse(peer.Ask("denoise"), CultureInfo.InvariantCulture));
            }

            Report(options, samples.Length, Comparison.Median(ours), theirs.Count > 0 ? Comparison.Median(theirs) : null, Comparison.Median(streaming), note, figures, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Report(
        CompareOptions options, int samples, double ours, double? theirs, double streaming, string note, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        figures["denoise.milliseconds"] = Math.Round(ours * 1e3, 2);
        figures["denoise.streamMilliseconds"] = Math.Round(streaming * 1e3, 2);
        if (theirs is { } peer) figures["denoise.ratio"] = Math.Round(peer / ours, 2);
        output.WriteLine();
        output.WriteLine(string.Create(culture, $"**Denoising** {samples:N0} samples with Symlet-4, 1 thread, median of {options.Runs} alternating runs:"));
        output.WriteLine();
        Markdown.Header(output, "", "ours", "peer", "ratio", "peer");
        Markdown.Row(
            output, string.Create(culture, $"{Levels} levels, one universal soft threshold"), Milliseconds(ours), Milliseconds(theirs),
            (theirs / ours)?.ToString("F1", culture) ?? "-", note);
        Markdown.Row(output, "as a stream, default options", Milliseconds(streaming), "", "", "");
    }

    private static string Milliseconds(double? value) => value is { } seconds ? (seconds * 1e3).ToString("F1", CultureInfo.InvariantCulture) + " ms" : "-";

    private static void Stream(StreamingWaveletDenoiser denoiser, float[] samples, float[] output)
    {
        const int Block = 1 << 14;
        var written = 0;
        for (var i = 0; i < samples.Length; i += Block)
            written += denoiser.Push(samples.AsSpan(i, Math.Min(Block, samples.Length - i)), output.AsSpan(written));
        denoiser.Flush(output.AsSpan(written));
    }

    private static void CheckAgreement(string file, float[] ours)
    {
        var theirs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file));
        if (theirs.Length != ours.Length) throw new InvalidOperationException($"The peer gave {theirs.Length} samples where there are {ours.Length}.");
        var difference = new float[ours.Length];
        TensorPrimitives.Subtract(theirs, ours, difference);
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(difference));
        if (!(largest <= Tolerance))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The denoised samples differ by up to {largest} mV; they should agree to {Tolerance}."));
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
