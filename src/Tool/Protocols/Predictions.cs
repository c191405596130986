using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>What a model says of beats.</summary>
/// <param name="Classes">The most probable class of each.</param>
/// <param name="Confidences">How probable that class is.</param>
internal readonly record struct Predictions(int[] Classes, float[] Confidences)
{
    /// <summary>How many beats.</summary>
    public int Count => Classes.Length;

    /// <summary>Puts the beats of several together.</summary>
    public static Predictions Of(IEnumerable<Predictions> parts) => new([.. parts.SelectMany(part => part.Classes)], [.. parts.SelectMany(part => part.Confidences)]);

    /// <summary>Whether each beat's class is as probable as a threshold asks for.</summary>
    /// <param name="thresholds">One for all classes, or one for each.</param>
    public bool[] Kept(IReadOnlyList<double> thresholds) =>
        [.. Classes.Zip(Confidences, (predicted, confidence) => confidence >= RejectLimits.Of(thresholds, predicted))];
}
