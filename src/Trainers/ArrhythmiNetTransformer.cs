using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>
/// Scores beats with a trained network: adds PredictedLabel, a key whose values are the classes' names, and Score, a
/// vector of one probability a class, whose slots are named by the classes.
/// </summary>
/// <remarks>
/// It is saved as a chain of ML.NET's own components, so that <c>mlContext.Model.Load</c> gives the same predictions,
/// to the last bit, with nothing registered. What is loaded scores row by row; <see cref="From"/> gives this
/// transformer back, which reads some hundred rows ahead and scores them on <see cref="Threads"/> threads.
/// </remarks>
public sealed class ArrhythmiNetTransformer : ITransformer
{
    private ITransformer? _saved;

    internal ArrhythmiNetTransformer(ArrhythmiNetModel model, string featureColumnName, string labelColumnName, ContextSource? context, int threads, ArrhythmiNetTrainingSummary? training)
    {
        Model = model;
        Context = context;
        FeatureColumnName = featureColumnName;
        LabelColumnName = labelColumnName;
        Threads = threads;
        Training = training;
        Columns = ScoreColumns.For(model.Classes);
    }

    /// <summary>The trained network.</summary>
    public ArrhythmiNetModel Model { get; }

    /// <summary>The column that holds the beats: vectors of 360 <see cref="float"/>.</summary>
    public string FeatureColumnName { get; }

    /// <summary>
    /// The column that holds what the network takes with each beat (<see cref="ArrhythmiNetModel.ContextNames"/>), found among its slots by their
    /// names; null for a network of the samples alone.
    /// </summary>
    public string? ContextColumnName => Context?.ColumnName;

    /// <summary>
    /// The column of the true classes. It is not needed for scoring, but a view whose column of this name is a key of
    /// other classes, or of the same in another order, is refused: Evaluate would compare numbers that mean other classes.
    /// </summary>
    public string LabelColumnName { get; }

    /// <summary>Threads that score the rows of one cursor; 0 takes every core. The scores do not depend on it.</summary>
    public int Threads { get; }

    /// <summary>What the network was trained on and how that went; null for a network that was not trained by this trainer.</summary>
    public ArrhythmiNetTrainingSummary? Training { get; }

    /// <summary>True: each row gives one row, so a prediction engine can be made.</summary>
    public bool IsRowToRowMapper => true;

    internal IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

    internal ContextSource? Context { get; }

    /// <summary>
    /// Finds the network in a model: one that <c>mlContext.Model.Load</c> gave, a chain that has it as a step, or this
    /// transformer itself. Of several networks in a chain the last one is given.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads to score on; 0 takes every core.</param>
    /// <returns>The transformer, without what comes before it in a chain, such as BeatNormalize.</returns>
    /// <exception cref="ArgumentException">No ArrhythmiNet is in the model.</exception>
    /// <exception cref="InvalidDataException">The network in the model is damaged, or of a newer version.</exception>
    public static ArrhythmiNetTransformer From(ITransformer model, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (SavedChain.Flatten(model).OfType<ArrhythmiNetTransformer>().LastOrDefault() is { } typed)
            return typed.Threads == threads ? typed : SavedModel.Of(typed).ToTransformer(threads);
        string state = SavedChain.FindStates(model).LastOrDefault(SavedModel.IsState)
            ?? throw new ArgumentException($"No ArrhythmiNet is in the model, a {model.GetType().Name}. Give what Trainers.ArrhythmiNet or Trainers.PretrainedArrhythmiNet fitted, a chain that has it as a step, or what Model.Load gave for one of these.", nameof(model));
        return SavedModel.Decode(state).ToTransformer(threads);
    }

    /// <summary>The schema of what <see cref="Transform"/> gives for a view of some schema.</summary>
    /// <param name="inputSchema">The schema of the view.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing, or is no vector of 360 <see cref="float"/>.</exception>
    /// <exception cref="ArgumentException">The column <see cref="LabelColumnName"/> is a key of other classes than the network's.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Map(inputSchema).Columns.Output;

    /// <summary>Adds PredictedLabel and Score to a view; nothing is scored before a cursor asks for it.</summary>
    /// <param name="input">The view.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing, or is no vector of 360 <see cref="float"/>.</exception>
    /// <exception cref="ArgumentException">The column <see cref="LabelColumnName"/> is a key of other classes than the network's.</exception>
    /// <remarks>
    /// A beat of another length than 360, or with NaN or infinite samples or context, gives an <see cref="InvalidDataException"/>
    /// that names the row, when its score is asked for.
    /// </remarks>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(input, Map(input.Schema));
    }

    /// <summary>The transformer for one row at a time, as prediction engines use it.</summary>
    /// <param name="inputSchema">The schema of the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column is missing, or is no vector of 360 <see cref="float"/>.</exception>
    /// <exception cref="ArgumentException">The column <see cref="LabelColumnName"/> is a key of other classes than the network's.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(Map(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _saved ??= SavedModel.BuildChain(this);
        _saved.Save(ctx);
    }

    private ScoreMapping Map(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        LabelClasses.CheckBeforeScoring(inputSchema, LabelColumnName, Model.Classes);
        return new ScoreMapping(inputSchema, this);
    }
}
