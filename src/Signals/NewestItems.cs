namespace ArrhythmiaVision.Signals;

/// <summary>The newest items of an endless sequence, in one piece.</summary>
internal sealed class NewestItems<T>(int capacity) where T : unmanaged
{
    private readonly T[] _items = new T[capacity];
    private int _from;
    private int _to;

    /// <summary>The number of the first item held.</summary>
    public long Start { get; private set; }

    /// <summary>The number of the item that comes next.</summary>
    public long End => Start + _to - _from;

    /// <summary>The items from a number on.</summary>
    public ReadOnlySpan<T> From(long number) => _items.AsSpan(_from + (int)(number - Start), (int)(End - number));

    public void Add(ReadOnlySpan<T> items)
    {
        items.CopyTo(Room(items.Length));
        Added(items.Length);
    }

    /// <summary>Room for items to come; they count once <see cref="Added"/> says so.</summary>
    public Span<T> Room(int count)
    {
        if (_to + count > _items.Length)
        {
            _items.AsSpan(_from, _to - _from).CopyTo(_items);
            _to -= _from;
            _from = 0;
        }
        return _items.AsSpan(_to, count);
    }

    public void Added(int count) => _to += count;

    public void DropBefore(long number)
    {
        if (number <= Start) return;
        _from += (int)(number - Start);
        Start = number;
    }

    public void Reset()
    {
        Start = 0;
        _from = _to = 0;
    }
}
