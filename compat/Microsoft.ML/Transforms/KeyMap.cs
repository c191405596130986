using Microsoft.ML.Data;
using Text = System.ReadOnlyMemory<char>;

namespace Microsoft.ML.Transforms;

/// <summary>Compares text by its characters, as the default comparer of its memory does not.</summary>
internal sealed class TextComparer : IEqualityComparer<Text>, IComparer<Text>
{
    public static readonly TextComparer Instance = new();

    public bool Equals(Text a, Text b) => a.Span.SequenceEqual(b.Span);

    public int GetHashCode(Text text) => string.GetHashCode(text.Span);

    public int Compare(Text a, Text b) => a.Span.CompareTo(b.Span, StringComparison.Ordinal);

    /// <summary>A comparer of values of a column's raw type.</summary>
    public static IEqualityComparer<T> For<T>() => Instance as IEqualityComparer<T> ?? EqualityComparer<T>.Default;
}

/// <summary>The values that <see cref="ValueToKeyMappingTransformer"/> numbers, in their order; the first is key 1.</summary>
internal abstract class KeyMap(PrimitiveDataViewType itemType)
{
    public PrimitiveDataViewType ItemType { get; } = itemType;

    public abstract int Count { get; }

    // A map without values still needs a key type.
    public KeyDataViewType OutputType => new(typeof(uint), Math.Max(Count, 1));

    public static KeyMap Create(PrimitiveDataViewType itemType) => DataViewUtils.Invoke(Make<int>, itemType.RawType, itemType);

    public static KeyMap Load(BinaryReader reader)
    {
        var map = Create(ValueCodec.ReadPrimitiveType(reader));
        map.LoadValues(reader);
        return map;
    }

    public void Save(BinaryWriter writer)
    {
        ValueCodec.WriteType(writer, ItemType);
        SaveValues(writer);
    }

    /// <summary>Makes what takes in a column's values row by row, until there are as many as wanted: then it says false.</summary>
    public abstract Func<bool> StartTraining(DataViewRow row, DataViewSchema.Column column, int maximumCount);

    public abstract void Sort();

    public abstract Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column);

    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source, bool asText);

    private static KeyMap Make<T>(PrimitiveDataViewType itemType)
        where T : notnull
        => new KeyMap<T>(itemType);

    protected abstract void LoadValues(BinaryReader reader);

    protected abstract void SaveValues(BinaryWriter writer);
}

internal sealed class KeyMap<T>(PrimitiveDataViewType itemType) : KeyMap(itemType)
    where T : notnull
{
    private readonly Dictionary<T, uint> _keys = new(TextComparer.For<T>());
    private readonly List<T> _values = [];

    public override int Count => _values.Count;

    public override Func<bool> StartTraining(DataViewRow row, DataViewSchema.Column column, int maximumCount)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getScalar = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getScalar(ref value);
                return !TryAdd(value) || Count < maximumCount;
            };
        }

        var getVector = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        return () =>
        {
            getVector(ref vector);
            foreach (T value in vector.DenseValues())
                if (TryAdd(value) && Count >= maximumCount)
                    return false;
            return true;
        };
    }

    // Missing values get no key: empty text, NaN, key 0.
    private bool TryAdd(T value)
    {
        if (value is Text text)
        {
            if (text.IsEmpty)
                return false;
            // The text may lie in a buffer that its owner goes on using.
            value = (T)(object)text.ToString().AsMemory();
        }
        else if (value is float.NaN or double.NaN || (ItemType is KeyDataViewType && value.Equals(default(T))))
            return false;
        if (!_keys.TryAdd(value, (uint)_values.Count + 1))
            return false;
        _values.Add(value);
        return true;
    }

    public override void Sort()
    {
        _values.Sort(TextComparer.Instance as IComparer<T> ?? Comparer<T>.Default);
        for (int i = 0; i < _values.Count; i++)
            _keys[_values[i]] = (uint)i + 1;
    }

    public override Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vectorType)
        {
            var getScalar = input.GetGetter<T>(column);
            T value = default!;
            return (ValueGetter<uint>)((ref uint key) =>
            {
                getScalar(ref value);
                key = _keys.GetValueOrDefault(value);
            });
        }

        var getVector = input.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        // Where the default has no key, what is sparse stays so.
        bool keepsSparse = !_keys.ContainsKey(default!);
        return (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> destination) =>
        {
            getVector(ref vector);
            if (vectorType.Size != 0 && vector.Length != vectorType.Size)
                throw Contracts.Except($"Column '{column.Name}': TermTransform expects {vectorType.Size} slots, but got {vector.Length}");
            if (!keepsSparse)
                vector.CopyToDense(ref vector);
            var values = vector.GetValues();
            var editor = VBufferEditor.Create(ref destination, vector.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
                editor.Values[i] = _keys.GetValueOrDefault(values[i]);
            vector.GetIndices().CopyTo(editor.Indices);
            destination = editor.Commit();
        });
    }

    public override void AddKeyValues(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source, bool asText)
    {
        if (Count == 0)
            return;
        // The keys of a key stand for what that key stands for.
        if (ItemType is KeyDataViewType key
            && source.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type is VectorDataViewType named && (ulong)named.Size == key.Count)
        {
            DataViewUtils.Invoke(AddNames<int>, named.ItemType.RawType, annotations, source, asText);
            return;
        }
        Add(annotations, ItemType, () => _values.ToArray(), asText);
    }

    private bool AddNames<TName>(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source, bool asText)
    {
        var itemType = (PrimitiveDataViewType)source.Annotations.Schema[AnnotationUtils.Kinds.KeyValues].Type.GetItemType();
        Add(annotations, itemType, () =>
        {
            VBuffer<TName> names = default;
            source.GetKeyValues(ref names);
            return _values.ConvertAll(k => names.GetItemOrDefault((int)Convert.ToUInt64(k) - 1)).ToArray();
        }, asText);
        return true;
    }

    private static void Add<TValue>(DataViewSchema.Annotations.Builder annotations, PrimitiveDataViewType type, Func<TValue[]> getValues, bool asText)
    {
        int count = getValues().Length;
        if (asText && type is not TextDataViewType)
        {
            ValueGetter<VBuffer<Text>> getText = (ref VBuffer<Text> destination)
                => VBuffer<Text>.Copy(Array.ConvertAll(getValues(), v => TextConversion.ToText(type, v!)), 0, ref destination, count);
            annotations.Add(AnnotationUtils.Kinds.KeyValues, new VectorDataViewType(TextDataViewType.Instance, count), getText);
            return;
        }
        ValueGetter<VBuffer<TValue>> getter = (ref VBuffer<TValue> destination)
            => VBuffer<TValue>.Copy(getValues(), 0, ref destination, count);
        annotations.Add(AnnotationUtils.Kinds.KeyValues, new VectorDataViewType(type, count), getter);
    }

    protected override void LoadValues(BinaryReader reader)
    {
        int count = ModelLoadContext.LoadCount(reader);
        for (int i = 0; i < count; i++)
            Contracts.CheckDecode(TryAdd(ValueCodec.Read<T>(reader)), "Corrupt model file: a key's value is missing or there twice");
    }

    protected override void SaveValues(BinaryWriter writer)
    {
        writer.Write(Count);
        foreach (T value in _values)
            ValueCodec.Write(writer, value);
    }
}
