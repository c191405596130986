using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>A beat copied off the engine, or made by the plain composition.</summary>
internal sealed record Result(long Sample, double Time, AnnotationCode Code, BeatWindowStatus Status, int Class, string Probabilities, RrFeatures Rr, string Samples)
{
    public static Result Of(in AnalyzedBeat beat) => new(beat.Sample, beat.Time, beat.GivenCode, beat.Status, beat.ClassIndex,
        Bits(beat.Probabilities.Span), beat.Rr, Bits(beat.Samples.Span));

    /// <summary>Numbers as text that differs when a bit does.</summary>
    public static string Bits(ReadOnlySpan<float> numbers) =>
        Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers));
}

/// <summary>The same steps on the whole record, one after the other, as plainly as they can be written.</summary>
internal static class WholeRecord
{
    public static List<Result> Analyze(ArrhythmiNetModel model, float[] signal, double rate, IReadOnlyList<RPeak> peaks, AnalysisOptions? options = null)
    {
        options ??= new AnalysisOptions();
        var resampler = Resampler.ForBeats(rate);
        var resampled = resampler.Resample(signal);
        if (options.Denoising is { } denoising)
            resampled = new WaveletDenoiser(denoising).Denoise(resampled);
        var rr = new RrFeatures[peaks.Count];
        new RrIntervals(rate).Measure<long>(peaks.Select(p => p.Sample).ToArray(), rr);

        var results = new List<Result>();
        var window = new float[360];
        var normalized = new float[360];
        var places = ContextMeasures.PlacesOf(model.ContextNames);
        var context = new float[ContextMeasures.Names.Count];
        var method = options.Normalization ?? NormalizationMethod.ZScore;
        var usual = new UsualBeat(method);
        var probabilities = new float[model.Classes.Count];
        for (var i = 0; i < peaks.Count; i++)
        {
            var status = BeatWindow.Default.Cut(resampled, resampler.MapSample(peaks[i].Sample), window);
            var (label, scores) = (-1, "");
            if (status == BeatWindowStatus.Complete)
            {
                var sinceLast = i == 0 ? [] : resampled[(int)resampler.MapSample(peaks[i - 1].Sample)..(int)resampler.MapSample(peaks[i].Sample)];
                var measures = usual.Push(window, sinceLast);
                var scale = RecordScale.Measure(method, window);
                BeatNormalization.Apply(options.NormalizationScope == NormalizationScope.Patient ? scale with { Scale = measures.Scale } : scale, window, normalized);
                ContextMeasures.Write(rr[i], measures, context);
                model.Score(normalized, [.. places.Select(place => context[place])], probabilities);
                label = Array.IndexOf(probabilities, probabilities.Max());
                scores = Result.Bits(probabilities);
            }
            var samples = status is BeatWindowStatus.Complete or BeatWindowStatus.MissingSamples ? Result.Bits(window) : "";
            results.Add(new Result(peaks[i].Sample, peaks[i].Sample / rate, peaks[i].Code, status, label, scores, rr[i], samples));
        }
        return results;
    }
}
