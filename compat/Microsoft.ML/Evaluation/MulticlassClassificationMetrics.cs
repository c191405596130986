namespace Microsoft.ML.Data;

/// <summary>How well a multiclass model did on a view.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(MulticlassCounts counts, IReadOnlyList<ReadOnlyMemory<char>> classNames, int topKPredictionCount)
    {
        MicroAccuracy = counts.MicroAccuracy;
        MacroAccuracy = counts.MacroAccuracy;
        LogLoss = counts.LogLoss;
        LogLossReduction = counts.LogLossReduction;
        PerClassLogLoss = counts.PerClassLogLoss();
        TopKPredictionCount = topKPredictionCount;
        TopKAccuracyForAllK = topKPredictionCount > 0 ? counts.TopKAccuracies(topKPredictionCount) : null!;
        ConfusionMatrix = new ConfusionMatrix(counts.Confusion, classNames);
    }

    /// <summary>The share of rows whose class was predicted.</summary>
    public double MicroAccuracy { get; }

    /// <summary>The mean over the classes that occur of each one's share of rows predicted.</summary>
    public double MacroAccuracy { get; }

    /// <summary>The mean of minus the natural logarithm of the true class's score.</summary>
    public double LogLoss { get; }

    /// <summary>By what share the log-loss is less than that of always giving each class its frequency.</summary>
    public double LogLossReduction { get; }

    /// <summary>The share of rows whose class is among the K best scores; 0 where K is 0.</summary>
    public double TopKAccuracy => TopKAccuracyForAllK is { Count: > 0 } all ? all[^1] : 0;

    public int TopKPredictionCount { get; }

    /// <summary><see cref="TopKAccuracy"/> for 1, 2, … K; null where K is 0.</summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }

    public IReadOnlyList<double> PerClassLogLoss { get; }

    public ConfusionMatrix ConfusionMatrix { get; }
}
