using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using Microsoft.Data.Analysis;

namespace ArrhythmiaVision.DataFrames;

/// <summary>Sets of beats as data frames.</summary>
public static class BeatFrames
{
    /// <summary>The beats, a row each.</summary>
    /// <param name="beats">The beats.</param>
    /// <returns>
    /// <c>Record</c>, <c>Sample</c> (the R peak), <c>Symbol</c> (null where no annotator said anything), <c>PreviousRR</c> and <c>NextRR</c> (s), <c>RRToMedian</c>,
    /// <c>RRToLocalMean</c>; an interval that is not there is null.
    /// </returns>
    public static DataFrame ToDataFrame(this BeatSet beats)
    {
        ArgumentNullException.ThrowIfNull(beats);
        return new DataFrame(
        [
            new StringDataFrameColumn("Record", beats.Records),
            new Int64DataFrameColumn("Sample", beats.SampleNumbers),
            new StringDataFrameColumn("Symbol", beats.Codes.Select(Symbol)),
            .. RrColumns(beats.Rr),
        ]);
    }

    /// <summary>The beats and what a network makes of them, a row each.</summary>
    /// <param name="beats">The beats, normalised as the network's card says.</param>
    /// <param name="model">The network.</param>
    /// <returns>The columns of <see cref="ToDataFrame(BeatSet)"/>, <c>Predicted</c> (the most probable class) and for each class its probability, <c>P(N)</c>, …</returns>
    /// <exception cref="ArgumentException">The network takes context that beats are not measured for.</exception>
    public static DataFrame ToDataFrame(this BeatSet beats, ArrhythmiNetModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var frame = beats.ToDataFrame();
        var classes = model.Classes;
        var probabilities = new float[beats.Count * classes.Count];
        var context = beats.ContextOf([.. Enumerable.Range(0, beats.Count)], model.ContextNames);
        model.Score(beats.Samples.Span, context is null ? [] : context.Values, probabilities, threads: 0);
        foreach (var column in ProbabilityColumns.Of(classes, [.. probabilities.Chunk(classes.Count)])) frame.Columns.Add(column);
        return frame;
    }

    internal static string? Symbol(AnnotationCode code) => code == AnnotationCode.None ? null : code.Symbol;

    internal static IEnumerable<DataFrameColumn> RrColumns(IReadOnlyList<RrFeatures> rr) =>
    [
        new SingleDataFrameColumn("PreviousRR", rr.Select(beat => Present(beat.Previous))),
        new SingleDataFrameColumn("NextRR", rr.Select(beat => Present(beat.Next))),
        new SingleDataFrameColumn("RRToMedian", rr.Select(beat => Present(beat.RatioToMedian))),
        new SingleDataFrameColumn("RRToLocalMean", rr.Select(beat => Present(beat.RatioToLocalMean))),
    ];

    private static float? Present(float value) => float.IsFinite(value) ? value : null;
}
