namespace ArrhythmiaVision.Analysis;

/// <summary>The probabilities below which beats are put into no class (<see cref="AnalysisOptions.RejectBelow"/>): one for all classes, or one for each.</summary>
public static class RejectLimits
{
    /// <summary>The probability that a class must have.</summary>
    /// <param name="limits">One for all classes, or one for each.</param>
    /// <param name="classIndex">The class's place among the model's.</param>
    public static double Of(IReadOnlyList<double> limits, int classIndex)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return limits[limits.Count == 1 ? 0 : classIndex];
    }

    /// <summary>The probabilities as text, to three digits: <c>0.8</c>, or <c>N 0.891, S 0.44</c>.</summary>
    /// <param name="limits">One for all classes, or one for each.</param>
    /// <param name="classes">The model's classes.</param>
    public static string Describe(IReadOnlyList<double> limits, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(classes);
        return limits.Count == 1 ? Invariant($"{limits[0]:0.###}") : string.Join(", ", limits.Zip(classes, (limit, name) => Invariant($"{name} {limit:0.###}")));
    }
}
