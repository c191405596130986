using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>What ectopic beats of one class do together.</summary>
public enum EpisodeKind
{
    /// <summary>One ectopic beat alone.</summary>
    Isolated,

    /// <summary>Two in a row.</summary>
    Couplet,

    /// <summary>Three or more in a row.</summary>
    Run,

    /// <summary>Every second beat, three times or more, with normal beats between.</summary>
    Bigeminy,

    /// <summary>Every third beat, three times or more, with pairs of normal beats between.</summary>
    Trigeminy,
}

/// <summary>Ectopic beats of one class that belong together.</summary>
/// <param name="Kind">What they do.</param>
/// <param name="Class">Their class: <see cref="AamiClass.V"/> or <see cref="AamiClass.S"/>.</param>
/// <param name="FirstBeat">The number of the first beat, from 0; of bigeminy and trigeminy the first ectopic one.</param>
/// <param name="LastBeat">The number of the last ectopic beat.</param>
/// <param name="Start">The first beat's time in seconds from the recording's start.</param>
/// <param name="End">The last beat's time.</param>
/// <param name="Ectopics">How many ectopic beats it has.</param>
public readonly record struct RhythmEpisode(EpisodeKind Kind, AamiClass Class, int FirstBeat, int LastBeat, double Start, double End, int Ectopics)
{
    /// <summary>Its beats a minute; NaN for an isolated beat.</summary>
    public double Rate => LastBeat > FirstBeat && End > Start ? 60 * (LastBeat - FirstBeat) / (End - Start) : double.NaN;
}
