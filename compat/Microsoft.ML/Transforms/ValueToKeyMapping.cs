using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Numbers the values of columns: what is learnt is which values there are, and their order.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    internal const int MaximumNumberOfKeys = 1_000_000;

    private readonly IHost _host;
    private readonly KeyMappingOptions _options;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, KeyMappingOptions options)
    {
        _host = env.Register(nameof(ValueToKeyMappingEstimator));
        Contracts.CheckNonEmpty(options.Columns, "columns");
        foreach (var (outputColumnName, _) in options.Columns)
            Contracts.CheckParam(!string.IsNullOrWhiteSpace(outputColumnName), nameof(outputColumnName), "outputColumnName cannot be null or white space");
        if (options.KeyData is { } keyData && keyData.Schema.Count != 1)
            throw Contracts.ExceptParam(nameof(keyData), $"If specified, this data view should contain only a single column containing the terms to map, but this had {keyData.Schema.Count} columns.");
        _options = options;
    }

    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input);
        return ValueToKeyMappingTransformer.Train(_host, input, _options);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema);
        return inputSchema.With(_options.Columns.Select(pair =>
        {
            var source = inputSchema.GetInput(pair.inputColumnName);
            // A key's own key values are passed on.
            if (!source.IsKey || !source.Annotations.TryFindColumn(AnnotationUtils.Kinds.KeyValues, out var keyValues) || keyValues.Kind != SchemaShape.Column.VectorKind.Vector)
            {
                keyValues = new SchemaShape.Column(AnnotationUtils.Kinds.KeyValues, SchemaShape.Column.VectorKind.Vector,
                    _options.KeyValuesAsText ? TextDataViewType.Instance : source.ItemType, source.IsKey);
            }
            SchemaShape.Column[] annotations = source.Annotations.TryFindColumn(AnnotationUtils.Kinds.SlotNames, out var slotNames) ? [slotNames, keyValues] : [keyValues];
            return new SchemaShape.Column(pair.outputColumnName, source.Kind, NumberDataViewType.UInt32, true, new SchemaShape(annotations));
        }));
    }

    /// <summary>The order in which values are numbered.</summary>
    public enum KeyOrdinality : byte
    {
        ByOccurrence = 0,
        ByValue = 1,
    }
}

/// <summary>How <see cref="ValueToKeyMappingEstimator"/> numbers values.</summary>
internal sealed record KeyMappingOptions(
    (string outputColumnName, string inputColumnName)[] Columns,
    int MaximumNumberOfKeys,
    ValueToKeyMappingEstimator.KeyOrdinality Ordinality,
    bool KeyValuesAsText,
    IDataView? KeyData);

public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "TermTransform";

    private const string RegistrationName = "Term";

    private static readonly VersionInfo s_version = new("TERMTRNF", 0x00010003, 0x00010003, 0x00010003, null, LoaderSignature);

    private readonly KeyMap[] _maps;
    private readonly bool _keyValuesAsText;

    private ValueToKeyMappingTransformer(IHost host, (string, string)[] columns, KeyMap[] maps, bool keyValuesAsText)
        : base(host, columns)
    {
        _maps = maps;
        _keyValuesAsText = keyValuesAsText;
    }

    private ValueToKeyMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        _keyValuesAsText = ctx.Reader.ReadBoolean();
        _maps = new KeyMap[ColumnPairs.Length];
        for (int i = 0; i < _maps.Length; i++)
            _maps[i] = KeyMap.Load(ctx.Reader);
    }

    internal static ValueToKeyMappingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new ValueToKeyMappingTransformer(env.Register(RegistrationName), ctx);
    }

    internal static ValueToKeyMappingTransformer Train(IHostEnvironment env, IDataView input, KeyMappingOptions options)
    {
        var host = env.Register(RegistrationName);
        var sources = Array.ConvertAll(options.Columns, pair => GetSource(input.Schema, pair.inputColumnName));
        using var channel = host.Start("Training");
        var maps = options.KeyData != null
            ? TakeKeyData(channel, options, sources)
            : Learn(channel, input, options, sources);
        return new ValueToKeyMappingTransformer(host, options.Columns, maps, options.KeyValuesAsText);
    }

    private static DataViewSchema.Column GetSource(DataViewSchema inputSchema, string name)
    {
        var column = inputSchema.GetColumnOrNull(name) ?? throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name);
        if (column.Type.GetItemType() is RowIdDataViewType or not PrimitiveDataViewType)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name, "standard type or a vector of standard type", column.Type.ToString()!);
        return column;
    }

    private static KeyMap[] TakeKeyData(IChannel channel, KeyMappingOptions options, DataViewSchema.Column[] sources)
    {
        var keyData = options.KeyData!;
        var column = keyData.Schema[0];
        var map = KeyMap.Create((PrimitiveDataViewType)sources[0].Type.GetItemType());
        if (!column.Type.Equals(map.ItemType))
            throw Contracts.ExceptParam(nameof(keyData), $"Input data's column must be of type '{map.ItemType}' but was '{column.Type}'");
        using (var cursor = keyData.GetRowCursor([column]))
        {
            var process = map.StartTraining(cursor, column, int.MaxValue);
            while (cursor.MoveNext() && process())
            {
            }
        }
        if (options.Ordinality == ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            map.Sort();
        if (map.Count == 0)
            channel.Warning(MessageSensitivity.Schema, "Map from the term data resulted in an empty map.");
        for (int i = 0; i < sources.Length; i++)
        {
            var itemType = sources[i].Type.GetItemType();
            if (!itemType.Equals(map.ItemType))
                throw Contracts.ExceptParam(nameof(keyData), $"Terms from input data type '{map.ItemType}' but mismatches column '{options.Columns[i].outputColumnName}' item type '{itemType}'");
        }
        return Array.ConvertAll(sources, _ => map);
    }

    private static KeyMap[] Learn(IChannel channel, IDataView input, KeyMappingOptions options, DataViewSchema.Column[] sources)
    {
        Contracts.CheckParam(options.MaximumNumberOfKeys > 0, "MaxNumTerms", "Must be positive");
        var maps = Array.ConvertAll(sources, source => KeyMap.Create((PrimitiveDataViewType)source.Type.GetItemType()));
        using (var cursor = input.GetRowCursor(sources.DistinctBy(c => c.Index)))
        {
            // Each column drops out when it has as many values as it may.
            var training = maps.Select((map, i) => map.StartTraining(cursor, sources[i], options.MaximumNumberOfKeys)).ToList();
            while (training.Count > 0 && cursor.MoveNext())
                training.RemoveAll(process => !process());
        }
        for (int i = 0; i < maps.Length; i++)
        {
            if (options.Ordinality == ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
                maps[i].Sort();
            if (maps[i].Count == 0)
                channel.Warning(MessageSensitivity.Schema, "Term map for output column '{0}' contains no entries.", options.Columns[i].outputColumnName);
        }
        return maps;
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        ctx.Writer.Write(_keyValuesAsText);
        foreach (var map in _maps)
            map.Save(ctx.Writer);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : OneToOneMapper
    {
        private readonly ValueToKeyMappingTransformer _parent;

        public Mapper(ValueToKeyMappingTransformer parent, DataViewSchema inputSchema)
            : base(parent, inputSchema)
        {
            _parent = parent;
            for (int i = 0; i < InputColumns.Length; i++)
            {
                var itemType = inputSchema[InputColumns[i]].Type.GetItemType();
                if (!itemType.Equals(parent._maps[i].ItemType))
                    throw Contracts.Except($"Could not apply a map over type '{parent._maps[i].ItemType}' to column '{parent.ColumnPairs[i].outputColumnName}' since it has type '{itemType}'");
            }
        }

        protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
            => InputColumns.Select((column, i) =>
            {
                var source = InputSchema[column];
                var annotations = new DataViewSchema.Annotations.Builder();
                _parent._maps[i].AddKeyValues(annotations, source, _parent._keyValuesAsText);
                annotations.Add(source.Annotations, name => name == AnnotationUtils.Kinds.SlotNames);
                var key = _parent._maps[i].OutputType;
                DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(key, vector.Dimensions) : key;
                return new DataViewSchema.DetachedColumn(_parent.ColumnPairs[i].outputColumnName, type, annotations.ToAnnotations());
            }).ToArray();

        protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
        {
            disposer = null;
            return _parent._maps[output].MakeGetter(input, input.Schema[InputColumns[output]]);
        }
    }
}
