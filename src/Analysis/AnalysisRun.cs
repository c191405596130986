using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>One analysis under way. Cutting is done by one thread at a time, scoring by any; batches come out in order.</summary>
/// <remarks>Every thread does what is most needed: cut a batch while few wait to be scored, else score one, else wait. The caller of
/// <see cref="Next"/> works too. What comes out does not depend on who did what.</remarks>
internal sealed class AnalysisRun : IDisposable
{
    private readonly RecordCutter _cutter;
    private readonly ArrhythmiNetModel _model;
    private readonly AnalysisOptions _options;
    private readonly IReadOnlyList<int> _contextPlaces;
    private readonly int _threads;
    private readonly CancellationToken _cancellationToken;

    // Cancelled with the caller's token, and when the run is given up.
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _wakeUp;
    private readonly object _gate = new();
    private readonly Queue<BeatBatch> _free = [];
    private readonly Queue<BeatBatch> _toScore = [];
    private readonly Queue<BeatBatch> _inOrder = [];
    private readonly Thread[] _workers;
    private BeatBatch? _given;
    private ExceptionDispatchInfo? _failure;
    private bool _cutting;
    private bool _ended;
    private bool _stopped;

    public AnalysisRun(RecordCutter cutter, ArrhythmiNetModel model, AnalysisOptions options, CancellationToken cancellationToken)
    {
        _cutter = cutter;
        _model = model;
        _options = options;
        _contextPlaces = ContextMeasures.PlacesOf(model.ContextNames);
        _threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        _cancellationToken = cancellationToken;
        for (var i = 0; i < 2 * _threads + 1; i++) _free.Enqueue(new BeatBatch(BeatBatch.UsualCapacity, model.InputLength, model.Classes.Count));
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _wakeUp = cancellationToken.Register(WakeAll);
        _workers = new Thread[_threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Work) { IsBackground = true, Name = "ECG analysis" };
            _workers[i].Start();
        }
    }

    /// <summary>The next scored batch, in order; its memory is given back with the next call. Null at the end.</summary>
    public BeatBatch? Next()
    {
        GiveBack();
        while (true)
        {
            BeatBatch? batch;
            bool cut;
            lock (_gate)
            {
                while (true)
                {
                    _cancellationToken.ThrowIfCancellationRequested();
                    if (_inOrder.TryPeek(out var first))
                    {
                        if (first.IsScored) return _given = _inOrder.Dequeue();
                        first.Failure?.Throw();
                    }
                    else if (_ended)
                    {
                        _failure?.Throw();
                        return null;
                    }
                    if (Take(out batch, out cut)) break;
                    Monitor.Wait(_gate);
                }
            }
            Do(batch, cut);
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
        foreach (var worker in _workers) worker.Join();
        _wakeUp.Dispose();
        _end.Dispose();
    }

    private void GiveBack()
    {
        if (_given is null) return;
        _given.Clear();
        lock (_gate)
        {
            _free.Enqueue(_given);
            Monitor.PulseAll(_gate);
        }
        _given = null;
    }

    private void Work()
    {
        while (true)
        {
            BeatBatch? batch;
            bool cut;
            lock (_gate)
            {
                while (true)
                {
                    if (_stopped || _cancellationToken.IsCancellationRequested || (_ended && _toScore.Count == 0)) return;
                    if (Take(out batch, out cut)) break;
                    Monitor.Wait(_gate);
                }
            }
            Do(batch, cut);
        }
    }

    private bool Take([NotNullWhen(true)] out BeatBatch? batch, out bool cut)
    {
        cut = !_cutting && !_ended && _free.Count > 0 && _toScore.Count < _threads;
        if (cut)
        {
            _cutting = true;
            batch = _free.Dequeue();
            return true;
        }
        return _toScore.TryDequeue(out batch);
    }

    private void Do(BeatBatch batch, bool cut)
    {
        try
        {
            if (cut) Cut(batch);
            else Score(batch);
        }
        catch (Exception e)
        {
            // Beats before the failure still come out; what was begun is given up.
            lock (_gate)
            {
                if (cut) _failure = ExceptionDispatchInfo.Capture(e);
                else batch.Failure = ExceptionDispatchInfo.Capture(e);
                _ended = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Cut(BeatBatch batch)
    {
        var any = _cutter.Fill(batch, _end.Token);
        lock (_gate)
        {
            _cutting = false;
            if (any)
            {
                _toScore.Enqueue(batch);
                _inOrder.Enqueue(batch);
            }
            else
            {
                _ended = true;
            }
            Monitor.PulseAll(_gate);
        }
    }

    private void Score(BeatBatch batch)
    {
        batch.Score(_model, _contextPlaces, _options);
        WakeAll();
    }

    private void WakeAll()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }
}
