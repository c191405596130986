namespace ArrhythmiaVision.Attribution;

/// <summary>
/// Expected gradients: the mean, over background beats, of the gradient at a random point of the way from each to the beat, times their
/// difference. Its limit is the Shapley value of each sample for a network that is linear along those ways.
/// </summary>
/// <remarks>
/// One gradient for each background beat; the points of the ways are the middles of equal parts, dealt out to the beats at random, which
/// varies less than drawing each by itself. The sum comes to f(x) − E f but for sampling, and the gap is reported. Source: Erion and others,
/// Improving performance of deep learning models with axiomatic attribution priors and expected gradients, 2021 (arXiv 1906.10670).
/// </remarks>
public sealed class ExpectedGradients : IAttributionMethod
{
    private readonly GradientPath _path;
    private readonly double[] _points;

    /// <summary>Prepares expected gradients.</summary>
    /// <param name="model">The network.</param>
    /// <param name="background">The background beats.</param>
    /// <param name="rounds">Gradients for each background beat, 1 or more.</param>
    /// <param name="seed">The same seed gives the same values.</param>
    /// <param name="target">What of a class is explained.</param>
    /// <exception cref="ArgumentException">The background's context is not the network's.</exception>
    public ExpectedGradients(ArrhythmiNetModel model, Baseline background, int rounds = 1, int seed = 1, AttributionTarget target = AttributionTarget.Logit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounds);
        _path = new GradientPath(model, background, target);
        _points = new double[rounds * background.Count];
        for (var i = 0; i < _points.Length; i++) _points[i] = (i + 0.5) / _points.Length;
        new Random(seed).Shuffle(_points);
    }

    /// <inheritdoc />
    public string Name => "expected gradients";

    /// <inheritdoc />
    public ArrhythmiNetModel Model => _path.Model;

    /// <inheritdoc />
    public BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        _path.Begin(beat, context, classIndex);
        for (var i = 0; i < _points.Length; i++) _path.Add(beat, context, classIndex, i % _path.Baseline.Count, _points[i]);
        return _path.Result(Name, classIndex, _points.Length);
    }
}
