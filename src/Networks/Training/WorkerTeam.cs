namespace ArrhythmiaVision.Networks;

/// <summary>The calling thread and a few of its own, which run the same work side by side, again and again, without allocating.</summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Thread[] _workers;
    private readonly SemaphoreSlim[] _wake;

    // Each worker's last act in a round. A count that is set anew for each round could be reached by one who is still ending the last.
    private readonly SemaphoreSlim _done = new(0);
    private Action<int>? _work;
    private Exception? _failure;

    public WorkerTeam(int threads)
    {
        Threads = threads;
        _wake = new SemaphoreSlim[threads - 1];
        _workers = new Thread[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _wake[i] = new SemaphoreSlim(0);
            var worker = i;
            _workers[i] = new Thread(() => Loop(worker)) { IsBackground = true, Name = "ArrhythmiaVision training" };
            _workers[i].Start();
        }
    }

    public int Threads { get; }

    /// <summary>Runs the work on every thread with the thread's number, and waits for all.</summary>
    public void Run(Action<int> work)
    {
        _failure = null;
        _work = work;
        foreach (var wake in _wake) wake.Release();
        RunOne(work, 0);
        for (var i = 0; i < _workers.Length; i++) _done.Wait();
        if (_failure is { } failure) throw new InvalidOperationException("A training thread failed: " + failure.Message, failure);
    }

    /// <summary>Ends the threads, and returns when they have ended.</summary>
    public void Dispose()
    {
        _work = null;
        foreach (var wake in _wake) wake.Release();
        foreach (var worker in _workers) worker.Join();
    }

    private void Loop(int worker)
    {
        while (true)
        {
            _wake[worker].Wait();
            if (_work is not { } work) return;
            RunOne(work, worker + 1);
            _done.Release();
        }
    }

    private void RunOne(Action<int> work, int thread)
    {
        try
        {
            work(thread);
        }
        catch (Exception exception)
        {
            // Handed to the caller of Run: nothing may escape from a thread of the team.
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
    }
}
