using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Signals;
using Microsoft.Data.Analysis;

namespace ArrhythmiaVision.DataFrames;

/// <summary>Collects what <see cref="RecordAnalyzer"/> makes of a recording's beats, for a data frame: <c>analyzer.Analyze(record, predicted.Add)</c>.</summary>
/// <remarks>A beat takes about 100 bytes; the samples are not kept.</remarks>
public sealed class PredictedBeats
{
    private readonly List<(long Sample, double Time, string? Symbol, bool Rejected)> _beats = [];
    private readonly List<float[]> _probabilities = [];
    private readonly List<RrFeatures> _rr = [];

    /// <summary>Begins a collection.</summary>
    /// <param name="classes">The network's classes, as <c>model.Classes</c> has them.</param>
    public PredictedBeats(IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        Classes = [.. classes];
    }

    /// <summary>The network's classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The number of beats so far.</summary>
    public int Count => _beats.Count;

    /// <summary>Adds a beat.</summary>
    /// <param name="beat">The beat, classified or not.</param>
    /// <exception cref="ArgumentException">The beat has another number of probabilities than there are classes.</exception>
    public void Add(in AnalyzedBeat beat)
    {
        if (!beat.Probabilities.IsEmpty && beat.Probabilities.Length != Classes.Count)
            throw new ArgumentException(FormattableString.Invariant($"The beat has {beat.Probabilities.Length} probabilities for {Classes.Count} classes."), nameof(beat));
        _beats.Add((beat.Sample, beat.Time, beat.GivenSymbol, beat.IsRejected));
        _probabilities.Add(beat.Probabilities.ToArray());
        _rr.Add(beat.Rr);
    }

    /// <summary>The beats, a row each.</summary>
    /// <returns>
    /// <c>Sample</c> (the R peak), <c>Time</c> (s), <c>Symbol</c> (the annotator's, or null), <c>Rejected</c>, <c>Predicted</c> (the most probable class), for each class
    /// its probability, <c>P(N)</c>, …, and the RR columns of <see cref="BeatFrames.ToDataFrame(BeatSet)"/>. A beat that was not classified, as its window is not whole, has
    /// null for these.
    /// </returns>
    public DataFrame ToDataFrame() => new(
    [
        new Int64DataFrameColumn("Sample", _beats.Select(beat => beat.Sample)),
        new DoubleDataFrameColumn("Time", _beats.Select(beat => beat.Time)),
        new StringDataFrameColumn("Symbol", _beats.Select(beat => beat.Symbol)),
        new BooleanDataFrameColumn("Rejected", _beats.Select(beat => beat.Rejected)),
        .. ProbabilityColumns.Of(Classes, _probabilities),
        .. BeatFrames.RrColumns(_rr),
    ]);
}
