namespace ArrhythmiaVision.Attribution;

/// <summary>What speaks for a class over many beats, all with the R peak at the same sample.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Count">Number of beats.</param>
/// <param name="MeanBeat">The mean beat, <c>[360]</c>.</param>
/// <param name="BeatDeviation">The beats' standard deviation at each sample, <c>[360]</c>; zeros for one beat.</param>
/// <param name="Mean">The mean attribution of each sample, <c>[360]</c>.</param>
/// <param name="StandardDeviation">Its standard deviation over the beats, <c>[360]</c>; zeros for one beat.</param>
/// <param name="SegmentShares">For each segment's name, and for "context", the mean part of the evidence (values above 0) that lies there; a
/// segment that a beat lacks has none. Beats in which nothing speaks for the class are left out.</param>
/// <param name="WithoutEvidence">Beats in which nothing speaks for the class.</param>
public sealed record ClassOverview(
    string ClassName,
    int Count,
    IReadOnlyList<double> MeanBeat,
    IReadOnlyList<double> BeatDeviation,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> StandardDeviation,
    IReadOnlyDictionary<string, double> SegmentShares,
    int WithoutEvidence);
