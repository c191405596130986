using System.Text;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>Reads samples of the lead that a report is about.</summary>
/// <param name="start">The first sample, from 0.</param>
/// <param name="destination">Takes the samples in mV; NaN where they are missing.</param>
public delegate void ReportSignal(long start, Span<float> destination);

/// <summary>What was found in a recording, as one HTML page: rhythm, beats, evidence and limits. The page needs nothing else, asks for nothing over
/// a network, prints, and says everything without its script too. The same data give the same bytes.</summary>
public sealed record RecordReport
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private RhythmAnalysis? _rhythm;

    /// <summary>The recording's name.</summary>
    public required string Record { get; init; }

    /// <summary>The lead's name.</summary>
    public required string Lead { get; init; }

    /// <summary>The lead's samples a second.</summary>
    public required double SamplingRate { get; init; }

    /// <summary>How many samples the lead has, 1 or more.</summary>
    public required long Samples { get; init; }

    /// <summary>Reads the lead.</summary>
    public required ReportSignal Signal { get; init; }

    /// <summary>The model.</summary>
    public required ReportModel Model { get; init; }

    /// <summary>The beats, in order of time.</summary>
    public required IReadOnlyList<ReportedBeat> Beats { get; init; }

    /// <summary>The quality of every lead; that of <see cref="Lead"/> says where beats may be missing.</summary>
    public required IReadOnlyList<LeadQuality> Quality { get; init; }

    /// <summary>Whether the recording was made by a program and is of nobody: every page then says so.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>When the recording began; null where that is not known.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>What the recording's file says in words.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Where the heart was paced, in seconds.</summary>
    public IReadOnlyList<TimeStretch> Paced { get; init; } = [];

    /// <summary>Where the beats and their classes come from, in a sentence.</summary>
    public string Origin { get; init; } = "";

    /// <summary>What the reader must know before anything else, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Beats to show and to explain, class by class.</summary>
    public IReadOnlyList<TellingBeat> Telling { get; init; } = [];

    /// <summary>What the explanations hold beats against, in a few words.</summary>
    public string Baseline { get; init; } = "";

    /// <summary>The comparison with reference annotations; null where there are none.</summary>
    public ReportComparison? Comparison { get; init; }

    /// <summary>What made the page, as <c>arrhythmia 1.0</c>.</summary>
    public string Maker { get; init; } = "ArrhythmiaVision";

    /// <summary>The lead's length in seconds.</summary>
    public double Seconds => Samples / SamplingRate;

    /// <summary>The rhythm of the beats.</summary>
    public RhythmAnalysis Rhythm => _rhythm ??= new RhythmAnalysis([.. Beats.Select(beat => new RhythmBeat(beat.Sample / SamplingRate, beat.Class))], Seconds, Unreadable());

    /// <summary>The quality of the lead that the report is about; null where it was not judged.</summary>
    internal LeadQuality? OwnQuality => Quality.FirstOrDefault(quality => quality.Lead == Lead);

    /// <summary>The page.</summary>
    /// <exception cref="ArgumentException">What is to be shown does not fit together.</exception>
    public string ToHtml()
    {
        Check();
        return ReportPage.Write(this);
    }

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="ArgumentException">What is to be shown does not fit together.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PendingFile.Write(path, s_utf8.GetBytes(ToHtml()));
    }

    private TimeStretch[] Unreadable() => OwnQuality is not { } quality ? []
        : [.. quality.Stretches.Where(stretch => stretch.Condition != SignalCondition.Good).Select(stretch => new TimeStretch(stretch.Start / quality.SamplingRate, stretch.End / quality.SamplingRate))
            .Aggregate(new List<TimeStretch>(), Join)];

    private static List<TimeStretch> Join(List<TimeStretch> all, TimeStretch next)
    {
        if (all.Count > 0 && all[^1].End >= next.Start) all[^1] = all[^1] with { End = next.End };
        else all.Add(next);
        return all;
    }

    private void Check()
    {
        if (!(SamplingRate > 0) || !double.IsFinite(SamplingRate)) throw new ArgumentException(Invariant($"The sampling rate is {SamplingRate}; it must be a number above 0, in samples a second."), nameof(SamplingRate));
        if (Samples < 1) throw new ArgumentException(Invariant($"The lead has {Samples} samples; a report needs one at least."), nameof(Samples));
        for (var i = 0; i < Beats.Count; i++)
        {
            var beat = Beats[i];
            if (beat.Sample < 0 || beat.Sample >= Samples || (i > 0 && beat.Sample <= Beats[i - 1].Sample))
                throw new ArgumentException(Invariant($"Beat {i} is at sample {beat.Sample}: outside the lead's {Samples}, or not after the beat before it."), nameof(Beats));
            if (beat.ClassIndex < -1 || beat.ClassIndex >= Model.Classes.Count)
                throw new ArgumentException(Invariant($"Beat {i} is of class {beat.ClassIndex}; the model has {Model.Classes.Count}."), nameof(Beats));
        }
        if (Telling.Any(telling => telling.Beat < 0 || telling.Beat >= Beats.Count)) throw new ArgumentException("A beat to show is none of the report's beats.", nameof(Telling));
    }
}
