namespace ArrhythmiaVision.Evaluation;

/// <summary>What a run-by-run comparison of one record gave.</summary>
public sealed class RunComparisonResult
{
    internal RunComparisonResult(RunStatistics ventricular, RunStatistics supraventricular)
    {
        Ventricular = ventricular;
        Supraventricular = supraventricular;
    }

    /// <summary>Runs of ventricular ectopic beats.</summary>
    public RunStatistics Ventricular { get; }

    /// <summary>Runs of supraventricular ectopic beats.</summary>
    public RunStatistics Supraventricular { get; }

    /// <summary>The runs of one kind.</summary>
    /// <param name="kind">The kind.</param>
    public RunStatistics Of(RunKind kind) => kind == RunKind.Ventricular ? Ventricular : Supraventricular;
}
