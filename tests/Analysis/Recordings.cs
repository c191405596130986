using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>Made recordings and what is given to the engine of them.</summary>
internal sealed record Made(float[] Signal, double Rate, IReadOnlyList<Annotation> Annotations)
{
    /// <summary>Synthetic ECG, with annotations that mark no beat among those that do.</summary>
    public static Made Ecg(double seconds, double rate = 360, int gaps = 0, int seed = 1)
    {
        var record = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = seed, Seed = seed, Seconds = seconds, SamplingRate = rate, VentricularPrematureShare = 0.1 });
        var signal = record.Leads[0];
        var random = new Random(seed);
        for (var gap = 0; gap < gaps; gap++)
        {
            var at = gap == 0 ? 0 : random.Next(signal.Length);
            signal.AsSpan(at, Math.Min(random.Next(1, 2000), signal.Length - at)).Fill(float.NaN);
        }
        var annotations = new List<Annotation>();
        foreach (var beat in record.Beats)
        {
            if (annotations.Count % 7 == 3) annotations.Add(new Annotation(beat.Sample, AnnotationCode.RhythmChange));
            annotations.Add(new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString())));
        }
        // Beats at the very ends, whose windows are not whole.
        annotations.Insert(0, new Annotation(0, AnnotationCode.Normal));
        annotations.Add(new Annotation(signal.Length - 1, AnnotationCode.PrematureVentricular));
        return new Made(signal, rate, annotations);
    }

    /// <summary>Synthetic ECG in which, from the 20th beat on, nothing follows the P wave of every fourth beat.</summary>
    public static Made Blocked(double seconds, double rate = 360)
    {
        var record = SyntheticEcg.Generate(new SyntheticEcgOptions { Seed = 1, Seconds = seconds, SamplingRate = rate, HeartRate = 60 });
        var signal = record.Leads[0];
        var annotations = new List<Annotation>();
        foreach (var (i, beat) in record.Beats.Index())
        {
            var (from, to) = ((int)(beat.Sample - (0.06 * rate)), (int)Math.Min(beat.Sample + (0.5 * rate), signal.Length - 1));
            if (i < 20 || i % 4 != 0) annotations.Add(new Annotation(beat.Sample, AnnotationCode.Normal));
            else for (var t = from + 1; t < to; t++) signal[t] = signal[from] + ((signal[to] - signal[from]) * (t - from) / (to - from));
        }
        return new Made(signal, rate, annotations);
    }

    public IReadOnlyList<RPeak> Peaks => [.. Annotations.Where(a => a.Code.IsBeat).Select(a => new RPeak(a.Sample, a.Code))];

    public ISampleSource Source => new SampleBlocks(Signal, Rate);

    public IRPeakSource PeakSource => new AnnotatedRPeaks(Annotations);

    public List<Result> Analyze(AnalysisOptions? options = null) => Analyze(options, PeakSource, out _);

    public List<Result> Analyze(AnalysisOptions? options, IRPeakSource peaks, out AnalysisSummary summary, ArrhythmiNetModel? model = null)
    {
        var results = new List<Result>();
        summary = new RecordAnalyzer(model ?? Models.V2, options).Analyze(Source, peaks, (in AnalyzedBeat beat) => results.Add(Result.Of(beat)));
        return results;
    }
}
