namespace ArrhythmiaVision.Attribution;

/// <summary>Adds up gradients at points of the ways from a baseline's beats to a beat, each times the difference.</summary>
internal sealed class GradientPath
{
    private readonly NetworkProbe _probe;
    private readonly AttributionTarget _target;
    private readonly float[] _point;
    private readonly float[] _contextPoint;
    private readonly double[] _sums;
    private readonly double[] _contextSums;
    private readonly float[] _baselineLogits;
    private double _output;

    public GradientPath(ArrhythmiNetModel model, Baseline baseline, AttributionTarget target)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        _probe = new NetworkProbe(model);
        baseline.CheckFits(model);
        Baseline = baseline;
        _target = target;
        _point = new float[model.InputLength];
        _contextPoint = new float[model.ContextNames.Count];
        _sums = new double[_point.Length];
        _contextSums = new double[_contextPoint.Length];
        _baselineLogits = new float[baseline.Count * model.Classes.Count];
        _probe.Score(baseline.Beats, baseline.Contexts, _baselineLogits);
    }

    public ArrhythmiNetModel Model => _probe.Model;

    public Baseline Baseline { get; }

    public void Begin(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        ClassChoice.Check(Model, classIndex);
        _probe.Forward(beat, context);
        _output = ClassChoice.Value(_probe.Logits, classIndex, _target);
        Array.Clear(_sums);
        Array.Clear(_contextSums);
    }

    /// <summary>Adds the gradient at the part <paramref name="alpha"/> of the way from a baseline beat.</summary>
    public void Add(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex, int baselineBeat, double alpha)
    {
        var from = Baseline.Beat(baselineBeat);
        var contextFrom = Baseline.Context(baselineBeat);
        for (var i = 0; i < _point.Length; i++) _point[i] = (float)(from[i] + (alpha * (beat[i] - from[i])));
        for (var i = 0; i < _contextPoint.Length; i++) _contextPoint[i] = (float)(contextFrom[i] + (alpha * (context[i] - contextFrom[i])));
        _probe.Forward(_point, _contextPoint);
        _probe.Backward(classIndex, _target == AttributionTarget.Probability);
        var gradient = _probe.InputGradient;
        var contextGradient = _probe.ContextGradient;
        for (var i = 0; i < _sums.Length; i++) _sums[i] += (double)gradient[i] * (beat[i] - from[i]);
        for (var i = 0; i < _contextSums.Length; i++) _contextSums[i] += (double)contextGradient[i] * (context[i] - contextFrom[i]);
    }

    public BeatAttribution Result(string method, int classIndex, int gradients)
    {
        var (values, contextValues) = (new float[_sums.Length], new float[_contextSums.Length]);
        for (var i = 0; i < values.Length; i++) values[i] = (float)(_sums[i] / gradients);
        for (var i = 0; i < contextValues.Length; i++) contextValues[i] = (float)(_contextSums[i] / gradients);
        var baselineOutput = 0.0;
        for (var b = 0; b < Baseline.Count; b++)
            baselineOutput += ClassChoice.Value(_baselineLogits.AsSpan(b * Model.Classes.Count, Model.Classes.Count), classIndex, _target) / Baseline.Count;
        return BeatAttribution.Additive(method, Model, classIndex, _target, Baseline.Name, values, contextValues, _output, baselineOutput);
    }
}
