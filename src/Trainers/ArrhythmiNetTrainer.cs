using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using Microsoft.ML;

namespace ArrhythmiaVision.Trainers;

/// <summary>
/// Trains ArrhythmiNet V1 or V2 (arXiv 2505.03787), small 1-D convolutional networks, to tell the classes of
/// heartbeats. Made by <see cref="ArrhythmiNetCatalog"/>.
/// </summary>
/// <remarks>
/// <para>
/// The features are vectors of 360 <see cref="float"/>: one second at 360 Hz, 180 samples before the R peak and 180
/// from it on, normalised. The label is a key whose values are the classes' names, as BeatSegment and
/// MapValueToKey(keyData) make it; a key without values gives the classes "0", "1" and so on. Rows whose label is
/// missing are skipped and counted in <see cref="ArrhythmiNetTransformer.Training"/>. With <see cref="Options.ContextColumnName"/> the network takes
/// further values with each beat, such as ratios of its RR intervals.
/// </para>
/// <para>
/// Added are PredictedLabel, a key with the label's key values, and Score, a vector of one probability a class, whose
/// slots are named by the classes.
/// </para>
/// </remarks>
public sealed partial class ArrhythmiNetTrainer : IEstimator<ArrhythmiNetTransformer>
{
    private readonly Options _options;

    internal ArrhythmiNetTrainer(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Copy();
        _options.Check();
    }

    /// <summary>Checks the columns the trainer needs and says which its transformer adds.</summary>
    /// <param name="inputSchema">The shape of the view to train on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label, the feature or the context column is missing, or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ScoreColumns.CheckFeatures(inputSchema, _options.FeatureColumnName);
        if (_options.ContextColumnName is { } contextName)
            ContextSource.Check(inputSchema, contextName);
        LabelClasses.Check(inputSchema, _options.LabelColumnName);
        return SchemaShapes.Add(inputSchema, ScoreColumns.Sample);
    }

    /// <summary>Trains a network on a view.</summary>
    /// <param name="input">The view; read once.</param>
    /// <returns>The trained network, ready to score.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or an option is out of range.</exception>
    /// <exception cref="ArgumentException">A class has no rows to train on, or the classes are not those of a teacher, of the model to start from or of the validation view.</exception>
    /// <exception cref="InvalidDataException">A beat has NaN or infinite samples or another length than 360, or the checkpoint is damaged or of another run.</exception>
    /// <exception cref="OperationCanceledException"><see cref="Options.CancellationToken"/> was cancelled.</exception>
    public ArrhythmiNetTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var classes = LabelClasses.OfTraining(input.Schema, _options.LabelColumnName);
        if (_options.WarmStart is { } warmStart)
            LabelClasses.CheckSame(classes, _options.LabelColumnName, warmStart.Classes, "the model to start from");

        foreach (var teacher in _options.Teachers)
            LabelClasses.CheckSame(classes, _options.LabelColumnName, teacher.Classes, "a teacher");

        IReadOnlyList<string> contextNames = [];
        ContextSource? context = null;
        if (_options.ContextColumnName is { } contextName)
            context = ContextSource.ForTraining(input.Schema, contextName, _options.ContextNames, out contextNames);
        var data = Read(input, classes, context, contextNames);
        var result = ArrhythmiNetTraining.Train(data.Training, data.Validation, _options.ToTrainingOptions(), _options.Progress, _options.CancellationToken);
        var summary = new ArrhythmiNetTrainingSummary(
            data.RowsRead, data.RowsWithoutLabel, data.RowsPerClass, data.Training.Count, data.Validation?.Count ?? 0,
            result.ModelEpoch, result.StoppedEarly, result.ResumedAfterEpoch, result.Elapsed, result.History);
        return new ArrhythmiNetTransformer(result.Model, _options.FeatureColumnName, _options.LabelColumnName, context, _options.Threads, summary);
    }

    // Reads the view, sets rows aside for validation, and only then balances: the order keeps copies of a row on one side.
    private TrainingData Read(IDataView input, IReadOnlyList<string> classes, ContextSource? context, IReadOnlyList<string> contextNames)
    {
        var rows = ReadRows(input, _options.ValidationGroupColumnName, context, "training");
        int[] training = [.. Enumerable.Range(0, rows.Count)];
        BeatDataset? validation = null;
        if (_options.ValidationData is { } view)
        {
            LabelClasses.CheckSame(classes, _options.LabelColumnName, LabelClasses.OfTraining(view.Schema, _options.LabelColumnName), "the validation view");
            var beside = context is null ? null : ContextSource.ForScoring(view.Schema, context.ColumnName, contextNames, context);
            validation = ReadRows(view, null, beside, "validation").ToDataset();
        }
        else if (_options.ValidationFraction > 0)
        {
            (training, int[] aside) = SetAside(rows);
            validation = rows.ToDataset(aside);
        }
        if (validation is { Count: 0 })
            throw new ArgumentException("No row is left to validate on. Set aside a larger share, or give a validation view with labelled rows.");

        int[] counts = rows.CountPerClass(training);
        CheckNoClassEmpty(classes, counts);
        if (_options.Balance is { } balance)
            training = Balance(rows, training, classes, balance);
        bool isAll = _options.Balance is null && training.Length == rows.Count;
        return new TrainingData(isAll ? rows.ToDataset() : rows.ToDataset(training), validation, counts, rows.RowsRead, rows.RowsWithoutLabel);

        BeatRows ReadRows(IDataView from, string? groupName, ContextSource? contextOfView, string whichView) => BeatRows.Read(
            from, _options.FeatureColumnName, _options.LabelColumnName, groupName, contextOfView, contextNames, classes, whichView, _options.CancellationToken);
    }

    private (int[] Training, int[] Validation) SetAside(BeatRows rows)
    {
        if (_options.ValidationGroupColumnName is not { } groupName)
            return ValidationSplit.ByClass(rows.Labels, _options.ValidationFraction, _options.Seed);
        if (rows.GroupCount < 2)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Group column '{groupName}' has {rows.GroupCount} different values in the labelled rows; at least 2 are needed to set whole groups aside for validation."));
        return ValidationSplit.ByGroup(rows.Groups, _options.ValidationFraction, _options.Seed);
    }

    private int[] Balance(BeatRows rows, int[] training, IReadOnlyList<string> classes, BalanceTarget balance)
    {
        int[] labels = Array.ConvertAll(training, row => rows.Labels[row]);
        return Array.ConvertAll(ClassBalancing.Choose(labels, classes, balance.RowsPerClass, _options.Seed), index => training[index]);
    }

    private void CheckNoClassEmpty(IReadOnlyList<string> classes, int[] counts)
    {
        int empty = Array.IndexOf(counts, 0);
        if (empty < 0) return;
        string all = string.Join(", ", classes.Select((name, c) => string.Create(CultureInfo.InvariantCulture, $"{name} {counts[c]}")));
        throw new ArgumentException($"Class '{classes[empty]}' of label column '{_options.LabelColumnName}' has no rows to train on (rows a class: {all}). Leave the class out of the label scheme, or add recordings that have it.");
    }

    private sealed record TrainingData(BeatDataset Training, BeatDataset? Validation, int[] RowsPerClass, long RowsRead, long RowsWithoutLabel);
}
