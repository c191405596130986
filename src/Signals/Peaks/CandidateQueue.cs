namespace ArrhythmiaVision.Signals;

/// <summary>The candidates of the last seconds in order of time, decided and undecided, in memory of fixed size.</summary>
internal sealed class CandidateQueue(int capacity)
{
    private readonly QrsCandidate[] _items = new QrsCandidate[capacity];

    public int Count { get; private set; }

    /// <summary>The index of the first candidate not yet decided.</summary>
    public int Next { get; set; }

    public ref QrsCandidate this[int index] => ref _items[index];

    public void Clear() => (Count, Next) = (0, 0);

    /// <summary>Adds a candidate; where the memory is full, those decided that lie before a frame make room.</summary>
    public void Add(in QrsCandidate candidate, long oldestNeeded)
    {
        if (Count == _items.Length)
        {
            var first = 0;
            while (first < Next && _items[first].Frame < oldestNeeded) first++;
            _items.AsSpan(first, Count - first).CopyTo(_items);
            Count -= first;
            Next -= first;
        }
        _items[Count++] = candidate;
    }
}
