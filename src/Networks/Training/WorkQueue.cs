namespace ArrhythmiaVision.Networks;

/// <summary>
/// A phase's items, shared out evenly: each thread goes through its own share, whose data lie in its cache, then helps the
/// others with theirs. Small items that nothing in the phase waits for come last, from one heap: they fill the time in which
/// threads would wait for each other.
/// </summary>
internal sealed class WorkQueue(int threads)
{
    // A cache line for each thread's place, and one for the heap's.
    private const int Spacing = 16;
    private readonly int[] _taken = new int[(threads + 2) * Spacing];
    private int _items;
    private int _all;

    /// <param name="items">Items that are shared out.</param>
    /// <param name="small">Small items, numbered on from them.</param>
    public void Fill(int items, int small)
    {
        _items = items;
        _all = items + small;
        for (var thread = 0; thread < threads; thread++) _taken[(thread + 1) * Spacing] = Start(thread) - 1;
        _taken[(threads + 1) * Spacing] = items - 1;
    }

    public bool TryTake(int thread, out int item)
    {
        for (var i = 0; i < threads; i++)
        {
            var owner = (thread + i) % threads;
            if (TryTakeOf(owner, Start(owner + 1), out item)) return true;
        }

        return TryTakeOf(threads, _all, out item);
    }

    private bool TryTakeOf(int owner, int end, out int item)
    {
        ref var taken = ref _taken[(owner + 1) * Spacing];
        item = -1;
        return Volatile.Read(ref taken) + 1 < end && (item = Interlocked.Increment(ref taken)) < end;
    }

    private int Start(int thread) => (int)((long)_items * thread / threads);
}
