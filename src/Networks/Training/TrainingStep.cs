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
    private readonly Func<bool> _doSmall;
    private readonly double _weightDecay;
    private readonly int _head;
    private readonly int _last;
    private readonly int[] _transposes;
    private readonly int[][] _optimizers;

    // The work beside the phases, in its order: transposes, then steps from the head to the first unit.
    private readonly int[] _small;
    private IBatchSource _source = null!;
    private CancellationToken _cancellation;
    private AdamWStep _adamW;
    private double _learningRate;
    private bool _optimizes;
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
        _doSmall = DoSmall;
        _head = engine.UnitCount;
        _last = _head + engine.UnitCount;
        _transposes = [.. Enumerable.Range(0, engine.UnitCount).SelectMany(engine.TransposeBlocksOf)];
        _optimizers = [.. Enumerable.Range(0, engine.UnitCount + 1).Select(engine.OptimizerBlocksOf)];
        _small = [.. _transposes, .. _optimizers.Reverse().SelectMany(blocks => blocks)];
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
        Run(source, count, optimizes: true, cancellation);
    }

    /// <summary>Runs forward and backward alone: the gradients and statistics stand, the weights stay.</summary>
    public void RunGradients(IBatchSource source, int count) => Run(source, count, optimizes: false, CancellationToken.None);

    private void Run(IBatchSource source, int count, bool optimizes, CancellationToken cancellation)
    {
        _source = source;
        _cancellation = cancellation;
        _optimizes = optimizes;
        _cancelled = false;
        _engine.BeginBatch(count);
        _queue.Clear();
        _queue.AddSmall(_transposes.Length);
        _queue.Fill(_engine.Chunks);
        _team.Run(_work);
        cancellation.ThrowIfCancellationRequested();
    }

    private void Work(int thread)
    {
        try
        {
            for (var phase = 0; phase <= _last; phase++)
            {
                while (_queue.TryTake(thread, out var item))
                {
                    // A phase of a large batch can last; what is left undone spoils a step that is given up anyway.
                    if (!_cancellation.IsCancellationRequested) Do(phase, item, _workspaces[thread]);
                }

                if (IsWhole(phase)) DoAllSmall();
                _barrier.Pass(_finish, phase, _doSmall);
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
        else _engine.Backward(_last - phase, item, workspace);
    }

    /// <summary>
    /// Does a piece of the work beside the phases, where there is any: on the way forward weights are transposed, which the way back
    /// needs; on the way back numbers are stepped whose gradients are whole.
    /// </summary>
    private bool DoSmall()
    {
        if (!_queue.TryTakeSmall(out var item)) return false;
        if (_cancellation.IsCancellationRequested) return true;
        if (item < _transposes.Length) _engine.Transpose(_small[item]);
        else _engine.Optimize(_small[item], _adamW, _learningRate, _weightDecay);
        return true;
    }

    private void DoAllSmall()
    {
        while (DoSmall())
        {
        }
    }

    /// <summary>Whether the small work there is must be done when the phase ends: the next one needs it. A lone thread never waits.</summary>
    private bool IsWhole(int phase) => phase == _head || phase == _last || _team.Threads == 1;

    /// <summary>By the last thread to end a phase, while the others wait.</summary>
    private void Finish(int phase)
    {
        _cancelled = _cancellation.IsCancellationRequested;
        if (phase < _head) _engine.FinishForward(phase);
        else if (phase < _last) _engine.FinishBackward(_last - 1 - phase);
        if (_optimizes && phase >= _head) _queue.AddSmall(_optimizers[_last - phase].Length);
        if (phase < _last) _queue.Fill(_engine.Chunks);
        else DoAllSmall();
    }
}
