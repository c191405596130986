using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>The synthetic recording of the demonstration: ten minutes of two leads in which something of everything happens.</summary>
internal static class SyntheticDemo
{
    /// <summary>The record's name.</summary>
    public const string Name = "synthetic";

    /// <summary>What the header's comment of a synthetic record begins with; its reports then say so on every page.</summary>
    public const string Mark = "SYNTHETIC";

    private static readonly string[] s_leads = ["MLII", "V1"];

    private static readonly SyntheticEcgOptions s_options = new()
    {
        Patient = 4,
        Seed = 7,
        Seconds = 600,
        Leads = 2,
        HeartRate = 72,
        AtrialPrematureShare = 0.05,
        VentricularPrematureShare = 0.04,
        Episodes =
        [
            new(SyntheticEpisodeKind.VentricularBigeminy, 62, 20),
            new(SyntheticEpisodeKind.VentricularRun, 131, 2.6),
            new(SyntheticEpisodeKind.LeftBundleBranchBlock, 180, 55),
            new(SyntheticEpisodeKind.VentricularRun, 262, 1.2),
            new(SyntheticEpisodeKind.RightBundleBranchBlock, 300, 45),
            new(SyntheticEpisodeKind.Pause, 402, 2.7),
            new(SyntheticEpisodeKind.LeadOff, 450, 12),
            new(SyntheticEpisodeKind.MuscleNoise, 505, 14),
        ],
    };

    /// <summary>Writes the record with its true beats as <c>atr</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The record's path.</returns>
    public static string Write(string folder)
    {
        var ecg = SyntheticEcg.Generate(s_options);
        WfdbSignal[] signals = [.. s_leads.Select(lead => new WfdbSignal { FileName = $"{Name}.dat", Format = 16, StatedGain = 1000, StatedUnits = "mV", StatedDescription = lead })];
        var header = new WfdbHeader { RecordName = Name, StatedSamplingFrequency = ecg.SamplingRate, Signals = signals, Comments = [$"{Mark}: made by 'arrhythmia demo', a recording of nobody."] };
        WfdbRecordWriter.Write(folder, header, [.. ecg.Leads.Select((samples, lead) => Array.ConvertAll(samples, mV => signals[lead].ToDigital(mV)))]);
        string path = Path.Combine(folder, Name);
        new AnnotationFile(ecg.Beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString())))).Write($"{path}.{MitBihArrhythmiaDatabase.Annotator}");
        return path;
    }
}
