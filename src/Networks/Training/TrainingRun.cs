using System.Diagnostics;
using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>One training run: epochs, validation, best epoch, early stop, checkpoints, progress.</summary>
internal sealed class TrainingRun : IDisposable
{
    // Between two looks at whether the run is cancelled: some 20 ms of the larger network.
    private const int ValidationBeatsOfThread = 64;
    private readonly BeatDataset _training;
    private readonly BeatDataset? _validation;
    private readonly ArrhythmiNetTrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly NetworkDefinition _definition;
    private readonly Checkpoint? _checkpoint;
    private readonly EpochBatches _batches;
    private readonly OneShape? _oneShape;
    private readonly TrainingEngine _engine;
    private readonly WorkerTeam _team;
    private readonly TrainingStep _step;
    private readonly long _started = Stopwatch.GetTimestamp();

    public TrainingRun(
        BeatDataset training, BeatDataset? validation, ArrhythmiNetTrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _training = training;
        _validation = validation;
        _options = options;
        _progress = progress;
        _cancellation = cancellation;
        _definition = ArchitectureTables.Build(options.Architecture, training.Classes.Count, training.ContextNames.Count);
        _checkpoint = options.CheckpointPath is { } path ? new Checkpoint(path, options, training, validation, _definition, cancellation) : null;
        _batches = new EpochBatches(training, options);
        if (options.ClassesOfOneShape.Count > 0)
            _oneShape = new OneShape(_definition, Places(training.Classes, options.ClassesOfOneShape), Places(training.ContextNames, options.ContextOfOneShape));
        _engine = new TrainingEngine(_definition, NetworkKernels.Best, Math.Min(options.BatchSize, training.Count), options.LabelSmoothing, _oneShape, options.Teachers, cancellation);
        _team = new WorkerTeam(Math.Min(options.EffectiveThreads, _engine.ChunksOfFullBatch));
        _step = new TrainingStep(_engine, _team, options.WeightDecay);
    }

    public void Dispose() => _team.Dispose();

    private static int[] Places(IReadOnlyList<string> all, IReadOnlyList<string> some) => [.. Enumerable.Range(0, all.Count).Where(i => some.Contains(all[i]))];

    public TrainingResult Run()
    {
        var state = _checkpoint?.TryRead() ?? new TrainingState(_options.WarmStart?.Numbers.ToArray() ?? InitialNumbers.Draw(_definition, _options.Seed));
        if (state.Epoch == 0) _oneShape?.Project(state.Numbers, _definition.DenseIndex, _definition.ContextIndex);
        var resumedAfter = state.Epoch;
        _engine.SetNumbers(state.Numbers);
        _engine.SetMoments(state.First, state.Second);
        while (state.Epoch < _options.Epochs && !IsExhausted(state))
        {
            RunEpoch(state);
            _checkpoint?.Write(state);
        }

        var restore = _options.RestoreBestEpoch && state.BestEpoch > 0;
        var model = new ArrhythmiNetModel(_options.Architecture, _training.Classes, _training.ContextNames, restore ? state.BestNumbers : state.Numbers);
        return new TrainingResult(
            model, state.History.AsReadOnly(), restore ? state.BestEpoch : state.Epoch, state.Epoch < _options.Epochs, resumedAfter,
            Stopwatch.GetElapsedTime(_started));
    }

    private bool IsExhausted(TrainingState state) =>
        _options.EarlyStoppingPatience is { } patience && state.BestEpoch > 0 && state.Epoch - state.BestEpoch >= patience;

    private void RunEpoch(TrainingState state)
    {
        var started = Stopwatch.GetTimestamp();
        var epoch = state.Epoch + 1;
        var steps = (long)_batches.Steps * _options.Epochs;
        _batches.BeginEpoch(epoch);
        var loss = 0.0;
        int correct = 0, seen = 0;
        var rate = 0.0;
        for (var i = 0; i < _batches.Steps; i++)
        {
            var step = ((long)(epoch - 1) * _batches.Steps) + i;
            rate = LearningRates.At(_options, step, steps);
            var count = _batches.BeginStep(i);
            _step.Run(_batches, count, rate, step + 1, _cancellation);
            var (batchLoss, batchCorrect) = _engine.Totals();
            if (!double.IsFinite(batchLoss))
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture, $"Training diverged in epoch {epoch}, step {i + 1}: the loss is {batchLoss}. Lower the learning rate ({rate:g3} in this step)."));
            }

            loss += batchLoss;
            correct += batchCorrect;
            seen += count;
            Report(epoch, i + 1, loss / seen, (double)correct / seen, rate, started, null);
        }

        _engine.GetNumbers(state.Numbers);
        _engine.GetMoments(state.First, state.Second);
        var judged = Validate(state.Numbers);
        var record = new EpochRecord(
            epoch, loss / seen, (double)correct / seen, judged?.Loss, judged?.Accuracy, rate, Stopwatch.GetElapsedTime(started));
        state.History.Add(record);
        if (judged is { } figures) KeepIfBest(state, figures);
        Report(epoch, _batches.Steps, record.Loss, record.Accuracy, rate, started, record);
    }

    private void KeepIfBest(TrainingState state, (double Loss, double Accuracy) figures)
    {
        var figure = _options.Monitor == MonitoredMetric.ValidationLoss ? -figures.Loss : figures.Accuracy;
        if (state.BestEpoch > 0 && !(figure > state.BestFigure)) return;

        state.BestEpoch = state.Epoch;
        state.BestFigure = figure;
        state.BestNumbers = [.. state.Numbers];
    }

    private (double Loss, double Accuracy)? Validate(float[] numbers)
    {
        if (_validation is null) return null;

        var scorer = new BatchScorer(new InferencePlan(_definition, numbers, NetworkKernels.Best));
        var classes = _definition.ClassCount;
        var block = ValidationBeatsOfThread * _team.Threads;
        var probabilities = new float[block * classes];
        var loss = 0.0;
        var correct = 0;
        for (var start = 0; start < _validation.Count; start += block)
        {
            _cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(block, _validation.Count - start);
            scorer.Score(
                _validation.Samples.AsSpan(start * BeatDataset.BeatLength, count * BeatDataset.BeatLength), _validation.ContextOf(start, count), probabilities.AsSpan(0, count * classes), _team.Threads);
            for (var i = 0; i < count; i++)
            {
                var row = probabilities.AsSpan(i * classes, classes);
                var label = _validation.Labels[start + i];
                loss -= Math.Log(Math.Max(row[label], float.Epsilon));
                if (Classifier.ArgMax(row) == label) correct++;
            }
        }

        return (loss / _validation.Count, (double)correct / _validation.Count);
    }

    private void Report(int epoch, int step, double loss, double accuracy, double rate, long epochStarted, EpochRecord? record) =>
        _progress?.Report(new TrainingProgress(
            epoch, _options.Epochs, step, _batches.Steps, loss, accuracy, rate, Stopwatch.GetElapsedTime(_started),
            record?.Duration ?? Stopwatch.GetElapsedTime(epochStarted), record is not null, record?.ValidationLoss, record?.ValidationAccuracy));
}
