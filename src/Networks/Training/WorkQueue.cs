namespace ArrhythmiaVision.Networks;

/// <summary>
/// A phase's items, shared out evenly: each thread goes through its own share, whose data lie in its cache, then helps the
/// others with theirs.
/// </summary>
internal sealed class WorkQueue(int threads)
{
    // A cache line for each thread's place.
    private const int Spacing = 16;
    private readonly int[] _taken = new int[(threads + 1) * Spacing];
    private int _items;

    public void Fill(int items)
    {
        _items = items;
        for (var thread = 0; thread < threads; thread++) _taken[(thread + 1) * Spacing] = Start(thread) - 1;
    }

    public bool TryTake(int thread, out int item)
    {
        for (var i = 0; i < threads; i++)
        {
            var owner = (thread + i) % threads;
            ref var taken = ref _taken[(owner + 1) * Spacing];
            var end = Start(owner + 1);
            if (Volatile.Read(ref taken) + 1 < end && (item = Interlocked.Increment(ref taken)) < end) return true;
        }

        item = -1;
        return false;
    }

    private int Start(int thread) => (int)((long)_items * thread / threads);
}
