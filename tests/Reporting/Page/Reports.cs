using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting.Tests;

/// <summary>Reports of made recordings: what they say of beats is made too.</summary>
internal static class Reports
{
    public static readonly string[] Classes = ["N", "S", "V", "F"];

    /// <summary>A report whose beats are those of the recording, in AAMI's classes.</summary>
    public static RecordReport Of(double seconds, Func<ReportedBeat, ReportedBeat>? change = null, IReadOnlyList<SyntheticEpisode>? episodes = null)
    {
        var ecg = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = 1, Seed = 1, Seconds = seconds, VentricularPrematureShare = 0.1, AtrialPrematureShare = 0.05, Episodes = episodes ?? [] });
        var beats = ecg.Beats.Select(beat => AnnotationCode.FromSymbol(beat.Symbol.ToString()).Aami is var @class
            ? new ReportedBeat { Sample = beat.Sample, ClassIndex = Array.IndexOf(Classes, @class.ToString()), Class = @class, Probability = 0.9f } : default);
        return Of(ecg.Leads[0], [.. beats.Select(change ?? (beat => beat))]);
    }

    /// <summary>A report of samples and beats.</summary>
    public static RecordReport Of(float[] samples, IReadOnlyList<ReportedBeat> beats)
    {
        var quality = new SignalQuality(360);
        quality.Push(samples);
        return new RecordReport
        {
            Record = "made", Lead = "MLII", SamplingRate = 360, Samples = samples.Length, Signal = (start, destination) => samples.AsSpan((int)start, destination.Length).CopyTo(destination),
            Model = new ReportModel("test", Classes, null, [0.8]), Beats = beats, Quality = [new LeadQuality("MLII", 360, quality.Finish())],
        };
    }
}
