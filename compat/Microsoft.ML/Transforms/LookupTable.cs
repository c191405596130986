using System.Globalization;
using Microsoft.ML.Data;
using Text = System.ReadOnlyMemory<char>;

namespace Microsoft.ML.Transforms;

/// <summary>The keys and values that <see cref="ValueMappingTransformer"/> maps by.</summary>
internal abstract class LookupTable(DataViewType keyType, DataViewType valueType, DataViewSchema.Annotations valueAnnotations)
{
    public DataViewType KeyType { get; } = keyType;

    public DataViewType ValueType { get; } = valueType;

    /// <summary>What is known of the value column: each output column gets it.</summary>
    public DataViewSchema.Annotations ValueAnnotations { get; } = valueAnnotations;

    public static LookupTable Create(IDataView lookupMap, DataViewSchema.Column keyColumn, DataViewSchema.Column valueColumn)
    {
        Contracts.CheckValue(lookupMap);
        CheckColumn(lookupMap.Schema, nameof(keyColumn), keyColumn);
        CheckColumn(lookupMap.Schema, nameof(valueColumn), valueColumn);
        var table = Create(keyColumn.Type, valueColumn.Type, valueColumn.Annotations);
        using var cursor = lookupMap.GetRowCursor([keyColumn, valueColumn]);
        table.AddRows(cursor, keyColumn, valueColumn);
        return table;
    }

    public static LookupTable Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> pairs, bool treatValuesAsKeyType)
    {
        var list = pairs.ToList();
        var keyType = PrimitiveTypeOf<TKey>();
        var values = list.ConvertAll(p => p.Value);
        if (!treatValuesAsKeyType)
            return Create(keyType, PrimitiveTypeOf<TValue>(), DataViewSchema.Annotations.Empty, list.ConvertAll(p => ToRaw(p.Key)), values.ConvertAll(ToRaw));

        PrimitiveTypeOf<TValue>();
        var unique = values.Distinct().ToList();
        Contracts.CheckParam(unique.Count > 0, "keyCount");
        var texts = unique.ConvertAll(v => Convert.ToString(v, CultureInfo.InvariantCulture).AsMemory()).ToArray();
        // Unsigned values are themselves the keys; any others are numbered as they come.
        bool areKeys = typeof(TValue) == typeof(uint) || typeof(TValue) == typeof(ulong);
        var valueType = new KeyDataViewType(typeof(TValue) == typeof(ulong) ? typeof(ulong) : typeof(uint), unique.Count);
        var annotations = new DataViewSchema.Annotations.Builder();
        ValueGetter<VBuffer<Text>> getKeyValues = (ref VBuffer<Text> destination) => VBuffer<Text>.Copy(texts, 0, ref destination, texts.Length);
        annotations.Add(AnnotationUtils.Kinds.KeyValues, new VectorDataViewType(TextDataViewType.Instance, texts.Length), getKeyValues);
        return Create(keyType, valueType, annotations.ToAnnotations(), list.ConvertAll(p => ToRaw(p.Key)),
            values.ConvertAll(v => areKeys ? v! : (object)(uint)(unique.IndexOf(v) + 1)));
    }

    public static LookupTable Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue[]>> pairs)
    {
        var list = pairs.ToList();
        var itemType = PrimitiveTypeOf<TValue>();
        int size = list.Select(p => p.Value.Length).Distinct().Count() == 1 ? list[0].Value.Length : 0;
        object ToVector(TValue[] values) => values is string[] texts
            ? new VBuffer<Text>(texts.Length, Array.ConvertAll(texts, t => t.AsMemory()))
            : new VBuffer<TValue>(values.Length, values);
        return Create(PrimitiveTypeOf<TKey>(), new VectorDataViewType(itemType, size), DataViewSchema.Annotations.Empty,
            list.ConvertAll(p => ToRaw(p.Key)), list.ConvertAll(p => ToVector(p.Value)));
    }

    public static LookupTable Load(BinaryReader reader)
    {
        var table = Create(ValueCodec.ReadType(reader), ValueCodec.ReadType(reader), ValueCodec.ReadAnnotations(reader));
        table.LoadPairs(reader);
        return table;
    }

    public void Save(BinaryWriter writer)
    {
        ValueCodec.WriteType(writer, KeyType);
        ValueCodec.WriteType(writer, ValueType);
        ValueCodec.WriteAnnotations(writer, ValueAnnotations);
        SavePairs(writer);
    }

    public abstract Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column);

    protected abstract void AddRows(DataViewRowCursor cursor, DataViewSchema.Column keyColumn, DataViewSchema.Column valueColumn);

    protected abstract void Add(object key, object value);

    protected abstract void LoadPairs(BinaryReader reader);

    protected abstract void SavePairs(BinaryWriter writer);

    private static void CheckColumn(DataViewSchema schema, string role, DataViewSchema.Column column)
    {
        Contracts.Check(schema.GetColumnOrNull(column.Name) is { }, $"The selected column {role} is not included in the targeted IDataView dataView");
        var present = schema[column.Name];
        Contracts.Check(present.Index == column.Index, $"{role}'s column index doesn't match that of the associated column in dataView");
        Contracts.Check(ReferenceEquals(present.Type, column.Type), $"{role}'s column type doesn't match that of the associated column in dataView");
        Contracts.Check(ReferenceEquals(present.Annotations, column.Annotations), $"{role}'s column annotations don't match those of the associated column in dataView");
    }

    private static LookupTable Create(DataViewType keyType, DataViewType valueType, DataViewSchema.Annotations valueAnnotations)
        => (LookupTable)Activator.CreateInstance(typeof(LookupTable<,>).MakeGenericType(keyType.RawType, valueType.RawType), keyType, valueType, valueAnnotations)!;

    private static LookupTable Create(DataViewType keyType, DataViewType valueType, DataViewSchema.Annotations valueAnnotations, List<object> keys, List<object> values)
    {
        var table = Create(keyType, valueType, valueAnnotations);
        for (int i = 0; i < keys.Count; i++)
            table.Add(keys[i], values[i]);
        return table;
    }

    private static PrimitiveDataViewType PrimitiveTypeOf<T>()
        => DataViewTypes.TryFromRawType(typeof(T), out var type) ? type : throw Contracts.Except($"Unsupported type {typeof(T)} used in mapping.");

    private static object ToRaw<T>(T value) => value is string text ? text.AsMemory() : value!;
}

internal sealed class LookupTable<TKey, TValue>(DataViewType keyType, DataViewType valueType, DataViewSchema.Annotations valueAnnotations)
    : LookupTable(keyType, valueType, valueAnnotations)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = new(TextComparer.For<TKey>());
    private readonly ValueCopier<TValue> _copy = ValueCopiers.Get<TValue>();

    public override Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column)
    {
        // A key that is not in the table gives the default: zero, empty text, the missing key, a vector without items.
        if (column.Type is not VectorDataViewType)
        {
            var getScalar = input.GetGetter<TKey>(column);
            TKey key = default!;
            return (ValueGetter<TValue>)((ref TValue destination) =>
            {
                getScalar(ref key);
                var value = _values.GetValueOrDefault(key);
                _copy(in value!, ref destination);
            });
        }

        var getVector = input.GetGetter<VBuffer<TKey>>(column);
        VBuffer<TKey> keys = default;
        return (ValueGetter<VBuffer<TValue>>)((ref VBuffer<TValue> destination) =>
        {
            getVector(ref keys);
            var editor = VBufferEditor.Create(ref destination, keys.Length);
            int slot = 0;
            foreach (var key in keys.DenseValues())
                editor.Values[slot++] = _values.GetValueOrDefault(key)!;
            destination = editor.Commit();
        });
    }

    protected override void AddRows(DataViewRowCursor cursor, DataViewSchema.Column keyColumn, DataViewSchema.Column valueColumn)
    {
        var getKey = cursor.GetGetter<TKey>(keyColumn);
        var getValue = cursor.GetGetter<TValue>(valueColumn);
        while (cursor.MoveNext())
        {
            TKey key = default!;
            TValue value = default!;
            getKey(ref key);
            getValue(ref value);
            Add(key, value);
        }
    }

    protected override void Add(object key, object value) => Add((TKey)key, (TValue)value);

    private void Add(TKey key, TValue value)
    {
        if (!_values.TryAdd(key, value))
            throw Contracts.Except($"Duplicate keys in data '{key}'");
    }

    protected override void LoadPairs(BinaryReader reader)
    {
        int count = ModelLoadContext.LoadCount(reader);
        for (int i = 0; i < count; i++)
            Add(ValueCodec.Read<TKey>(reader), ValueCodec.Read<TValue>(reader));
    }

    protected override void SavePairs(BinaryWriter writer)
    {
        writer.Write(_values.Count);
        foreach (var (key, value) in _values)
        {
            ValueCodec.Write(writer, key);
            ValueCodec.Write(writer, value);
        }
    }
}
