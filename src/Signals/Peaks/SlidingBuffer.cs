namespace ArrhythmiaVision.Signals;

/// <summary>The newest elements of an endless sequence, any run of which lies in one piece; before the first one there are zeros.</summary>
internal sealed class SlidingBuffer<T> where T : unmanaged
{
    private readonly T[] _items;
    private readonly int _keep;
    private int _used;

    /// <summary>Makes a buffer that holds at least the last <paramref name="keep"/> elements.</summary>
    public SlidingBuffer(int keep)
    {
        _keep = keep;
        // Twice the length: elements then move to the front once in every `keep` steps, about one copy a step.
        _items = new T[2 * keep];
        Reset();
    }

    /// <summary>How many elements were added since the start: the number of the next one.</summary>
    public long Count { get; private set; }

    /// <summary>An element by its number.</summary>
    public ref readonly T this[long number] => ref _items[_used + (int)(number - Count)];

    /// <summary>A run of elements, the first given by its number.</summary>
    public ReadOnlySpan<T> Run(long first, int length) => _items.AsSpan(_used + (int)(first - Count), length);

    public void Add(T item)
    {
        if (_used == _items.Length)
        {
            _items.AsSpan(_used - _keep).CopyTo(_items);
            _used = _keep;
        }
        _items[_used++] = item;
        Count++;
    }

    public void Reset()
    {
        _items.AsSpan(0, _keep).Clear();
        _used = _keep;
        Count = 0;
    }
}
