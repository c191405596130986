namespace ArrhythmiaVision.Attribution;

/// <summary>
/// Occlusion: how much of the output is lost when a window of the beat is replaced by the baseline's samples. A sample's value is the mean
/// over the windows that cover it, each divided by its samples; a context value's is what is lost when it alone is replaced.
/// </summary>
/// <remarks>The values are not meant to add up. Source: Zeiler and Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014
/// (arXiv 1311.2901).</remarks>
public sealed class Occlusion : IAttributionMethod
{
    private readonly NetworkProbe _probe;
    private readonly Baseline _baseline;
    private readonly AttributionTarget _target;
    private readonly int[] _starts;
    private readonly float[] _beats;
    private readonly float[] _contexts;
    private readonly float[] _logits;
    private readonly double[] _losses;

    /// <summary>Prepares occlusion.</summary>
    /// <param name="model">The network.</param>
    /// <param name="baseline">What takes a window's place; with several beats the loss is their mean.</param>
    /// <param name="window">Samples of a window.</param>
    /// <param name="step">Samples from one window to the next, at most a window; the last one ends with the beat.</param>
    /// <param name="target">What of a class is explained.</param>
    /// <exception cref="ArgumentException">The baseline's context is not the network's, or the window or step is out of range.</exception>
    public Occlusion(ArrhythmiNetModel model, Baseline baseline, int window = 18, int step = 6, AttributionTarget target = AttributionTarget.Logit)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        _probe = new NetworkProbe(model);
        baseline.CheckFits(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, model.InputLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, window);
        _baseline = baseline;
        _target = target;
        Window = window;
        var last = model.InputLength - window;
        var starts = new List<int>();
        for (var start = 0; start < last; start += step) starts.Add(start);
        starts.Add(last);
        _starts = [.. starts];

        // The beat itself, a beat for each window, one for each context value.
        var count = 1 + _starts.Length + model.ContextNames.Count;
        _beats = new float[count * model.InputLength];
        _contexts = new float[count * model.ContextNames.Count];
        _logits = new float[count * model.Classes.Count];
        _losses = new double[count];
    }

    /// <inheritdoc />
    public string Name => "occlusion";

    /// <inheritdoc />
    public ArrhythmiNetModel Model => _probe.Model;

    /// <summary>Samples of a window.</summary>
    public int Window { get; }

    /// <inheritdoc />
    public BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        ClassChoice.Check(Model, classIndex);
        _probe.Forward(beat, context);
        var (output, length) = (0.0, Model.InputLength);
        Array.Clear(_losses);
        for (var b = 0; b < _baseline.Count; b++)
        {
            Occlude(beat, context, b);
            _probe.Score(_beats, _contexts, _logits);
            output = Value(0, classIndex);
            for (var i = 0; i < _losses.Length; i++) _losses[i] += (output - Value(i, classIndex)) / _baseline.Count;
        }

        var (sums, windows) = (new double[length], new int[length]);
        for (var w = 0; w < _starts.Length; w++)
        {
            for (var t = _starts[w]; t < _starts[w] + Window; t++)
            {
                sums[t] += _losses[1 + w] / Window;
                windows[t]++;
            }
        }

        var (values, contextValues) = (new float[length], new float[context.Length]);
        for (var t = 0; t < length; t++) values[t] = (float)(sums[t] / windows[t]);
        for (var c = 0; c < context.Length; c++) contextValues[c] = (float)_losses[1 + _starts.Length + c];
        return new BeatAttribution(Name, Model, classIndex, _target, values, contextValues) { Baseline = _baseline.Name, Output = output };
    }

    private double Value(int row, int classIndex) =>
        ClassChoice.Value(_logits.AsSpan(row * Model.Classes.Count, Model.Classes.Count), classIndex, _target);

    private void Occlude(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int baselineBeat)
    {
        var other = _baseline.Beat(baselineBeat);
        var otherContext = _baseline.Context(baselineBeat);
        for (var row = 0; row < _losses.Length; row++)
        {
            var target = _beats.AsSpan(row * beat.Length, beat.Length);
            var contextTarget = _contexts.AsSpan(row * context.Length, context.Length);
            beat.CopyTo(target);
            context.CopyTo(contextTarget);
            var c = row - 1 - _starts.Length;
            if (c >= 0) contextTarget[c] = otherContext[c];
            else if (row > 0) other.Slice(_starts[row - 1], Window).CopyTo(target[_starts[row - 1]..]);
        }
    }
}
