namespace ArrhythmiaVision.Networks;

/// <summary>
/// A phase's items, shared out evenly: each thread goes through its own share, whose data lie in its cache, then helps the
/// others with theirs. Beside them a heap of small items, which outlasts phases: they fill the time in which threads would wait
/// for each other.
/// </summary>
internal sealed class WorkQueue(int threads)
{
    // A cache line for each thread's place, and one for the heap's.
    private const int Spacing = 16;
    private readonly int[] _taken = new int[(threads + 2) * Spacing];
    private int _items;
    private int _small;

    private ref int SmallTaken => ref _taken[(threads + 1) * Spacing];

    /// <summary>Empties the heap of small items, while no thread takes any.</summary>
    public void Clear()
    {
        SmallTaken = 0;
        _small = 0;
    }

    /// <summary>Shares out the items of the next phase, while no thread takes any.</summary>
    public void Fill(int items)
    {
        _items = items;
        for (var thread = 0; thread < threads; thread++) _taken[(thread + 1) * Spacing] = Start(thread) - 1;
    }

    /// <summary>Adds to the heap of small items; threads may take of it meanwhile.</summary>
    public void AddSmall(int count) => Volatile.Write(ref _small, _small + count);

    public bool TryTake(int thread, out int item)
    {
        for (var i = 0; i < threads; i++)
        {
            var owner = (thread + i) % threads;
            if (TryTakeOf(owner, out item)) return true;
        }

        item = -1;
        return false;
    }

    /// <summary>Takes the next small item, numbered from 0 since the heap was empty.</summary>
    public bool TryTakeSmall(out int item)
    {
        while ((item = Volatile.Read(ref SmallTaken)) < Volatile.Read(ref _small))
        {
            // No count may run ahead of a heap that grows.
            if (Interlocked.CompareExchange(ref SmallTaken, item + 1, item) == item) return true;
        }

        return false;
    }

    private bool TryTakeOf(int owner, out int item)
    {
        ref var taken = ref _taken[(owner + 1) * Spacing];
        var end = Start(owner + 1);
        item = -1;
        return Volatile.Read(ref taken) + 1 < end && (item = Interlocked.Increment(ref taken)) < end;
    }

    private int Start(int thread) => (int)((long)_items * thread / threads);
}
