using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>A 128-bit number that names a row, whatever the order in which the rows come.</summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    // One block of MurmurHash3 x64-128 (public domain, A. Appleby): ids need be unique, not well mixed, so it is not finished off.
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    public readonly ulong Low;
    public readonly ulong High;

    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    public DataViewRowId Fork() => Absorb(1, 0);

    public DataViewRowId Next() => Absorb(0, 0);

    public DataViewRowId Combine(DataViewRowId other)
    {
        other = other.Fork();
        return Absorb(other.Low, other.High, keyed: true);
    }

    public int CompareTo(DataViewRowId other)
    {
        int high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    public override bool Equals(object? obj) => obj is DataViewRowId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Low, High);

    public override string ToString() => $"{High:x16}{Low:x16}";

    private DataViewRowId Absorb(ulong k1, ulong k2, bool keyed = false)
    {
        ulong h1 = Low, h2 = High;
        ulong m1 = BitOperations.RotateLeft(k1 * C1, 31) * C2;
        ulong m2 = BitOperations.RotateLeft(k2 * C2, 33) * C1;
        // A fork mixes its block in last, so that it and the next id part ways in one step.
        if (keyed)
            h1 ^= m1;
        h1 = (BitOperations.RotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
        if (keyed)
            h2 ^= m2;
        h2 = (BitOperations.RotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        return new(keyed ? h1 : h1 ^ m1, h2);
    }
}
