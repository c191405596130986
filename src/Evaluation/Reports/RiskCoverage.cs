using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// What rejecting unsure beats gains: for every threshold, the share of beats that are kept and the share of these that are wrong.
/// </summary>
/// <remarks>
/// A beat is kept where its confidence is at least the threshold. A beat of none of the model's classes is wrong wherever it is kept.
/// R. El-Yaniv and Y. Wiener, On the Foundations of Noise-free Selective Classification, JMLR 11:1605-1641, 2010.
/// </remarks>
public sealed class RiskCoverage
{
    private RiskCoverage(IReadOnlyList<RiskCoveragePoint> points, int beats)
    {
        Points = points;
        Beats = beats;
    }

    /// <summary>A point for each different confidence, from the lowest threshold, which keeps every beat, to the highest.</summary>
    public IReadOnlyList<RiskCoveragePoint> Points { get; }

    /// <summary>How many beats were examined.</summary>
    public int Beats { get; }

    /// <summary>
    /// The risk averaged over coverages: the mean of the risk as beats are kept one by one, the surest first; beats of equal confidence in any
    /// order, on average. Lower is better; without any skill in the confidences it is the error rate.
    /// </summary>
    public double Area { get; private init; }

    /// <summary>Examines beats.</summary>
    /// <param name="confidences">How sure the model is of each beat: its most probable class's probability.</param>
    /// <param name="right">Whether that class is the beat's.</param>
    /// <exception cref="ArgumentException">There is no beat, the spans differ in length, or a confidence is no number.</exception>
    public static RiskCoverage Of(ReadOnlySpan<float> confidences, ReadOnlySpan<bool> right)
    {
        if (confidences.Length != right.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {confidences.Length} confidences but {right.Length} outcomes."), nameof(right));
        if (confidences.IsEmpty)
            throw new ArgumentException("There are no beats to examine.", nameof(confidences));
        var beats = new (float Confidence, bool Right)[confidences.Length];
        for (int i = 0; i < beats.Length; i++)
        {
            if (float.IsNaN(confidences[i]))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The confidence of beat {i} is no number."), nameof(confidences));
            beats[i] = (confidences[i], right[i]);
        }

        Array.Sort(beats, (a, b) => b.Confidence.CompareTo(a.Confidence));
        var points = new List<RiskCoveragePoint>();
        int kept = 0, wrong = 0;
        double area = 0;
        while (kept < beats.Length)
        {
            float threshold = beats[kept].Confidence;
            int equals = 0, equalsWrong = 0;
            for (; kept + equals < beats.Length && beats[kept + equals].Confidence == threshold; equals++)
            {
                if (!beats[kept + equals].Right)
                    equalsWrong++;
            }
            for (int i = 1; i <= equals; i++)
                area += (wrong + ((double)equalsWrong * i / equals)) / (kept + i);
            kept += equals;
            wrong += equalsWrong;
            points.Add(new RiskCoveragePoint(threshold, (double)kept / beats.Length, (double)wrong / kept));
        }
        points.Reverse();
        return new RiskCoverage(points, beats.Length) { Area = area / beats.Length };
    }

    /// <summary>The point that keeps the most beats with no more than a given share of them wrong; null where no threshold does so.</summary>
    /// <param name="risk">The largest share of the kept beats that may be wrong.</param>
    public RiskCoveragePoint? AtRisk(double risk)
    {
        foreach (var point in Points)
        {
            if (point.Risk <= risk)
                return point;
        }
        return null;
    }

    /// <summary>The highest threshold that keeps at least a given share of the beats.</summary>
    /// <param name="coverage">The share, at most 1.</param>
    public RiskCoveragePoint AtCoverage(double coverage)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(coverage, 1);
        var best = Points[0];
        foreach (var point in Points)
        {
            if (point.Coverage >= coverage)
                best = point;
        }
        return best;
    }
}

/// <summary>What one threshold gives.</summary>
/// <param name="Threshold">Beats of this confidence or more are kept.</param>
/// <param name="Coverage">The share of all beats that is kept.</param>
/// <param name="Risk">The share of the kept beats that is wrong.</param>
public readonly record struct RiskCoveragePoint(float Threshold, double Coverage, double Risk);
