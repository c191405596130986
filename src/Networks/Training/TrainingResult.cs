namespace ArrhythmiaVision.Networks;

/// <summary>A trained network and how it came about.</summary>
public sealed class TrainingResult
{
    internal TrainingResult(ArrhythmiNetModel model, IReadOnlyList<EpochRecord> history, int modelEpoch, bool stoppedEarly, int resumedAfterEpoch, TimeSpan elapsed)
    {
        Model = model;
        History = history;
        ModelEpoch = modelEpoch;
        StoppedEarly = stoppedEarly;
        ResumedAfterEpoch = resumedAfterEpoch;
        Elapsed = elapsed;
    }

    /// <summary>The trained network.</summary>
    public ArrhythmiNetModel Model { get; }

    /// <summary>Every epoch, in order; those before a resumed checkpoint too.</summary>
    public IReadOnlyList<EpochRecord> History { get; }

    /// <summary>The epoch <see cref="Model"/> is from, from 1: the best one if it was restored, else the last.</summary>
    public int ModelEpoch { get; }

    /// <summary>True if training ended before the last epoch because validation no longer improved.</summary>
    public bool StoppedEarly { get; }

    /// <summary>The epoch after which a checkpoint was taken up; 0 if the run began afresh.</summary>
    public int ResumedAfterEpoch { get; }

    /// <summary>Time this run took, without that before a checkpoint.</summary>
    public TimeSpan Elapsed { get; }
}
