using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>Questions about column types that many places ask.</summary>
internal static class DataViewTypes
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> s_byRawType = new PrimitiveDataViewType[]
    {
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double, TextDataViewType.Instance, BooleanDataViewType.Instance,
        TimeSpanDataViewType.Instance, DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance, RowIdDataViewType.Instance,
    }.ToDictionary(t => t.RawType);

    /// <summary>The column type of a raw type; strings are text.</summary>
    public static bool TryFromRawType(Type rawType, [NotNullWhen(true)] out PrimitiveDataViewType? type)
        => s_byRawType.TryGetValue(rawType == typeof(string) ? typeof(ReadOnlyMemory<char>) : rawType, out type);

    public static PrimitiveDataViewType FromRawType(Type rawType)
        => TryFromRawType(rawType, out var type)
            ? type
            : throw Contracts.Except($"Could not determine an IDataView type and registered custom types for member {rawType.Name}");

    /// <summary>The item type of a vector, or the type itself.</summary>
    public static DataViewType GetItemType(this DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    /// <summary>The number of slots: 1 for a scalar, 0 for a vector of unknown size.</summary>
    public static int GetValueCount(this DataViewType type) => type is VectorDataViewType vector ? vector.Size : 1;

    /// <summary>The number of keys, 0 where the type is no key, or a key too large to count in an int.</summary>
    public static int GetKeyCountAsInt32(this DataViewType type)
        => type is KeyDataViewType key && key.Count <= int.MaxValue ? (int)key.Count : 0;

    /// <summary>The largest value of an unsigned raw type, 0 for any other.</summary>
    public static ulong MaxInteger(this Type rawType)
        => rawType == typeof(byte) ? byte.MaxValue
            : rawType == typeof(ushort) ? ushort.MaxValue
            : rawType == typeof(uint) ? uint.MaxValue
            : rawType == typeof(ulong) ? ulong.MaxValue
            : 0;
}
