using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Looks values up in a table given beforehand.</summary>
public class ValueMappingEstimator : TrivialEstimator<ValueMappingTransformer>
{
    private readonly LookupTable _table;
    private readonly (string outputColumnName, string inputColumnName) _column;

    internal ValueMappingEstimator(IHostEnvironment env, LookupTable table, (string outputColumnName, string inputColumnName) column)
        : base(env.Register(nameof(ValueMappingEstimator)), new ValueMappingTransformer(env, table, column))
    {
        _table = table;
        _column = column;
    }

    public sealed override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema);
        var source = inputSchema.GetInput(_column.inputColumnName);
        SchemaShape.GetColumnTypeShape(_table.ValueType, out var kind, out var itemType, out _);
        bool isKey = _table.ValueType is KeyDataViewType;
        if (source.Kind != SchemaShape.Column.VectorKind.Scalar)
        {
            if (_table.ValueType is VectorDataViewType)
                throw ValueMappingTransformer.ExceptBothVectors(_column.inputColumnName);
            kind = source.Kind;
        }
        return inputSchema.With([new SchemaShape.Column(_column.outputColumnName, kind, isKey ? NumberDataViewType.UInt32 : itemType, isKey, SchemaShape.ShapeOf(_table.ValueAnnotations))]);
    }
}

public sealed class ValueMappingEstimator<TKey, TValue> : ValueMappingEstimator
{
    internal ValueMappingEstimator(IHostEnvironment env, LookupTable table, (string outputColumnName, string inputColumnName) column)
        : base(env, table, column)
    {
    }
}

public class ValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ValueMappingTransformer";

    private static readonly VersionInfo s_version = new("VALUMAPG", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    private readonly LookupTable _table;

    internal ValueMappingTransformer(IHostEnvironment env, LookupTable table, (string outputColumnName, string inputColumnName) column)
        : base(env.Register(nameof(ValueMappingTransformer)), column) => _table = table;

    private ValueMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx) => _table = LookupTable.Load(ctx.Reader);

    internal static ValueMappingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new ValueMappingTransformer(env.Register(nameof(ValueMappingTransformer)), ctx);
    }

    internal static NotSupportedException ExceptBothVectors(string name)
        => Contracts.ExceptNotSupp($"Column '{name}' cannot be mapped to values when the column and the map values are both vector type.");

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
        _table.Save(ctx.Writer);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(ValueMappingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(parent, inputSchema)
    {
        private readonly LookupTable _table = parent._table;

        protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
            => InputColumns.Select((column, i) =>
            {
                var type = _table.ValueType;
                if (InputSchema[column].Type is VectorDataViewType)
                {
                    if (type is VectorDataViewType)
                        throw ExceptBothVectors(InputSchema[column].Name);
                    // ML.NET gives such a vector no size, and a key's items as plain numbers.
                    type = new VectorDataViewType(DataViewTypes.FromRawType(type.RawType));
                }
                return new DataViewSchema.DetachedColumn(parent.ColumnPairs[i].outputColumnName, type, _table.ValueAnnotations);
            }).ToArray();

        protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
        {
            disposer = null;
            return _table.MakeGetter(input, input.Schema[InputColumns[output]]);
        }
    }
}
