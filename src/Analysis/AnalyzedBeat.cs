using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Takes one beat after another.</summary>
/// <param name="beat">The beat. Its memory holds its values only until the visitor returns: copy what is to be kept.</param>
public delegate void BeatVisitor(in AnalyzedBeat beat);

/// <summary>A beat with what the network makes of it.</summary>
public readonly struct AnalyzedBeat
{
    /// <summary>The beat's number in the recording, from 0.</summary>
    public long Index { get; init; }

    /// <summary>The R peak's sample number, counted from 0 at the lead's own rate.</summary>
    public long Sample { get; init; }

    /// <summary>The R peak's time in seconds from the recording's start.</summary>
    public double Time { get; init; }

    /// <summary>What the annotator said of the beat; <see cref="AnnotationCode.None"/> where nobody said anything.</summary>
    public AnnotationCode GivenCode { get; init; }

    /// <summary>The symbol of <see cref="GivenCode"/>, as <c>V</c>; null where nobody said anything.</summary>
    public string? GivenSymbol => GivenCode == AnnotationCode.None ? null : GivenCode.Symbol;

    /// <summary>Whether the beat's window is whole; only <see cref="BeatWindowStatus.Complete"/> windows are classified.</summary>
    public BeatWindowStatus Status { get; init; }

    /// <summary>Whether its most probable class was not probable enough (<see cref="AnalysisOptions.RejectBelow"/>).</summary>
    public bool IsRejected { get; init; }

    /// <summary>Whether the beat was put into a class.</summary>
    public bool IsClassified => ClassIndex >= 0;

    /// <summary>The most probable class, an index into the model's classes; of several equally probable the first; -1 where
    /// the beat was put into none.</summary>
    public int ClassIndex { get; init; }

    /// <summary>The most probable class's name; null where the beat was put into none.</summary>
    public string? Class { get; init; }

    /// <summary>The probability of each class, in the order of the model's classes; empty where the beat's window is not whole.</summary>
    public ReadOnlyMemory<float> Probabilities { get; init; }

    /// <summary>The normalised beat that the network was given; empty where the beat's window is not whole.</summary>
    public ReadOnlyMemory<float> Normalized { get; init; }

    /// <summary>What the network was given beside it, in the order of the model's context names; empty where it takes nothing, or the window
    /// is not whole.</summary>
    public ReadOnlyMemory<float> Context { get; init; }

    /// <summary>The RR intervals, measured over every beat, classified or not.</summary>
    public RrFeatures Rr { get; init; }

    /// <summary>The beat's denoised samples at 360 samples a second, mV: 180 before the R peak and 180 from it on. Empty where the window
    /// is too near an end of the recording; NaN where samples are missing.</summary>
    public ReadOnlyMemory<float> Samples { get; init; }
}
