using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>A vector that holds all its values, or only those that differ from the default, with their positions.</summary>
public readonly struct VBuffer<T> : IEnumerable
{
    // The arrays may be longer than what is in use: buffers are reused from row to row.
    private readonly T[]? _values;
    private readonly int[]? _indices;
    private readonly int _count;

    public readonly int Length;

    public VBuffer(int length, T[]? values, int[]? indices = null)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam((values?.Length ?? 0) >= length, nameof(values));
        Length = length;
        _count = length;
        _values = values;
        _indices = indices;
    }

    public VBuffer(int length, int count, T[]? values, int[]? indices)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam(count >= 0 && count <= length, nameof(count));
        Contracts.CheckParam((values?.Length ?? 0) >= count, nameof(values));
        Contracts.CheckParam(count == length || (indices?.Length ?? 0) >= count, nameof(indices));
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    public bool IsDense => _count == Length;

    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        if (!IsDense)
            GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Contracts.CheckParam(sourceIndex >= 0 && sourceIndex <= Length, nameof(sourceIndex));
        Contracts.CheckParam(length >= 0 && sourceIndex <= Length - length, nameof(length));
        if (IsDense)
        {
            var dense = VBufferEditor.Create(ref destination, length);
            GetValues().Slice(sourceIndex, length).CopyTo(dense.Values);
            destination = dense.Commit();
            return;
        }

        var indices = GetIndices();
        int start = FirstAtOrAfter(indices, sourceIndex);
        int end = FirstAtOrAfter(indices, sourceIndex + length);
        var sparse = VBufferEditor.Create(ref destination, length, end - start);
        GetValues()[start..end].CopyTo(sparse.Values);
        // A part may be dense although the whole is not; then there are no positions to write.
        for (int i = 0; i < sparse.Indices.Length; i++)
            sparse.Indices[i] = indices[start + i] - sourceIndex;
        destination = sparse.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T? defaultValue = default)
    {
        Contracts.CheckParam(destinationIndex >= 0 && destinationIndex <= destination.Length - Length,
            nameof(destination), "Not large enough to hold these values.");
        var target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }
        target.Fill(defaultValue!);
        var indices = GetIndices();
        for (int i = 0; i < indices.Length; i++)
            target[indices[i]] = _values![i];
    }

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        int size = source?.Length ?? 0;
        Contracts.CheckParam(length >= 0 && length <= size, nameof(length));
        Contracts.CheckParam(sourceIndex >= 0 && sourceIndex <= size - length, nameof(sourceIndex));
        var editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        var buffer = this;
        return buffer.IsDense || !all ? Explicit(buffer) : All(buffer);

        static IEnumerable<KeyValuePair<int, T>> Explicit(VBuffer<T> b)
        {
            for (int i = 0; i < b._count; i++)
                yield return new(b.IsDense ? i : b._indices![i], b._values![i]);
        }

        static IEnumerable<KeyValuePair<int, T>> All(VBuffer<T> b)
        {
            int slot = 0;
            foreach (var value in b.DenseValues())
                yield return new(slot++, value);
        }
    }

    public IEnumerable<T> DenseValues()
    {
        return Enumerate(this);

        static IEnumerable<T> Enumerate(VBuffer<T> b)
        {
            int next = 0;
            for (int slot = 0; slot < b.Length; slot++)
            {
                if (b.IsDense)
                    yield return b._values![slot];
                else
                    yield return next < b._count && b._indices![next] == slot ? b._values![next++] : default!;
            }
        }
    }

    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    public T GetItemOrDefault(int index)
    {
        Contracts.CheckParam(index >= 0 && index < Length, nameof(index));
        if (IsDense)
            return _values![index];
        int at = GetIndices().BinarySearch(index);
        return at >= 0 ? _values![at] : default!;
    }

    public IEnumerator GetEnumerator() => (_values ?? []).Take(_count).GetEnumerator();

    public override string ToString()
        => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    internal VBufferEditor<T> GetEditor(int length, int? valuesCount, int? capacity, bool keepOld, bool indicesOnDense)
    {
        Contracts.CheckParam(length >= 0, "newLogicalLength", "Must be non-negative.");
        Contracts.CheckParam(valuesCount is null or >= 0, nameof(valuesCount), "If specified, must be non-negative.");
        Contracts.CheckParam(valuesCount is null || valuesCount <= length, nameof(valuesCount),
            "If specified, must be no greater than newLogicalLength");

        int count = valuesCount ?? length;
        bool needIndices = count != length || indicesOnDense;
        var values = Grow(_values, count, capacity, keepOld, out bool newValues);
        bool newIndices = false;
        var indices = needIndices ? Grow(_indices, count, capacity, keepOld, out newIndices) : _indices;
        return new VBufferEditor<T>(length, count, values, indices, needIndices, newValues, newIndices);
    }

    internal VBufferEditor<T> GetEditor() => GetEditor(Length, _count, null, false, false);

    private static TItem[]? Grow<TItem>(TItem[]? array, int needed, int? capacity, bool keepOld, out bool created)
    {
        created = needed > (array?.Length ?? 0);
        if (!created)
            return array;
        // Doubling keeps vectors of slowly growing length from being allocated anew each row.
        long doubled = Math.Max(needed, Math.Min(2L * (array?.Length ?? 0), capacity ?? Array.MaxLength));
        var grown = new TItem[(int)Math.Min(doubled, Array.MaxLength)];
        if (keepOld && array != null)
            array.CopyTo(grown, 0);
        return grown;
    }

    private static int FirstAtOrAfter(ReadOnlySpan<int> sorted, int value)
    {
        int at = sorted.BinarySearch(value);
        return at >= 0 ? at : ~at;
    }
}
