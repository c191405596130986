using System.Text.Json.Serialization;
using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of <c>evaluate</c>, and of <c>train</c>. Shares are from 0 to 1.</summary>
/// <remarks>Of several seeds, figures are means over them, counts are sums, <see cref="Seed"/> is null, and <see cref="Runs"/> has each seed's own.</remarks>
internal sealed record EvaluateJson
{
    public required string Protocol { get; init; }

    public required string ProtocolDescription { get; init; }

    public required string Model { get; init; }

    /// <summary>Where the model comes from: <c>pretrained</c>, <c>file</c> or <c>trained</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Whose scale beats are brought to: <c>beat</c>, each its own, or <c>patient</c>.</summary>
    public required string Scale { get; init; }

    /// <summary>The model's file, where it is in one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }

    public required int? Seed { get; init; }

    public required IReadOnlyList<int> Seeds { get; init; }

    [JsonPropertyName("sizeKB")]
    public required double SizeKilobytes { get; init; }

    public required int Parameters { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required double Accuracy { get; init; }

    public required double MacroF1 { get; init; }

    public required IReadOnlyDictionary<string, ClassFigures> PerClass { get; init; }

    /// <summary>How many beats of a class (row) were taken for a class (column).</summary>
    [JsonConverter(typeof(MatrixConverter))]
    public required long[][] Confusion { get; init; }

    public required LeakageJson Leakage { get; init; }

    /// <summary>Figures in AAMI's classes, where no patient's beats are trained and tested on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, AamiFigures>? Aami { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AamiTotals? AamiTotals { get; init; }

    /// <summary>Each record's figures in AAMI's classes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RecordFigures>? Records { get; init; }

    /// <summary>Figures on the beats that the detector finds, where they were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DetectedJson? Detected { get; init; }

    /// <summary>What leaving out unsure beats comes to; of several seeds in each of <see cref="Runs"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RejectJson? Reject { get; init; }

    /// <summary>How figures differ between seeds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeedSpread? Spread { get; init; }

    /// <summary>Each seed's figures, of several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SeedRun>? Runs { get; init; }
}

/// <summary>How well a class was told from the others.</summary>
internal sealed record ClassFigures(double Precision, double Recall, double F1, long Support);

/// <summary>How well one of AAMI's classes was told from the others, with 95 % intervals over patients.</summary>
internal sealed record AamiFigures(
    double Sensitivity,
    double PositivePredictivity,
    double F1,
    long Support,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AamiIntervals? Intervals)
{
    /// <summary>Takes the figures of classes, means over seeds.</summary>
    /// <param name="runs">Each seed's report, whose first classes are these.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="bootstrap">For intervals; null for none.</param>
    public static Dictionary<string, AamiFigures> Of(IReadOnlyList<ClassificationReport> runs, IReadOnlyList<string> classes, PatientBootstrap? bootstrap)
    {
        return classes.Select((name, c) => (name, Figures: OfClass(c))).ToDictionary(of => of.name, of => of.Figures);

        AamiFigures OfClass(int c)
        {
            List<ClassScore> scores = [.. runs.Select(run => run.PerClass[c])];
            return new AamiFigures(scores.Average(s => s.Recall), scores.Average(s => s.Precision), scores.Average(s => s.F1), scores.Sum(s => s.Support), bootstrap is null ? null : new AamiIntervals(
                IntervalJson.Of(bootstrap.Sensitivity(c)), IntervalJson.Of(bootstrap.PositivePredictivity(c)), IntervalJson.Of(bootstrap.F1(c))));
        }
    }
}

/// <summary>Intervals of a class's figures; null where no resample defines one.</summary>
internal sealed record AamiIntervals(IntervalJson? Sensitivity, IntervalJson? PositivePredictivity, IntervalJson? F1);

/// <summary>A confidence interval.</summary>
internal sealed record IntervalJson(double Lower, double Upper, double Level, int Resamples)
{
    public static IntervalJson? Of(ConfidenceInterval? interval) => interval is null ? null : new(interval.Lower, interval.Upper, interval.Level, interval.Resamples);
}

/// <summary>Figures over AAMI's classes together.</summary>
/// <param name="Classes">The classes, in the order of the confusion.</param>
/// <param name="Beats">Beats of the four classes.</param>
/// <param name="Unclassifiable">Beats of AAMI class Q, counted and not predicted.</param>
/// <param name="Accuracy">The share classified rightly.</param>
/// <param name="AccuracyInterval">Its interval over patients; of one seed only.</param>
/// <param name="MacroF1">The mean of the classes' F1.</param>
/// <param name="Patients">The patients that intervals draw from.</param>
/// <param name="Confusion">How many beats of a class (row) were taken for a class (column).</param>
internal sealed record AamiTotals(
    IReadOnlyList<string> Classes,
    long Beats,
    long Unclassifiable,
    double Accuracy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IntervalJson? AccuracyInterval,
    double MacroF1,
    int Patients,
    [property: JsonConverter(typeof(MatrixConverter))] long[][] Confusion);

/// <summary>A record's figures in AAMI's classes.</summary>
internal sealed record RecordFigures(
    string Record,
    long Beats,
    double Accuracy,
    IReadOnlyDictionary<string, AamiFigures> Aami,
    [property: JsonConverter(typeof(MatrixConverter))] long[][] Confusion);

/// <summary>What the test set shares with the training set; over all folds of a cross-validation and all seeds.</summary>
internal sealed record LeakageJson(bool Clean, long TestBeats, long CopiedBeats, long? EqualBeats, int? TestPatients, IReadOnlyList<string>? SharedPatients)
{
    /// <summary>Puts audits together.</summary>
    /// <param name="runs">Those of every seed: one, or one for each fold.</param>
    public static LeakageJson Of(IReadOnlyList<IReadOnlyList<LeakageAudit>> runs)
    {
        LeakageAudit[] audits = [.. runs.SelectMany(folds => folds)];
        return new LeakageJson(
            audits.All(audit => audit.IsClean),
            audits.Sum(audit => (long)audit.TestBeats),
            audits.Sum(audit => (long)audit.CopiedBeats),
            audits.Any(audit => audit.EqualBeats is null) ? null : audits.Sum(audit => (long)audit.EqualBeats!),
            // Folds have patients of their own, seeds the same ones.
            audits.Any(audit => audit.TestPatients is null) ? null : runs.Max(folds => folds.Sum(audit => audit.TestPatients!.Value)),
            audits.Any(audit => audit.SharedPatients is null) ? null : [.. audits.SelectMany(audit => audit.SharedPatients!).Distinct().Order(StringComparer.Ordinal)]);
    }
}

/// <summary>The standard deviation between seeds, and the least and the greatest.</summary>
internal sealed record SeedSpread(SpreadOf Accuracy, SpreadOf MacroF1);

/// <summary>How one figure differs between seeds.</summary>
internal sealed record SpreadOf(double StandardDeviation, double Least, double Greatest);

/// <summary>One seed of several.</summary>
internal sealed record SeedRun(
    int Seed,
    double Accuracy,
    double MacroF1,
    IReadOnlyDictionary<string, ClassFigures> PerClass,
    [property: JsonConverter(typeof(MatrixConverter))] long[][] Confusion,
    LeakageJson Leakage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, AamiFigures>? Aami,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DetectedJson? Detected,
    RejectJson Reject);
