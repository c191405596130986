using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>The protocols by their names, and what each of them reads and divides.</summary>
internal static class Protocols
{
    /// <summary>The folds of a cross-validation.</summary>
    public const int Folds = 5;

    /// <summary>The protocols that give one model.</summary>
    public static IReadOnlyList<string> OfOneModel { get; } = [.. SplitProtocol.All.Select(protocol => protocol.Name)];

    /// <summary>All protocols.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfOneModel, CrossValidation.Name];

    /// <summary>Whether no patient stands on both sides, so that figures of AAMI's classes and of patients mean something.</summary>
    public static bool IsByPatient(string protocol) => protocol == CrossValidation.Name || protocol == SplitProtocol.InterPatient.Name;

    /// <summary>One line that says how the beats are divided.</summary>
    public static string Describe(string protocol) => protocol == CrossValidation.Name
        ? $"{Folds} folds by patient, alike in their classes, each the test set once; paced records left out"
        : SplitProtocol.Parse(protocol).Description;

    /// <summary>The records of MIT-BIH that a protocol is about; paced ones are left out where patients are divided.</summary>
    public static IReadOnlyList<string> Records(string protocol) => IsByPatient(protocol)
        ? [.. MitBihArrhythmiaDatabase.Records.Except(MitBihArrhythmiaDatabase.Paced)]
        : MitBihArrhythmiaDatabase.Records;

    /// <summary>The records whose beats a protocol's test set may hold.</summary>
    public static IReadOnlyList<string> TestRecords(string protocol) =>
        protocol == SplitProtocol.InterPatient.Name ? MitBihArrhythmiaDatabase.Ds2 : Records(protocol);

    /// <summary>Divides beats: one division, or one for each fold.</summary>
    public static IReadOnlyList<BeatSplit> Split(string protocol, BeatTable beats, int seed) => protocol == CrossValidation.Name
        ? CrossValidation.ByPatient(beats, Folds, seed)
        : [SplitProtocol.Parse(protocol).Split(beats, seed)];
}
