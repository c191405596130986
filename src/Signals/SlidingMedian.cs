namespace ArrhythmiaVision.Signals;

/// <summary>The median of the last <see cref="Window"/> numbers pushed.</summary>
/// <remarks>
/// The lower half of the numbers lies in a heap with its largest on top, the upper half in one with its smallest on top, and each
/// number knows its place. The oldest number is overwritten where it lies, its heap is put in order, and if the two tops are then
/// the wrong way round they change sides: O(log window) steps a push, memory bounded by the window, and nothing allocated. The
/// median depends on the numbers in the window alone, not on how they came there.
/// </remarks>
public sealed class SlidingMedian
{
    private readonly float[] _values;
    private readonly Heap _lower;
    private readonly Heap _upper;
    private int _next;

    /// <summary>Makes an empty window.</summary>
    /// <param name="window">The number of numbers held, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is less than 1.</exception>
    public SlidingMedian(int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        _values = new float[window];
        var places = new int[window];
        _lower = new Heap(_values, places, (window + 1) / 2, largestOnTop: true);
        _upper = new Heap(_values, places, window / 2, largestOnTop: false);
    }

    /// <summary>How many numbers are held at most.</summary>
    public int Window => _values.Length;

    /// <summary>How many numbers are held now.</summary>
    public int Count => _lower.Count + _upper.Count;

    /// <summary>The median of the numbers held: of an even number of them the mean of the two in the middle; NaN when none is held.</summary>
    public float Median => Count == 0 ? float.NaN
        : _lower.Count > _upper.Count ? _values[_lower.Top]
        : _values[_lower.Top] + (_values[_upper.Top] - _values[_lower.Top]) * 0.5f;

    /// <summary>Forgets every number.</summary>
    public void Reset()
    {
        _lower.Clear();
        _upper.Clear();
        _next = 0;
    }

    /// <summary>Adds a number; when the window is full the oldest one leaves.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is NaN or infinite.</exception>
    public void Push(float value)
    {
        if (!float.IsFinite(value)) throw new ArgumentException("Only finite numbers have a place in a median; leave missing ones out.", nameof(value));

        var slot = _next;
        _next = slot + 1 == _values.Length ? 0 : slot + 1;
        _values[slot] = value;
        if (Count == _values.Length) (_lower.Holds(slot) ? _lower : _upper).Restore(slot);
        else (_lower.Count > _upper.Count ? _upper : _lower).Add(slot);

        if (_upper.Count == 0 || !(_values[_lower.Top] > _values[_upper.Top])) return;
        var (low, high) = (_lower.Top, _upper.Top);
        _lower.ReplaceTop(high);
        _upper.ReplaceTop(low);
    }

    /// <summary>A binary heap of slots of <paramref name="values"/>; <paramref name="places"/>, which both heaps share, says where
    /// in its heap each slot is.</summary>
    private sealed class Heap(float[] values, int[] places, int capacity, bool largestOnTop)
    {
        private readonly int[] _slots = new int[capacity];

        public int Count { get; private set; }

        public int Top => _slots[0];

        public void Clear() => Count = 0;

        public bool Holds(int slot) => places[slot] is var place && place < Count && _slots[place] == slot;

        public void Add(int slot)
        {
            Put(Count++, slot);
            Rise(places[slot]);
        }

        public void ReplaceTop(int slot)
        {
            Put(0, slot);
            Sink(0);
        }

        /// <summary>Puts the heap in order again after one value changed.</summary>
        public void Restore(int slot)
        {
            Rise(places[slot]);
            Sink(places[slot]);
        }

        private void Rise(int place)
        {
            var slot = _slots[place];
            while (place > 0 && IsAbove(values[slot], values[_slots[(place - 1) / 2]]))
            {
                Put(place, _slots[(place - 1) / 2]);
                place = (place - 1) / 2;
            }
            Put(place, slot);
        }

        private void Sink(int place)
        {
            var slot = _slots[place];
            for (var child = 2 * place + 1; child < Count; child = 2 * place + 1)
            {
                if (child + 1 < Count && IsAbove(values[_slots[child + 1]], values[_slots[child]])) child++;
                if (!IsAbove(values[_slots[child]], values[slot])) break;
                Put(place, _slots[child]);
                place = child;
            }
            Put(place, slot);
        }

        private void Put(int place, int slot)
        {
            _slots[place] = slot;
            places[slot] = place;
        }

        private bool IsAbove(float a, float b) => largestOnTop ? a > b : a < b;
    }
}
