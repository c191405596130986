using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Keeps, or drops, columns by name.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    private readonly ColumnSelection _selection;

    internal ColumnSelectingEstimator(IHostEnvironment env, ColumnSelection selection)
        : base(env.Register(nameof(ColumnSelectingEstimator)), new ColumnSelectingTransformer(env, selection)) => _selection = selection;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema);
        _selection.CheckNames(inputSchema.Select(c => c.Name), nameof(inputSchema));
        return new SchemaShape(inputSchema.Where(c => _selection.Names.Contains(c.Name) == _selection.Keeps));
    }
}

/// <summary>Which columns are kept or dropped. Hidden ones are dropped with their names; kept only where asked for.</summary>
internal sealed record ColumnSelection(bool Keeps, bool KeepsHidden, string[] Names)
{
    public void CheckNames(IEnumerable<string> present, string name)
    {
        var missing = Names.Except(present).ToArray();
        if (missing.Length > 0)
            throw Contracts.ExceptSchemaMismatch(name, "input", string.Join(",", missing));
    }

    /// <summary>The input columns that are left. Kept ones come in the order they are named in.</summary>
    public int[] Select(DataViewSchema schema)
        => Keeps
            ? Names.SelectMany(name => schema.Where(c => c.Name == name && (KeepsHidden || !c.IsHidden))).Select(c => c.Index).ToArray()
            : schema.Where(c => !Names.Contains(c.Name)).Select(c => c.Index).ToArray();
}

public sealed class ColumnSelectingTransformer : ITransformer
{
    internal const string LoaderSignature = "SelectColumnsTransform";

    private static readonly VersionInfo s_version = new("SELCOLST", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    private readonly IHost _host;
    private readonly ColumnSelection _selection;

    internal ColumnSelectingTransformer(IHostEnvironment env, ColumnSelection selection)
    {
        _host = env.Register(nameof(ColumnSelectingTransformer));
        Contracts.Check(selection.Names is { Length: > 0 }, "Neither keepColumns and dropColumns is set. Exactly one must be specified.");
        _selection = selection;
    }

    internal static ColumnSelectingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        bool keeps = ctx.Reader.ReadBoolean(), keepsHidden = ctx.Reader.ReadBoolean();
        var names = new string[ctx.LoadCount()];
        for (int i = 0; i < names.Length; i++)
            names[i] = ctx.LoadNonEmptyString();
        return new ColumnSelectingTransformer(env, new ColumnSelection(keeps, keepsHidden, names));
    }

    bool ITransformer.IsRowToRowMapper => true;

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(s_version);
        ctx.Writer.Write(_selection.Keeps);
        ctx.Writer.Write(_selection.KeepsHidden);
        ctx.Writer.Write(_selection.Names.Length);
        foreach (string name in _selection.Names)
            ctx.SaveNonEmptyString(name);
    }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema, nameof(inputSchema)).OutputSchema;

    public IDataView Transform(IDataView input)
    {
        Contracts.CheckValue(input);
        return new View(_host, input, Bind(input.Schema, nameof(input)));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema, nameof(inputSchema));

    private Mapper Bind(DataViewSchema schema, string name)
    {
        Contracts.CheckValue(schema, name);
        _selection.CheckNames(schema.Select(c => c.Name), name);
        return new Mapper(schema, _selection.Select(schema));
    }

    private sealed class Mapper : IRowToRowMapper
    {
        private readonly int[] _sources;

        public Mapper(DataViewSchema inputSchema, int[] sources)
        {
            _sources = sources;
            InputSchema = inputSchema;
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(sources.Select(i => inputSchema[i]));
            OutputSchema = builder.ToSchema();
        }

        public DataViewSchema InputSchema { get; }

        public DataViewSchema OutputSchema { get; }

        public DataViewSchema.Column Source(DataViewSchema.Column output) => InputSchema[_sources[output.Index]];

        public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        {
            var active = OutputSchema.ActiveColumns(dependingColumns);
            return OutputSchema.Where(c => active[c.Index]).Select(Source).OrderBy(c => c.Index).ToArray();
        }

        public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        {
            Contracts.CheckValue(input);
            return new Row(input, this);
        }
    }

    private sealed class Row(DataViewRow input, Mapper mapper) : DataViewRow
    {
        private bool _disposed;

        public override DataViewSchema Schema => mapper.OutputSchema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(mapper.Source(column));

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        protected override void Dispose(bool disposing)
        {
            if (!disposing || _disposed)
                return;
            _disposed = true;
            input.Dispose();
        }
    }

    private sealed class View(IHost host, IDataView source, Mapper mapper) : IComposedView
    {
        public bool CanShuffle => source.CanShuffle;

        public DataViewSchema Schema => mapper.OutputSchema;

        public long? GetRowCount() => source.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            var active = Schema.ActiveColumns(columnsNeeded);
            return new Cursor(host, source.OpenCursor(mapper.GetDependencies(columnsNeeded), rand), mapper, active);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        {
            var active = Schema.ActiveColumns(columnsNeeded);
            var inputs = source.GetRowCursorSet(mapper.GetDependencies(columnsNeeded), n, rand);
            return Array.ConvertAll(inputs, c => new Cursor(host, c, mapper, active));
        }
    }

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, Mapper mapper, bool[] active) : LinkedCursor(provider, input)
    {
        public override DataViewSchema Schema => mapper.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(IsColumnActive(column));
            return Input.GetGetter<TValue>(mapper.Source(column));
        }
    }
}
