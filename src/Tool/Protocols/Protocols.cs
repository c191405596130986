using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>The protocols by their names, and what each of them reads and divides.</summary>
internal static class Protocols
{
    /// <summary>The folds of a cross-validation.</summary>
    public const int Folds = 8;

    /// <summary>The protocols that give one model.</summary>
    public static IReadOnlyList<string> OfOneModel { get; } = [.. SplitProtocol.All.Select(protocol => protocol.Name)];

    /// <summary>The protocol of the models for patients that they have not seen.</summary>
    public static string OfOtherPatients { get; } = SplitProtocol.InterPatient.Name;

    /// <summary>Cross-validation inside DS1 alone: what models for <c>inter-patient</c> are chosen by, so that DS2 is left for the final figure.</summary>
    public const string CrossValidationInDs1 = CrossValidation.Name + "-ds1";

    /// <summary>All protocols.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfOneModel, CrossValidation.Name, CrossValidationInDs1];

    /// <summary>Whether no patient stands on both sides, so that figures of AAMI's classes and of patients mean something.</summary>
    public static bool IsByPatient(string protocol) => IsCrossValidation(protocol) || protocol == SplitProtocol.InterPatient.Name;

    /// <summary>Whether a model is trained for each fold.</summary>
    public static bool IsCrossValidation(string protocol) => protocol is CrossValidation.Name or CrossValidationInDs1;

    /// <summary>One line that says how the beats are divided.</summary>
    public static string Describe(string protocol) => IsCrossValidation(protocol)
        ? $"{Folds} folds by patient, alike in their classes, each the test set once; {(protocol == CrossValidationInDs1 ? "records of DS1 alone" : "paced records left out")}"
        : SplitProtocol.Parse(protocol).Description;

    /// <summary>The records of MIT-BIH that a protocol is about; paced ones are left out where patients are divided.</summary>
    public static IReadOnlyList<string> Records(string protocol) => protocol == CrossValidationInDs1 ? MitBihArrhythmiaDatabase.Ds1 : IsByPatient(protocol)
        ? [.. MitBihArrhythmiaDatabase.Records.Except(MitBihArrhythmiaDatabase.Paced)]
        : MitBihArrhythmiaDatabase.Records;

    /// <summary>The records whose beats a protocol's test set may hold.</summary>
    public static IReadOnlyList<string> TestRecords(string protocol) =>
        protocol == SplitProtocol.InterPatient.Name ? MitBihArrhythmiaDatabase.Ds2 : Records(protocol);

    /// <summary>Divides beats: one division, or one for each fold.</summary>
    public static IReadOnlyList<BeatSplit> Split(string protocol, BeatTable beats, int seed) => IsCrossValidation(protocol)
        ? CrossValidation.ByPatient(beats, Folds, seed)
        : [SplitProtocol.Parse(protocol).Split(beats, seed)];
}
