namespace ArrhythmiaVision.Attribution;

/// <summary>
/// Integrated gradients: the gradient along the straight way from a baseline to the beat, times their difference; with several baseline
/// beats the mean over them.
/// </summary>
/// <remarks>
/// φᵢ = (xᵢ − x'ᵢ) · ∫₀¹ ∂f(x' + α (x − x'))/∂xᵢ dα, by the midpoint rule. The sum comes to f(x) − f(x') but for the rule's error, which
/// is reported as the additivity gap. Source: Sundararajan and others, Axiomatic Attribution for Deep Networks, ICML 2017
/// (arXiv 1703.01365).
/// </remarks>
public sealed class IntegratedGradients : IAttributionMethod
{
    private readonly GradientPath _path;

    /// <summary>Prepares integrated gradients.</summary>
    /// <param name="model">The network.</param>
    /// <param name="baseline">Where the way begins.</param>
    /// <param name="steps">Points of the midpoint rule, 1 or more, for each baseline beat.</param>
    /// <param name="target">What of a class is explained.</param>
    /// <exception cref="ArgumentException">The baseline's context is not the network's.</exception>
    public IntegratedGradients(ArrhythmiNetModel model, Baseline baseline, int steps = 50, AttributionTarget target = AttributionTarget.Logit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        _path = new GradientPath(model, baseline, target);
        Steps = steps;
    }

    /// <inheritdoc />
    public string Name => "integrated gradients";

    /// <inheritdoc />
    public ArrhythmiNetModel Model => _path.Model;

    /// <summary>Points of the midpoint rule.</summary>
    public int Steps { get; }

    /// <inheritdoc />
    public BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        _path.Begin(beat, context, classIndex);
        for (var b = 0; b < _path.Baseline.Count; b++)
        {
            for (var step = 0; step < Steps; step++) _path.Add(beat, context, classIndex, b, (step + 0.5) / Steps);
        }

        return _path.Result(Name, classIndex, _path.Baseline.Count * Steps);
    }
}
