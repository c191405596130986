using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Trainers;

/// <summary>What a network was trained on, and how training went.</summary>
/// <param name="RowsRead">Rows of the training view.</param>
/// <param name="RowsWithoutLabel">Rows whose label was missing: skipped.</param>
/// <param name="RowsPerClass">Training rows of each class, validation rows set aside, before balancing; in the order of the classes.</param>
/// <param name="TrainingRows">Rows trained on, after balancing; a row that was copied counts each time.</param>
/// <param name="ValidationRows">Rows validated on; 0 if there was no validation.</param>
/// <param name="ModelEpoch">The epoch the network is from, from 1.</param>
/// <param name="StoppedEarly">Whether training ended before its last epoch because validation no longer improved.</param>
/// <param name="ResumedAfterEpoch">The epoch after which a checkpoint was taken up; 0 if training began afresh.</param>
/// <param name="Elapsed">Time training took, without that before a checkpoint.</param>
/// <param name="History">Every epoch, in order.</param>
public sealed record ArrhythmiNetTrainingSummary(
    long RowsRead,
    long RowsWithoutLabel,
    IReadOnlyList<int> RowsPerClass,
    int TrainingRows,
    int ValidationRows,
    int ModelEpoch,
    bool StoppedEarly,
    int ResumedAfterEpoch,
    TimeSpan Elapsed,
    IReadOnlyList<EpochRecord> History);
