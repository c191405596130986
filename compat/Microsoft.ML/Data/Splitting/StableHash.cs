namespace Microsoft.ML.Data;

/// <summary>A hash of a value that is the same on every machine and in every process; null for a missing value.</summary>
internal delegate ulong? ValueHash<T>(T value, ulong seed);

internal static class StableHash
{
    public static ValueHash<T> For<T>(bool isKey)
    {
        Delegate hash = typeof(T) switch
        {
            var t when t == typeof(ReadOnlyMemory<char>) => (ValueHash<ReadOnlyMemory<char>>)Text,
            var t when t == typeof(float) => (ValueHash<float>)((v, s) => float.IsNaN(v) ? null : Mix(v == 0 ? 0 : BitConverter.SingleToUInt32Bits(v), s)),
            var t when t == typeof(double) => (ValueHash<double>)((v, s) => double.IsNaN(v) ? null : Mix(v == 0 ? 0 : BitConverter.DoubleToUInt64Bits(v), s)),
            var t when t == typeof(byte) => (ValueHash<byte>)((v, s) => Number(v, s, isKey)),
            var t when t == typeof(ushort) => (ValueHash<ushort>)((v, s) => Number(v, s, isKey)),
            var t when t == typeof(uint) => (ValueHash<uint>)((v, s) => Number(v, s, isKey)),
            var t when t == typeof(ulong) => (ValueHash<ulong>)((v, s) => Number(v, s, isKey)),
            var t when t == typeof(sbyte) => (ValueHash<sbyte>)((v, s) => Mix((ulong)v, s)),
            var t when t == typeof(short) => (ValueHash<short>)((v, s) => Mix((ulong)v, s)),
            var t when t == typeof(int) => (ValueHash<int>)((v, s) => Mix((ulong)v, s)),
            var t when t == typeof(long) => (ValueHash<long>)((v, s) => Mix((ulong)v, s)),
            var t when t == typeof(bool) => (ValueHash<bool>)((v, s) => Mix(v ? 1UL : 0, s)),
            var t when t == typeof(DateTime) => (ValueHash<DateTime>)((v, s) => Mix((ulong)v.Ticks, s)),
            var t when t == typeof(DateTimeOffset) => (ValueHash<DateTimeOffset>)((v, s) => Mix((ulong)v.UtcTicks, s)),
            var t when t == typeof(TimeSpan) => (ValueHash<TimeSpan>)((v, s) => Mix((ulong)v.Ticks, s)),
            var t when t == typeof(DataViewRowId) => (ValueHash<DataViewRowId>)((v, s) => Mix(v.High, Mix(v.Low, s))),
            var t => throw Contracts.ExceptNotSupp($"A column of type {t} cannot be hashed"),
        };
        return (ValueHash<T>)hash;
    }

    /// <summary>A key of the given number of bits: 1 and up, as 0 is missing.</summary>
    public static uint ToKey(ulong hash, int bits) => (uint)(hash >> (64 - bits)) + 1;

    private static ulong? Number(ulong value, ulong seed, bool isKey) => isKey && value == 0 ? null : Mix(value, seed);

    // Spaces around a text do not count, and no text is missing.
    private static ulong? Text(ReadOnlyMemory<char> text, ulong seed)
    {
        if (text.IsEmpty)
            return null;
        ulong hash = seed;
        foreach (char c in text.Span.Trim(' '))
            hash = Mix(c, hash);
        return hash;
    }

    // The finalizer of MurmurHash3 x64 (public domain, A. Appleby), over the value and what came before.
    private static ulong Mix(ulong value, ulong seed)
    {
        ulong h = value + 0x9e3779b97f4a7c15 + (seed * 0x87c37b91114253d5);
        h = (h ^ (h >> 33)) * 0xff51afd7ed558ccd;
        h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53;
        return h ^ (h >> 33);
    }
}
