using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Adapters;

/// <summary>
/// Builds a chain of ML.NET's own components that does a component's work, because only those can be saved: a
/// component's <see cref="ICanSaveModel.Save"/> hands over to it, and what is loaded is that chain.
/// </summary>
/// <remarks>
/// What must travel with the model travels as text: a constant key is added to each row, and a lookup turns it into
/// the text. Every column that is in the chain for its own sake is named with <see cref="Prefix"/> and dropped at the end.
/// </remarks>
internal sealed class SavedChain
{
    /// <summary>What the names of the chain's own columns begin with.</summary>
    public const string Prefix = "__arrhythmiavision.";

    /// <summary>The column that holds the component's state as text.</summary>
    public const string State = Prefix + "state";

    private const string Key = Prefix + "key";

    // Inner chains have an environment of their own: the caller's cannot be reached from a catalog.
    private readonly MLContext _context = new(seed: 0);
    private readonly List<ITransformer> _steps = [];
    private IDataView _view;

    /// <summary>Begins a chain over rows of a given schema: that of the columns it reads.</summary>
    public SavedChain(IEnumerable<DataViewSchema.DetachedColumn> inputs)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputs);
        _view = new EmptyView(builder.ToSchema());
    }

    /// <summary>Loads rows, for lookups and key data.</summary>
    public IDataView Rows<TRow>(IEnumerable<TRow> rows) where TRow : class => _context.Data.LoadFromEnumerable(rows);

    /// <summary>Adds a step.</summary>
    public SavedChain Then(Func<TransformsCatalog, IEstimator<ITransformer>> step) => Then(step(_context.Transforms).Fit(_view));

    /// <summary>Adds a step that was fitted elsewhere.</summary>
    public SavedChain Then(ITransformer transformer)
    {
        _view = transformer.Transform(_view);
        _steps.Add(transformer);
        return this;
    }

    /// <summary>Adds the column <see cref="State"/> that holds the same text in every row.</summary>
    public SavedChain ThenState(string text)
    {
        var lookup = Rows([new StateRow { Key = KeyFactory.Key, State = text }]);
        return Then(transforms => transforms.CustomMapping<NoColumns, KeyColumn>(KeyFactory.AddKey, KeyFactory.Contract))
            .Then(transforms => transforms.Conversion.MapValue(State, lookup, lookup.Schema[nameof(StateRow.Key)], lookup.Schema[nameof(StateRow.State)], Key));
    }

    /// <summary>Adds a column that holds the same number in every row; after <see cref="ThenState"/>.</summary>
    public SavedChain ThenNumber(string name, int number)
    {
        var lookup = Rows([new NumberRow { Key = KeyFactory.Key, Number = number }]);
        return Then(transforms => transforms.Conversion.MapValue(name, lookup, lookup.Schema[nameof(NumberRow.Key)], lookup.Schema[nameof(NumberRow.Number)], Key));
    }

    /// <summary>Adds a column that holds the same vector in every row, its slots named; after <see cref="ThenState"/>.</summary>
    public SavedChain ThenVector(string name, IReadOnlyList<float> values, IReadOnlyList<string> slotNames)
    {
        var lookup = new VectorLookup(KeyFactory.Key, values, slotNames);
        return Then(transforms => transforms.Conversion.MapValue(name, lookup, lookup.Schema[VectorLookup.Key], lookup.Schema[VectorLookup.Value], Key));
    }

    /// <summary>Drops the chain's own columns and gives the chain.</summary>
    public TransformerChain<ITransformer> Build()
    {
        string[] own = [.. _view.Schema.Select(column => column.Name).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Distinct()];
        Then(transforms => transforms.DropColumns(own));
        return new TransformerChain<ITransformer>([.. _steps]);
    }

    /// <summary>Finds the texts that <see cref="ThenState"/> put into a model that was loaded, in the order of its steps.</summary>
    public static IEnumerable<string> FindStates(ITransformer model)
    {
        ITransformer? before = null;
        foreach (var step in Flatten(model))
        {
            if (before is CustomMappingTransformer<NoColumns, KeyColumn>)
            {
                var row = new MLContext(seed: 0).Data.LoadFromEnumerable([new StateRow()]);
                var view = step.Transform(before.Transform(row));
                if (view.Schema.GetColumnOrNull(State) is { } column)
                    yield return view.GetColumn<string>(column).First();
            }
            before = step;
        }
    }

    /// <summary>The steps of a model, those of chains within it too, in order.</summary>
    public static IEnumerable<ITransformer> Flatten(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [model];

    /// <summary>A row of the lookup that turns the constant key into the state.</summary>
    public sealed class StateRow
    {
        /// <summary>The constant key.</summary>
        public string Key { get; set; } = "";

        /// <summary>The state.</summary>
        public string State { get; set; } = "";
    }

    /// <summary>A row of the lookup that turns the constant key into a number.</summary>
    public sealed class NumberRow
    {
        /// <summary>The constant key.</summary>
        public string Key { get; set; } = "";

        /// <summary>The number.</summary>
        public int Number { get; set; }
    }

    /// <summary>A mapping's input where it reads no column.</summary>
    public sealed class NoColumns
    {
    }

    /// <summary>The column of the constant key.</summary>
    public sealed class KeyColumn
    {
        /// <summary>The key, the same in every row.</summary>
        [ColumnName(Key)]
        public ReadOnlyMemory<char> Value { get; set; }
    }

    /// <summary>Adds the constant key to each row; ML.NET finds it by its contract when a model is loaded.</summary>
    [CustomMappingFactoryAttribute(Contract)]
    public sealed class KeyFactory : CustomMappingFactory<NoColumns, KeyColumn>
    {
        /// <summary>The contract's name.</summary>
        public const string Contract = "ArrhythmiaVision.Key";

        /// <summary>The key.</summary>
        public const string Key = "state";

        /// <summary>Writes the key into a row.</summary>
        public static void AddKey(NoColumns input, KeyColumn output) => output.Value = Key.AsMemory();

        /// <inheritdoc/>
        public override Action<NoColumns, KeyColumn> GetMapping() => AddKey;
    }
}
