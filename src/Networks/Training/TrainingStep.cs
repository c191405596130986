namespace ArrhythmiaVision.Networks;

/// <summary>Takes an engine through a batch on a team of threads: forward, loss, backward, optimiser, phase by phase.</summary>
internal sealed class TrainingStep
{
    private readonly TrainingEngine _engine;
    private readonly WorkerTeam _team;
    private readonly PhaseBarrier _barrier;
    private readonly WorkQueue _queue;
    private readonly TrainingWorkspace[] _workspaces;
    private readonly Action<int> _work;
    private readonly Action<int> _finish;
    private readonly double _weightDecay;
    private readonly int _head;
    private readonly int _optimize;
    private readonly int _transpose;
    private IBatchSource _source = null!;
    private CancellationToken _cancellation;
    private AdamWStep _adamW;
    private double _learningRate;
    private int _lastPhase;
    private bool _cancelled;

    public TrainingStep(TrainingEngine engine, WorkerTeam team, double weightDecay)
    {
        _engine = engine;
        _team = team;
        _weightDecay = weightDecay;
        _barrier = new PhaseBarrier(team.Threads);
        _queue = new WorkQueue(team.Threads);
        _workspaces = [.. Enumerable.Range(0, team.Threads).Select(_ => engine.CreateWorkspace())];
        _work = Work;
        _finish = Finish;
        _head = engine.UnitCount;
        _optimize = _head + 1 + engine.UnitCount;
        _transpose = _optimize + 1;
    }

    /// <summary>Runs a whole step.</summary>
    /// <param name="source">The batch's beats.</param>
    /// <param name="count">Beats in the batch.</param>
    /// <param name="learningRate">The step's learning rate.</param>
    /// <param name="step">The step, from 1, over the whole training.</param>
    /// <param name="cancellation">Ends the step between two items of a phase, leaving the network unusable.</param>
    public void Run(IBatchSource source, int count, double learningRate, long step, CancellationToken cancellation)
    {
        _adamW = new AdamWStep(learningRate, step);
        _learningRate = learningRate;
        Run(source, count, _transpose, cancellation);
    }

    /// <summary>Runs forward and backward alone: the gradients and statistics stand, the weights stay.</summary>
    public void RunGradients(IBatchSource source, int count) => Run(source, count, _optimize - 1, CancellationToken.None);

    private void Run(IBatchSource source, int count, int lastPhase, CancellationToken cancellation)
    {
        _source = source;
        _cancellation = cancellation;
        _lastPhase = lastPhase;
        _cancelled = false;
        _engine.BeginBatch(count);
        _queue.Fill(Items(0));
        _team.Run(_work);
        cancellation.ThrowIfCancellationRequested();
    }

    private void Work(int thread)
    {
        try
        {
            for (var phase = 0; phase <= _lastPhase; phase++)
            {
                while (_queue.TryTake(thread, out var item))
                {
                    // A phase of a large batch can last; what is left undone spoils a step that is given up anyway.
                    if (!_cancellation.IsCancellationRequested) Do(phase, item, _workspaces[thread]);
                }

                _barrier.Pass(_finish, phase);
                if (_cancelled) return;
            }
        }
        catch (Exception exception)
        {
            _barrier.Fail(exception);
            throw;
        }
    }

    private void Do(int phase, int item, TrainingWorkspace workspace)
    {
        if (phase < _head) _engine.Forward(phase, item, workspace, _source);
        else if (phase == _head) _engine.Head(item, workspace);
        else if (phase < _optimize) _engine.Backward(_optimize - 1 - phase, item, workspace);
        else if (phase == _optimize) _engine.Optimize(item, _adamW, _learningRate, _weightDecay);
        else _engine.Transpose(_engine.Transposed[item]);
    }

    /// <summary>By the last thread to end a phase, while the others wait.</summary>
    private void Finish(int phase)
    {
        if (phase < _head) _engine.FinishForward(phase);
        else if (phase < _optimize - 1) _engine.FinishBackward(_optimize - 2 - phase);
        _cancelled = _cancellation.IsCancellationRequested;
        _queue.Fill(Items(phase + 1));
    }

    private int Items(int phase) =>
        phase < _optimize ? _engine.Chunks
        : phase == _optimize ? _engine.OptimizerBlocks.Count
        : _engine.Transposed.Count;
}
