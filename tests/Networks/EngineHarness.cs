using System.Runtime.Intrinsics;

namespace ArrhythmiaVision.Networks.Tests;

/// <summary>An engine with a fixed batch, for tests that look at gradients and statistics.</summary>
internal sealed class EngineHarness : IDisposable, IBatchSource
{
    private readonly float[] _beats;
    private readonly int[] _labels;
    private readonly int _length;
    private readonly WorkerTeam _team;
    private readonly TrainingStep _step;

    public EngineHarness(
        NetworkDefinition definition, NetworkKernels kernels, float[] numbers, float[] beats, int[] labels, double smoothing,
        double weightDecay = 0, int threads = 1, int? batchSize = null)
    {
        _beats = beats;
        _labels = labels;
        _length = definition.InputLength;
        Engine = new TrainingEngine(definition, kernels, batchSize ?? labels.Length, smoothing);
        Engine.SetNumbers(numbers);
        _team = new WorkerTeam(threads);
        _step = new TrainingStep(Engine, _team, weightDecay);
    }

    /// <summary>One set of kernels for each vector width, whether this machine has it or not.</summary>
    public static IReadOnlyDictionary<int, NetworkKernels> AllKernels { get; } = new Dictionary<int, NetworkKernels>
    {
        [128] = new SimdKernels<Simd128, Vector128<float>>(),
        [256] = new SimdKernels<Simd256, Vector256<float>>(),
        [512] = new SimdKernels<Simd512, Vector512<float>>(),
    };

    public TrainingEngine Engine { get; }

    /// <summary>Ends a whole step early.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Called as each beat is asked for, within a step.</summary>
    public Action? Loading { get; set; }

    /// <summary>Runs forward and backward and gives the mean loss.</summary>
    public double RunGradients()
    {
        _step.RunGradients(this, _labels.Length);
        return Engine.Totals().Loss / _labels.Length;
    }

    /// <summary>Takes a whole step and gives the mean loss before it.</summary>
    public double RunStep(double learningRate, int step)
    {
        _step.Run(this, _labels.Length, learningRate, step, Cancellation);
        return Engine.Totals().Loss / _labels.Length;
    }

    /// <summary>Bytes that the team's threads have allocated so far; other tests' threads do not count.</summary>
    public long AllocatedBytes()
    {
        var total = 0L;
        _team.Run(_ => Interlocked.Add(ref total, GC.GetAllocatedBytesForCurrentThread()));
        return total;
    }

    public float[] Gradients()
    {
        var gradients = new float[Engine.Geometry.Definition.ParameterCount];
        Engine.GetGradients(gradients);
        return gradients;
    }

    public float[] Numbers()
    {
        var numbers = new float[Engine.Geometry.Definition.ParameterCount];
        Engine.GetNumbers(numbers);
        return numbers;
    }

    public int Load(int position, Span<float> beat, Span<float> context)
    {
        Loading?.Invoke();
        _beats.AsSpan(position * _length, _length).CopyTo(beat);
        for (var i = 0; i < context.Length; i++) context[i] = (float)Formulas.ContextValue(position, i);
        return _labels[position];
    }

    public void Dispose() => _team.Dispose();
}
