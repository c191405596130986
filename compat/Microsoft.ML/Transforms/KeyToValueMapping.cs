using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Turns keys back into the values that their column's annotations give.</summary>
public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    private readonly (string outputColumnName, string inputColumnName)[] _columns;

    internal KeyToValueMappingEstimator(IHostEnvironment env, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(KeyToValueMappingEstimator)), new KeyToValueMappingTransformer(env, columns)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            var source = inputSchema.GetInput(pair.inputColumnName);
            if (!source.IsKey)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", source.Name, "KeyType", source.GetTypeString());
            if (!source.Annotations.TryFindColumn(AnnotationUtils.Kinds.KeyValues, out var keyValues))
                throw Contracts.ExceptParam(nameof(inputSchema), $"Input column '{source.Name}' doesn't contain key values metadata");
            SchemaShape? annotations = source.HasSlotNames() && source.Annotations.TryFindColumn(AnnotationUtils.Kinds.SlotNames, out var slotNames)
                ? new SchemaShape([slotNames])
                : null;
            return new SchemaShape.Column(pair.outputColumnName, source.Kind, keyValues.ItemType, keyValues.IsKey, annotations);
        }));
    }
}

public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToValueTransform";

    private static readonly VersionInfo s_version = new("KEY2VALT", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal KeyToValueMappingTransformer(IHostEnvironment env, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(KeyToValueMappingTransformer)), columns)
    {
    }

    private KeyToValueMappingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
    }

    internal static KeyToValueMappingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        return new KeyToValueMappingTransformer(env.Register(nameof(KeyToValueMappingTransformer)), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(s_version);
        SaveColumns(ctx);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : OneToOneMapper
    {
        private readonly KeyToValueMappingTransformer _parent;
        private readonly PrimitiveDataViewType[] _itemTypes;

        public Mapper(KeyToValueMappingTransformer parent, DataViewSchema inputSchema)
            : base(parent, inputSchema)
        {
            _parent = parent;
            _itemTypes = Array.ConvertAll(InputColumns, i =>
            {
                var source = inputSchema[i];
                var keyValues = source.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type;
                Contracts.Check(keyValues != null, "Metadata KeyValues does not exist");
                int count = source.Type.GetItemType().GetKeyCountAsInt32();
                Contracts.Check(keyValues is VectorDataViewType vector && vector.Size == count, "KeyValues metadata size does not match column type key count");
                return ((VectorDataViewType)keyValues).ItemType;
            });
        }

        protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
            => InputColumns.Select((column, i) =>
            {
                var source = InputSchema[column];
                var annotations = new DataViewSchema.Annotations.Builder();
                annotations.Add(source.Annotations, name => name == AnnotationUtils.Kinds.SlotNames);
                DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(_itemTypes[i], vector.Dimensions) : _itemTypes[i];
                return new DataViewSchema.DetachedColumn(_parent.ColumnPairs[i].outputColumnName, type, annotations.ToAnnotations());
            }).ToArray();

        protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
        {
            disposer = null;
            var column = input.Schema[InputColumns[output]];
            return DataViewUtils.Invoke(MakeGetterOf<int>, column.Type.GetItemType().RawType, input, column, _itemTypes[output].RawType);
        }

        private static Delegate MakeGetterOf<TKey>(DataViewRow input, DataViewSchema.Column column, Type valueType)
            => DataViewUtils.Invoke(new Keys<TKey>(input).MakeGetter<int>, valueType, column);

        // Binds the key's type, so that the value's is the only one left to bind.
        private sealed class Keys<TKey>(DataViewRow input)
        {
            public Delegate MakeGetter<TValue>(DataViewSchema.Column column)
            {
                VBuffer<TValue> buffer = default;
                column.GetKeyValues(ref buffer);
                var values = buffer.DenseValues().ToArray();
                TValue missing = Missing<TValue>();
                TValue ValueOf(TKey key)
                {
                    ulong number = key switch { uint k => k, byte k => k, ushort k => k, ulong k => k, _ => 0 };
                    return 0 < number && number <= (ulong)values.Length ? values[number - 1] : missing;
                }

                if (column.Type is not VectorDataViewType)
                {
                    var getScalar = input.GetGetter<TKey>(column);
                    TKey key = default!;
                    return (ValueGetter<TValue>)((ref TValue destination) =>
                    {
                        getScalar(ref key);
                        destination = ValueOf(key);
                    });
                }

                var getVector = input.GetGetter<VBuffer<TKey>>(column);
                VBuffer<TKey> keys = default;
                bool keepsSparse = TextComparer.For<TValue>().Equals(missing, default!);
                return (ValueGetter<VBuffer<TValue>>)((ref VBuffer<TValue> destination) =>
                {
                    getVector(ref keys);
                    if (!keepsSparse)
                        keys.CopyToDense(ref keys);
                    var source = keys.GetValues();
                    var editor = VBufferEditor.Create(ref destination, keys.Length, source.Length);
                    for (int i = 0; i < source.Length; i++)
                        editor.Values[i] = ValueOf(source[i]);
                    keys.GetIndices().CopyTo(editor.Indices);
                    destination = editor.Commit();
                });
            }

            // A missing key gives NaN where the type has it, else the default.
            private static TValue Missing<TValue>()
                => typeof(TValue) == typeof(float) ? (TValue)(object)float.NaN
                    : typeof(TValue) == typeof(double) ? (TValue)(object)double.NaN
                    : default!;
        }
    }
}
