namespace ArrhythmiaVision.Networks;

/// <summary>The calling thread and a few of its own, which run the same work side by side, again and again, without allocating.</summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly SemaphoreSlim[] _wake;
    private readonly CountdownEvent _done;
    private Action<int>? _work;
    private Exception? _failure;

    public WorkerTeam(int threads)
    {
        Threads = threads;
        _done = new CountdownEvent(1);
        _wake = new SemaphoreSlim[threads - 1];
        for (var i = 0; i < _wake.Length; i++)
        {
            _wake[i] = new SemaphoreSlim(0);
            var worker = i;
            new Thread(() => Loop(worker)) { IsBackground = true, Name = "ArrhythmiaVision training" }.Start();
        }
    }

    public int Threads { get; }

    /// <summary>Runs the work on every thread with the thread's number, and waits for all.</summary>
    public void Run(Action<int> work)
    {
        _failure = null;
        _work = work;
        _done.Reset(Threads);
        foreach (var wake in _wake) wake.Release();
        RunOne(work, 0);
        _done.Wait();
        if (_failure is { } failure) throw new InvalidOperationException("A training thread failed: " + failure.Message, failure);
    }

    public void Dispose()
    {
        _work = null;
        foreach (var wake in _wake) wake.Release();
    }

    private void Loop(int worker)
    {
        while (true)
        {
            _wake[worker].Wait();
            if (_work is not { } work) return;
            RunOne(work, worker + 1);
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
        finally
        {
            _done.Signal();
        }
    }
}
