namespace Microsoft.ML.Data;

/// <summary>An annotation given as an object: its type and a getter of that type.</summary>
internal sealed record AnnotationValue(DataViewType Type, Delegate Getter)
{
    public static AnnotationValue Create<T>(T value, DataViewType type)
    {
        var (rawItemType, isVector) = RowMembers.ItemTypeOf("annotation value", typeof(T));
        if (isVector != type is VectorDataViewType)
            throw Contracts.Except($"Value inputted is supposed to be {(isVector ? "vector" : "scalar")}, but type of Annotationinfo is {(isVector ? "scalar" : "vector")}");
        if (rawItemType != type.GetItemType().RawType)
            throw Contracts.Except($"Value inputted is supposed to have Type {rawItemType}, but type of Annotationinfo has {type.GetItemType().RawType}");
        return new(type, MakeGetter(value));
    }

    /// <summary>The annotation of one kind, as it is.</summary>
    public static AnnotationValue From(DataViewSchema.Annotations annotations, DataViewSchema.Column kind)
        => new(kind.Type, annotations.GetGetter(kind.Index));

    private static Delegate MakeGetter<T>(T value)
        => value switch
        {
            string text => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> destination) => destination = text.AsMemory()),
            string[] texts => ArrayGetter(Array.ConvertAll(texts, t => t.AsMemory())),
            Array array => DataViewUtils.Invoke<Array, Delegate>(ArrayGetter<int>, typeof(T).GetElementType()!, array),
            _ => DirectGetter(value),
        };

    private static Delegate ArrayGetter<TItem>(Array array)
    {
        var values = (TItem[])array;
        return (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> destination) => VBuffer<TItem>.Copy(values, 0, ref destination, values.Length));
    }

    private static Delegate ArrayGetter(ReadOnlyMemory<char>[] values) => ArrayGetter<ReadOnlyMemory<char>>(values);

    private static ValueGetter<T> DirectGetter<T>(T value)
    {
        var copy = ValueCopiers.Get<T>();
        return (ref T destination) => copy(in value, ref destination);
    }
}
