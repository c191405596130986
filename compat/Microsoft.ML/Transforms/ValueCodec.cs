using Microsoft.ML.Data;
using Text = System.ReadOnlyMemory<char>;

namespace Microsoft.ML.Transforms;

/// <summary>Writes column types, values and annotations into a model, and reads them back.</summary>
internal static class ValueCodec
{
    // A primitive type is its place in this list; what is saved depends on the order.
    private static readonly PrimitiveDataViewType[] s_primitives =
    [
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double, TextDataViewType.Instance, BooleanDataViewType.Instance,
        TimeSpanDataViewType.Instance, DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance, RowIdDataViewType.Instance,
    ];

    private const byte KeyMark = 100, VectorMark = 101;

    public static void WriteType(BinaryWriter writer, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType vector:
                writer.Write(VectorMark);
                WriteType(writer, vector.ItemType);
                writer.Write(vector.Dimensions.Length);
                foreach (int dimension in vector.Dimensions)
                    writer.Write(dimension);
                break;
            case KeyDataViewType key:
                writer.Write(KeyMark);
                WriteType(writer, DataViewTypes.FromRawType(key.RawType));
                writer.Write(key.Count);
                break;
            default:
                int index = Array.FindIndex(s_primitives, p => p.Equals(type));
                Contracts.Check(index >= 0, $"A column of type '{type}' cannot be saved");
                writer.Write((byte)index);
                break;
        }
    }

    public static DataViewType ReadType(BinaryReader reader)
    {
        byte mark = reader.ReadByte();
        if (mark != VectorMark)
            return ReadPrimitiveType(reader, mark);
        var itemType = ReadPrimitiveType(reader);
        var dimensions = new int[ModelLoadContext.LoadCount(reader, sizeof(int))];
        long size = 1;
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = reader.ReadInt32();
            size *= dimensions[i];
            Contracts.CheckDecode(dimensions[i] >= 0 && size <= int.MaxValue);
        }
        Contracts.CheckDecode(dimensions.Length > 0);
        return new VectorDataViewType(itemType, dimensions);
    }

    public static PrimitiveDataViewType ReadPrimitiveType(BinaryReader reader) => ReadPrimitiveType(reader, reader.ReadByte());

    // Neither the items of a vector nor the numbers of a key are made of further types, so nothing here calls itself.
    private static PrimitiveDataViewType ReadPrimitiveType(BinaryReader reader, byte mark)
    {
        if (mark != KeyMark)
            return PrimitiveAt(mark);
        var rawType = PrimitiveAt(reader.ReadByte()).RawType;
        ulong count = reader.ReadUInt64();
        Contracts.CheckDecode(KeyDataViewType.IsValidDataType(rawType) && 0 < count && count <= rawType.MaxInteger());
        return new KeyDataViewType(rawType, count);
    }

    private static PrimitiveDataViewType PrimitiveAt(byte mark)
    {
        Contracts.CheckDecode(mark < s_primitives.Length);
        return s_primitives[mark];
    }

    public static void Write<T>(BinaryWriter writer, T value) => Of<T>.Write(writer, value);

    public static T Read<T>(BinaryReader reader) => Of<T>.Read(reader);

    public static void WriteAnnotations(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        writer.Write(annotations.Schema.Count);
        foreach (var column in annotations.Schema)
        {
            writer.Write(column.Name);
            WriteType(writer, column.Type);
            DataViewUtils.Invoke(WriteAnnotation<int>, column.Type.RawType, writer, annotations, column);
        }
    }

    public static DataViewSchema.Annotations ReadAnnotations(BinaryReader reader)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        int count = ModelLoadContext.LoadCount(reader);
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            Contracts.CheckDecode(name.Length > 0);
            var type = ReadType(reader);
            builder.Add(name, type, DataViewUtils.Invoke(ReadAnnotation<int>, type.RawType, reader));
        }
        return builder.ToAnnotations();
    }

    private static bool WriteAnnotation<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        T value = default!;
        annotations.GetGetter<T>(column)(ref value);
        Write(writer, value);
        return true;
    }

    private static Delegate ReadAnnotation<T>(BinaryReader reader)
    {
        T value = Read<T>(reader);
        var copy = ValueCopiers.Get<T>();
        return (ValueGetter<T>)((ref T destination) => copy(in value, ref destination));
    }

    private static void WriteVector<T>(BinaryWriter writer, VBuffer<T> vector)
    {
        writer.Write(vector.Length);
        writer.Write(vector.GetValues().Length);
        foreach (int index in vector.GetIndices())
            writer.Write(index);
        foreach (var value in vector.GetValues())
            Write(writer, value);
    }

    private static VBuffer<T> ReadVector<T>(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        var values = new T[ModelLoadContext.LoadCount(reader)];
        Contracts.CheckDecode(values.Length <= length);
        var indices = values.Length < length ? new int[values.Length] : null;
        for (int i = 0; i < indices?.Length; i++)
        {
            indices[i] = reader.ReadInt32();
            Contracts.CheckDecode((i == 0 ? -1 : indices[i - 1]) < indices[i] && indices[i] < length);
        }
        for (int i = 0; i < values.Length; i++)
            values[i] = Read<T>(reader);
        return new VBuffer<T>(length, values.Length, values, indices);
    }

    private static class Of<T>
    {
        public static readonly Action<BinaryWriter, T> Write;
        public static readonly Func<BinaryReader, T> Read;

        static Of()
        {
            (object write, object read) = Make();
            Write = (Action<BinaryWriter, T>)write;
            Read = (Func<BinaryReader, T>)read;
        }

        private static (object, object) Make()
        {
            var type = typeof(T);
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>))
                return DataViewUtils.Invoke(MakeVector<int>, type.GetGenericArguments()[0], 0);
            if (type == typeof(Text))
                return Pair<Text>((w, v) => w.Write(v.ToString()), r => r.ReadString().AsMemory());
            return Type.GetTypeCode(type) switch
            {
                TypeCode.SByte => Pair<sbyte>((w, v) => w.Write(v), r => r.ReadSByte()),
                TypeCode.Byte => Pair<byte>((w, v) => w.Write(v), r => r.ReadByte()),
                TypeCode.Int16 => Pair<short>((w, v) => w.Write(v), r => r.ReadInt16()),
                TypeCode.UInt16 => Pair<ushort>((w, v) => w.Write(v), r => r.ReadUInt16()),
                TypeCode.Int32 => Pair<int>((w, v) => w.Write(v), r => r.ReadInt32()),
                TypeCode.UInt32 => Pair<uint>((w, v) => w.Write(v), r => r.ReadUInt32()),
                TypeCode.Int64 => Pair<long>((w, v) => w.Write(v), r => r.ReadInt64()),
                TypeCode.UInt64 => Pair<ulong>((w, v) => w.Write(v), r => r.ReadUInt64()),
                TypeCode.Single => Pair<float>((w, v) => w.Write(v), r => r.ReadSingle()),
                TypeCode.Double => Pair<double>((w, v) => w.Write(v), r => r.ReadDouble()),
                TypeCode.Boolean => Pair<bool>((w, v) => w.Write(v), r => r.ReadBoolean()),
                TypeCode.DateTime => Pair<DateTime>((w, v) => w.Write(v.Ticks), r => new DateTime(r.ReadInt64())),
                _ when type == typeof(TimeSpan) => Pair<TimeSpan>((w, v) => w.Write(v.Ticks), r => new TimeSpan(r.ReadInt64())),
                _ when type == typeof(DateTimeOffset) => Pair<DateTimeOffset>((w, v) => { w.Write(v.Ticks); w.Write(v.Offset.Ticks); }, r => new DateTimeOffset(r.ReadInt64(), new TimeSpan(r.ReadInt64()))),
                _ when type == typeof(DataViewRowId) => Pair<DataViewRowId>((w, v) => { w.Write(v.Low); w.Write(v.High); }, r => new DataViewRowId(r.ReadUInt64(), r.ReadUInt64())),
                _ => throw Contracts.Except($"A value of type '{type}' cannot be saved"),
            };
        }

        private static (object, object) Pair<TValue>(Action<BinaryWriter, TValue> write, Func<BinaryReader, TValue> read) => (write, read);

        private static (object, object) MakeVector<TItem>(int _) => Pair<VBuffer<TItem>>(WriteVector, ReadVector<TItem>);
    }
}
