namespace Microsoft.ML.Data;

/// <summary>The columns of a row that is an object: a getter for each active member of its class.</summary>
internal sealed class ObjectColumns<TRow>
    where TRow : class
{
    private readonly Delegate?[] _getters;
    private readonly Func<TRow> _current;

    public ObjectColumns(RowMembers members, Func<int, bool> isActive, Func<TRow> current)
    {
        _current = current;
        _getters = members.Columns.Select((c, i) => isActive(i) ? MakeGetter(c) : null).ToArray();
    }

    public bool IsActive(DataViewSchema.Column column)
    {
        Contracts.Check(column.Index < _getters.Length, $"Column index must be between 0 and {_getters.Length}");
        return _getters[column.Index] != null;
    }

    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Contracts.CheckParam(IsActive(column), nameof(column), "requested column not active");
        return DataViewUtils.CastGetter<TValue>(_getters[column.Index]!, column);
    }

    private Delegate MakeGetter(RowMembers.Column column)
    {
        var type = column.MemberType;
        if (type == typeof(string))
            return TextGetter(column);
        if (type == typeof(string[]))
            return TextArrayGetter(column);
        if (type.IsArray)
            return DataViewUtils.Invoke<RowMembers.Column, Delegate>(ArrayGetter<int>, type.GetElementType()!, column);
        return column.Type is KeyDataViewType
            ? DataViewUtils.Invoke<RowMembers.Column, Delegate>(KeyGetter<int>, type, column)
            : DataViewUtils.Invoke<RowMembers.Column, Delegate>(DirectGetter<int>, type, column);
    }

    private ValueGetter<ReadOnlyMemory<char>> TextGetter(RowMembers.Column column)
    {
        var get = MemberAccess.Getter<TRow, string?>(column.Member);
        return (ref ReadOnlyMemory<char> destination) => destination = get(_current()).AsMemory();
    }

    private ValueGetter<VBuffer<ReadOnlyMemory<char>>> TextArrayGetter(RowMembers.Column column)
    {
        var get = MemberAccess.Getter<TRow, string?[]?>(column.Member);
        return (ref VBuffer<ReadOnlyMemory<char>> destination) =>
        {
            var texts = get(_current()) ?? [];
            var editor = VBufferEditor.Create(ref destination, texts.Length);
            for (int i = 0; i < texts.Length; i++)
                editor.Values[i] = texts[i].AsMemory();
            destination = editor.Commit();
        };
    }

    private Delegate ArrayGetter<T>(RowMembers.Column column)
    {
        var get = MemberAccess.Getter<TRow, T[]?>(column.Member);
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) =>
        {
            var values = get(_current()) ?? [];
            VBuffer<T>.Copy(values, 0, ref destination, values.Length);
        });
    }

    private Delegate DirectGetter<T>(RowMembers.Column column)
    {
        var get = MemberAccess.Getter<TRow, T>(column.Member);
        var copy = ValueCopiers.Get<T>();
        return (ValueGetter<T>)((ref T destination) => copy(get(_current()), ref destination));
    }

    // A class counts keys from 0 and has no missing one; a view counts from 1, and 0 is missing.
    private Delegate KeyGetter<T>(RowMembers.Column column)
    {
        ulong count = ((KeyDataViewType)column.Type).Count;
        if (typeof(T) == typeof(uint))
        {
            var get = MemberAccess.Getter<TRow, uint>(column.Member);
            return (ValueGetter<uint>)((ref uint destination) => destination = get(_current()) is var key && key < count ? key + 1 : 0);
        }
        if (typeof(T) == typeof(ulong))
        {
            var get = MemberAccess.Getter<TRow, ulong>(column.Member);
            return (ValueGetter<ulong>)((ref ulong destination) => destination = get(_current()) is var key && key < count ? key + 1 : 0);
        }
        if (typeof(T) == typeof(byte))
        {
            var get = MemberAccess.Getter<TRow, byte>(column.Member);
            return (ValueGetter<byte>)((ref byte destination) => destination = get(_current()) is var key && key < count ? (byte)(key + 1) : (byte)0);
        }
        throw Contracts.Except($"A key member of type {typeof(T)} cannot be read from a class; use Byte, UInt32 or UInt64.");
    }
}
