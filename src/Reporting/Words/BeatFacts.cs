using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>What is known of one beat. What is null, NaN or empty is not spoken of.</summary>
public sealed record BeatFacts
{
    /// <summary>The most probable class, as the model names it; null where the beat was not scored.</summary>
    public string? Class { get; init; }

    /// <summary>The probability of <see cref="Class"/>, 0 to 1; NaN where it is not known.</summary>
    public double Probability { get; init; } = double.NaN;

    /// <summary>Whether <see cref="Class"/> was not probable enough, so that the beat is of none of the model's classes.</summary>
    public bool IsRejected { get; init; }

    /// <summary>What the classes are called.</summary>
    public BeatClassNames Names { get; init; } = BeatClassNames.MitBih;

    /// <summary>Whether the beat's window is whole. Nothing is said to be absent where samples are.</summary>
    public BeatWindowStatus Status { get; init; }

    /// <summary>The beat's RR intervals.</summary>
    public RrFeatures? Rr { get; init; }

    /// <summary>The beat's waves; null where none were looked for.</summary>
    public BeatDelineation? Waves { get; init; }

    /// <summary>Samples a second in which <see cref="Waves"/> are counted.</summary>
    public double SamplingRate { get; init; } = 360;

    /// <summary>Where the evidence lies; Q, R and S are spoken of as one.</summary>
    public IReadOnlyList<SegmentShare> Shares { get; init; } = [];

    /// <summary>What the shares were found with, as <c>Grad-CAM</c>; null to leave it out.</summary>
    public string? Method { get; init; }

    /// <summary>The checks that the explanation failed; empty if it passed all, null if it was not checked.</summary>
    public IReadOnlyList<string>? FailedChecks { get; init; }

    /// <summary>Whether intervals change so much from one to the next, as in atrial fibrillation, that early and late mean little, and a wave before
    /// the QRS need be no P wave.</summary>
    public bool IsRhythmIrregular => Rr is { Irregularity: > (float)BeatNarrative.Irregular };

    /// <summary>Takes the facts that an analysis has of a beat: class, probability, whether it was rejected, window and RR intervals.</summary>
    /// <param name="beat">The beat.</param>
    /// <param name="classes">The model's classes in their order.</param>
    /// <exception cref="ArgumentException">The beat has another number of probabilities than there are classes.</exception>
    public static BeatFacts Of(in AnalyzedBeat beat, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var facts = new BeatFacts { Names = BeatClassNames.For(classes), Status = beat.Status, Rr = beat.Rr };
        var probabilities = beat.Probabilities.Span;
        if (probabilities.IsEmpty) return facts;
        if (probabilities.Length != classes.Count)
            throw new ArgumentException(Invariant($"The beat has {probabilities.Length} probabilities, but {classes.Count} classes are given: {string.Join(", ", classes)}."), nameof(classes));

        var best = beat.ClassIndex;
        if (best < 0)
        {
            best = 0;
            for (var i = 1; i < probabilities.Length; i++)
            {
                if (probabilities[i] > probabilities[best]) best = i;
            }
        }
        return facts with { Class = classes[best], Probability = probabilities[best], IsRejected = beat.IsRejected };
    }

    internal void Check()
    {
        if (Class is { } label && string.IsNullOrWhiteSpace(label)) throw new ArgumentException("The class has no name; give null for a beat that was not scored.", nameof(Class));
        if (!double.IsNaN(Probability) && !(Probability >= 0 && Probability <= 1.001))
            throw new ArgumentException(Invariant($"The probability is {Probability}; it must lie between 0 and 1, or be NaN where it is not known."), nameof(Probability));
        if (!(SamplingRate > 0) || !double.IsFinite(SamplingRate))
            throw new ArgumentException(Invariant($"The sampling rate is {SamplingRate}; it must be a number above 0, in samples a second."), nameof(SamplingRate));
        ArgumentNullException.ThrowIfNull(Names);
        ArgumentNullException.ThrowIfNull(Shares);
        SegmentShare.Check(Shares, nameof(Shares));
    }
}
