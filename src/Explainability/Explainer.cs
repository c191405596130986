using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Explainability;

/// <summary>What the transformers of this library share.</summary>
internal sealed class Explainer
{
    private readonly IReadOnlyList<ExplainedColumn> _columns;
    private readonly string _savedAs;
    private ITransformer? _saved;

    public Explainer(ExplainerSettings settings, string savedAs)
    {
        Settings = settings;
        _columns = ExplainedColumns.Of(settings);
        _savedAs = savedAs;
    }

    public ExplainerSettings Settings { get; }

    /// <summary>Finds a typed explainer in a model, or makes it from what a loaded one holds.</summary>
    public static T Find<T>(ITransformer model, string savedAs, int threads, Func<T, ExplainerSettings> settingsOf, Func<ExplainerSettings, T> create) where T : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (SavedChain.Flatten(model).OfType<T>().LastOrDefault() is { } typed)
        {
            var settings = settingsOf(typed);
            return settings.Network.Threads == threads ? typed : create(settings with { Network = ArrhythmiNetTransformer.From(settings.Network, threads) });
        }
        return create(SavedExplainer.Find(model, savedAs, threads)
            ?? throw new ArgumentException($"No {typeof(T).Name} is in the model, a {model.GetType().Name}. Give what Transforms.ExplainBy{savedAs} fitted, a chain that has it as a step, or what Model.Load gave for one of these.", nameof(model)));
    }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Map(inputSchema).Columns.Output;

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(input, Map(input.Schema));
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(Map(inputSchema));

    public void Save(ModelSaveContext context)
    {
        _saved ??= SavedExplainer.BuildChain(Settings, _columns, _savedAs);
        _saved.Save(context);
    }

    private ExplanationMapping Map(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ExplanationMapping(inputSchema, Settings, _columns);
    }
}
