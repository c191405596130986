using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;

namespace ArrhythmiaVision.Explainability;

/// <summary>What the estimators of this library share: the columns of the view they are fitted on, and its background beats.</summary>
/// <param name="Settings">What is known without a view.</param>
/// <param name="FeatureColumnName">The beats.</param>
/// <param name="ContextColumnName">What the network takes with them; null where it takes nothing.</param>
/// <param name="Background">What beats are held against; null where nothing needs it.</param>
/// <param name="BeatsPerClass">Background beats of each class.</param>
/// <param name="LabelColumnName">The label that says which class a row is of.</param>
internal sealed record ExplainerFitting(ExplainerSettings Settings, string FeatureColumnName, string? ContextColumnName, BackgroundBeats? Background, int BeatsPerClass, string LabelColumnName)
{
    private bool ReadsRows => Background is BackgroundBeats.ClassBalanced or BackgroundBeats.MeanBeat;

    /// <summary>Checks what does not need a view.</summary>
    /// <exception cref="ArgumentException">Options contradict each other, are out of range, or name what the network has not.</exception>
    public ExplainerFitting Checked()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        if (Background is { } background && !Enum.IsDefined(background))
            throw new ArgumentOutOfRangeException(nameof(Background), background, $"There is no such background; there are {string.Join(", ", Enum.GetNames<BackgroundBeats>())}.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BeatsPerClass);
        Settings.Check();
        return this;
    }

    /// <summary>Checks the columns that are needed and says which are added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ScoreColumns.CheckFeatures(inputSchema, FeatureColumnName);
        if (ContextColumnName is not null)
            ContextSource.Check(inputSchema, ContextColumnName);
        if (ReadsRows)
            LabelClasses.Check(inputSchema, LabelColumnName);
        return SchemaShapes.Add(inputSchema, [.. ExplainedColumns.Of(Settings).Select(column => column.Column)]);
    }

    /// <summary>Binds the settings to a view, and takes the background from it where it is to come from there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="ArgumentException">The label's classes are not the network's, or no row has a label.</exception>
    /// <exception cref="InvalidDataException">A background beat has another length than 360, or it or its context is not finite.</exception>
    public ExplainerSettings Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var network = Settings.Network;
        ScoreColumns.FindFeatures(input.Schema, FeatureColumnName);
        var context = ContextColumnName is null ? null : ContextSource.ForScoring(input.Schema, ContextColumnName, network.Model.ContextNames, network.Context);
        return Settings with
        {
            Network = new ArrhythmiNetTransformer(network.Model, FeatureColumnName, LabelColumnName, context, network.Threads, network.Training),
            Baseline = Background is { } background ? CreateBaseline(background, input, context) : null,
        };
    }

    private Baseline CreateBaseline(BackgroundBeats background, IDataView input, ContextSource? context)
    {
        var model = Settings.Model;
        if (background == BackgroundBeats.FlatLine)
            return Baseline.FlatLine(model.ContextNames.Count);
        var classes = LabelClasses.OfTraining(input.Schema, LabelColumnName);
        LabelClasses.CheckSame(classes, LabelColumnName, model.Classes, "the network");
        var rows = BeatRows.Read(input, FeatureColumnName, LabelColumnName, null, context, model.ContextNames, classes, "background", CancellationToken.None);
        if (rows.Count == 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"No background beat can be taken from the view: of its {rows.RowsRead} rows, {rows.RowsWithoutLabel} have a missing label. Fit on labelled rows, such as the training view, or choose BackgroundBeats.FlatLine, which takes none."), nameof(input));
        }
        return background == BackgroundBeats.MeanBeat ? Baseline.MeanBeat(rows.ToDataset()) : Baseline.ClassBalanced(rows.ToDataset(), BeatsPerClass, Settings.Seed);
    }
}
