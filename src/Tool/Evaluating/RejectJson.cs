namespace ArrhythmiaVision.Tool;

/// <summary>The reject option's figures on a test set.</summary>
/// <param name="Threshold">The threshold on the model's card; null where none was calibrated.</param>
/// <param name="AtThreshold">What it gives.</param>
/// <param name="Beats">Test beats of the model's classes.</param>
/// <param name="OtherBeats">Test beats of none of them.</param>
/// <param name="Area">The area under the curve of the beats of the model's classes: the risk averaged over coverages.</param>
/// <param name="AreaWithOthers">The same with the beats of other classes among them.</param>
/// <param name="Points">The curve, at thresholds that keep every percent of the beats of the model's classes.</param>
internal sealed record RejectJson(double? Threshold, RejectPoint? AtThreshold, int Beats, int OtherBeats, double Area, double AreaWithOthers, IReadOnlyList<RejectPoint> Points)
{
    private const int Steps = 100;

    public static RejectJson Of(RejectFigures figures, double? threshold) => new(
        threshold,
        threshold is { } at ? figures.At(at) : null,
        figures.Confidences.Length,
        figures.Others.Length,
        figures.Known.Area,
        figures.All.Area,
        [.. Enumerable.Range(0, Steps).Select(step => figures.Known.AtCoverage((Steps - step) / (double)Steps).Threshold).Distinct().Select(point => figures.At(point))]);
}
