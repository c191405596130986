using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>What comes of putting unsure beats into no class: among beats of the model's classes, and with beats of none of them, which are wrong wherever they are kept.</summary>
internal sealed class RejectFigures
{
    /// <summary>Takes beats.</summary>
    /// <param name="confidences">How sure the model is of each beat of its classes.</param>
    /// <param name="right">Whether it is right.</param>
    /// <param name="others">How sure it is of each beat of none of its classes.</param>
    public RejectFigures(float[] confidences, bool[] right, float[] others)
    {
        Confidences = confidences;
        Right = right;
        Others = others;
        Known = RiskCoverage.Of(confidences, right);
        All = RiskCoverage.Of([.. confidences, .. others], [.. right, .. new bool[others.Length]]);
    }

    /// <summary>Puts the figures of several divisions together.</summary>
    public static RejectFigures Of(IReadOnlyList<RejectFigures> parts) => parts.Count == 1 ? parts[0] : new RejectFigures(
        [.. parts.SelectMany(part => part.Confidences)], [.. parts.SelectMany(part => part.Right)], [.. parts.SelectMany(part => part.Others)]);

    /// <summary>How sure the model is of each beat of its classes.</summary>
    public float[] Confidences { get; }

    /// <summary>Whether it is right.</summary>
    public bool[] Right { get; }

    /// <summary>How sure it is of each beat of none of its classes.</summary>
    public float[] Others { get; }

    /// <summary>The curve over the beats of the model's classes.</summary>
    public RiskCoverage Known { get; }

    /// <summary>The curve with the beats of other classes among them.</summary>
    public RiskCoverage All { get; }

    /// <summary>What a threshold gives.</summary>
    public RejectPoint At(double threshold)
    {
        var (known, all) = (Of(Known), Of(All));
        return new RejectPoint(threshold, known.Coverage, known.Risk, all.Coverage, all.Risk,
            Others.Length == 0 ? null : Others.Count(confidence => confidence < threshold) / (double)Others.Length);

        // Points stand at the confidences that there are: the first from the threshold on keeps the same beats.
        (double Coverage, double? Risk) Of(RiskCoverage curve)
        {
            foreach (var point in curve.Points)
            {
                if (point.Threshold >= threshold)
                    return (point.Coverage, point.Risk);
            }

            return (0, null);
        }
    }
}

/// <summary>What a threshold gives. Risks are null where no beat is kept.</summary>
/// <param name="Threshold">Beats of this confidence or more are kept.</param>
/// <param name="Coverage">The share of the beats of the model's classes that is kept.</param>
/// <param name="Risk">The share of these that is wrong.</param>
/// <param name="CoverageWithOthers">The share of all beats that is kept.</param>
/// <param name="RiskWithOthers">The share of these that is wrong, beats of other classes being so.</param>
/// <param name="OthersRejected">The share of the beats of other classes that is put into no class; null where there are none.</param>
internal sealed record RejectPoint(double Threshold, double Coverage, double? Risk, double CoverageWithOthers, double? RiskWithOthers, double? OthersRejected);
