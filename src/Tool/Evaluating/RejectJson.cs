namespace ArrhythmiaVision.Tool;

/// <summary>The reject option's figures on a test set.</summary>
/// <param name="AtCard">What the thresholds on the model's card give; null where none were calibrated.</param>
/// <param name="Beats">Test beats of the model's classes.</param>
/// <param name="OtherBeats">Test beats of none of them.</param>
/// <param name="Area">The area under the curve of the beats of the model's classes: the risk averaged over coverages.</param>
/// <param name="AreaWithOthers">The same with the beats of other classes among them.</param>
/// <param name="Points">The curve, at thresholds that keep every percent of the beats of the model's classes.</param>
internal sealed record RejectJson(RejectPoint? AtCard, int Beats, int OtherBeats, double Area, double AreaWithOthers, IReadOnlyList<RejectPoint> Points)
{
    private const int Steps = 100;

    public static RejectJson Of(RejectFigures figures, IReadOnlyList<double>? card) => new(
        card is null ? null : figures.At(card),
        figures.Known.Count,
        figures.Others.Count,
        figures.Curve.Area,
        figures.AreaWithOthers,
        [.. Enumerable.Range(0, Steps).Select(step => figures.Curve.AtCoverage((Steps - step) / (double)Steps).Threshold).Distinct().Select(threshold => figures.At([threshold]))]);
}
