using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>What comes of putting unsure beats into no class: among beats of the model's classes, and with beats of none of them, which are wrong wherever they are kept.</summary>
internal sealed class RejectFigures
{
    /// <summary>Takes beats.</summary>
    /// <param name="known">Those of the model's classes.</param>
    /// <param name="right">Whether the model is right about each of them.</param>
    /// <param name="others">Those of none of its classes.</param>
    public RejectFigures(Predictions known, bool[] right, Predictions others)
    {
        Known = known;
        Right = right;
        Others = others;
        Curve = RiskCoverage.Of(known.Confidences, right);
        AreaWithOthers = RiskCoverage.Of([.. known.Confidences, .. others.Confidences], [.. right, .. new bool[others.Count]]).Area;
    }

    /// <summary>Puts the figures of several divisions together.</summary>
    public static RejectFigures Of(IReadOnlyList<RejectFigures> parts) => parts.Count == 1 ? parts[0] : new RejectFigures(
        Predictions.Of(parts.Select(part => part.Known)), [.. parts.SelectMany(part => part.Right)], Predictions.Of(parts.Select(part => part.Others)));

    /// <summary>What the model says of beats of its classes.</summary>
    public Predictions Known { get; }

    /// <summary>Whether it is right about each of them.</summary>
    public bool[] Right { get; }

    /// <summary>What it says of beats of none of its classes.</summary>
    public Predictions Others { get; }

    /// <summary>Risk and coverage of the beats of the model's classes, by one threshold for all classes.</summary>
    public RiskCoverage Curve { get; }

    /// <summary>The area under the curve that has the beats of other classes among them.</summary>
    public double AreaWithOthers { get; }

    /// <summary>What thresholds give.</summary>
    /// <param name="thresholds">One for all classes, or one for each.</param>
    public RejectPoint At(IReadOnlyList<double> thresholds)
    {
        var kept = Known.Kept(thresholds);
        int known = kept.Count(keeps => keeps), right = kept.Zip(Right, (keeps, isRight) => keeps && isRight).Count(both => both), others = Others.Kept(thresholds).Count(keeps => keeps);
        return new RejectPoint(thresholds, known / (double)kept.Length, Risk(known), (known + others) / (double)(kept.Length + Others.Count), Risk(known + others),
            Others.Count == 0 ? null : (Others.Count - others) / (double)Others.Count);

        double? Risk(int all) => all == 0 ? null : (all - right) / (double)all;
    }
}

/// <summary>What thresholds give. Risks are null where no beat is kept.</summary>
/// <param name="RejectBelow">One for all classes, or one for each: beats whose most probable class is as probable are kept.</param>
/// <param name="Coverage">The share of the beats of the model's classes that is kept.</param>
/// <param name="Risk">The share of these that is wrong.</param>
/// <param name="CoverageWithOthers">The share of all beats that is kept.</param>
/// <param name="RiskWithOthers">The share of these that is wrong, beats of other classes being so.</param>
/// <param name="OthersRejected">The share of the beats of other classes that is put into no class; null where there are none.</param>
internal sealed record RejectPoint(IReadOnlyList<double> RejectBelow, double Coverage, double? Risk, double CoverageWithOthers, double? RiskWithOthers, double? OthersRejected);
