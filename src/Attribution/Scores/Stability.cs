namespace ArrhythmiaVision.Attribution;

/// <summary>How alike an attribution stays when the beat changes a little: mean rank correlations, 1 for not at all changed.</summary>
/// <param name="Noise">Under small noise.</param>
/// <param name="Shift">Under small shifts in time, the map shifted back.</param>
public sealed record StabilityResult(double Noise, double Shift);

/// <summary>Moves a beat by a few samples and adds small noise, and watches the attribution.</summary>
/// <remarks>Source of the idea: Alvarez-Melis and Jaakkola, On the Robustness of Interpretability Methods, 2018 (arXiv 1806.08049). Correlations
/// rather than distances, as the methods' units differ; a constant map counts as 0.</remarks>
public sealed class Stability
{
    private static readonly int[] s_shifts = [-4, -2, 2, 4];
    private readonly IReadOnlyList<int> _shifts;
    private readonly IAttributionMethod _method;
    private readonly int _noises;
    private readonly double _noise;
    private readonly int _seed;

    /// <summary>Prepares the score.</summary>
    /// <param name="method">The method.</param>
    /// <param name="noises">Beats with noise to try.</param>
    /// <param name="noise">The noise's standard deviation, in units of the normalised beat.</param>
    /// <param name="seed">The same seed gives the same noise.</param>
    /// <param name="shifts">The shifts to try, in samples; null for 2 and 4 each way.</param>
    public Stability(IAttributionMethod method, int noises = 5, double noise = 0.02, int seed = 1, IReadOnlyList<int>? shifts = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(noises);
        if (!(noise > 0) || !double.IsFinite(noise)) throw new ArgumentOutOfRangeException(nameof(noise), noise, "Noise needs a finite standard deviation above 0.");
        _shifts = shifts ?? s_shifts;
        if (_shifts.Count == 0 || _shifts.Any(shift => Math.Abs(shift) >= method.Model.InputLength))
            throw new ArgumentException(Invariant($"There must be a shift to try, and none by the beat's {method.Model.InputLength} samples or more."), nameof(shifts));
        (_method, _noises, _noise, _seed) = (method, noises, noise, seed);
    }

    /// <summary>Scores the method on a class of one beat.</summary>
    /// <param name="beat">The beat, <c>[360]</c>.</param>
    /// <param name="context">Its context; it stays as it is.</param>
    /// <param name="classIndex">The class.</param>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public StabilityResult Score(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex) =>
        Score(beat, context, _method.Attribute(beat, context, classIndex));

    /// <summary>Scores the method on a beat that it has explained already.</summary>
    internal StabilityResult Score(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, BeatAttribution attribution)
    {
        var (own, classIndex) = (attribution.Values, attribution.ClassIndex);
        var changed = new float[beat.Length];
        var random = new Random(_seed);
        var (noise, shift) = (0.0, 0.0);
        for (var i = 0; i < _noises; i++)
        {
            // Twelve uniform numbers' sum is near enough to a normal one, and the same on every machine.
            for (var t = 0; t < changed.Length; t++)
            {
                var sum = -6.0;
                for (var n = 0; n < 12; n++) sum += random.NextDouble();
                changed[t] = (float)(beat[t] + (_noise * sum));
            }

            noise += Alike(own, _method.Attribute(changed, context, classIndex).Values, 0) / _noises;
        }

        foreach (var by in _shifts)
        {
            for (var t = 0; t < changed.Length; t++) changed[t] = beat[Math.Clamp(t - by, 0, beat.Length - 1)];
            shift += Alike(own, _method.Attribute(changed, context, classIndex).Values, by) / _shifts.Count;
        }

        return new StabilityResult(noise, shift);
    }

    /// <summary>The correlation of a map with another that is shifted back, where they overlap.</summary>
    private static double Alike(IReadOnlyList<float> own, IReadOnlyList<float> other, int by)
    {
        var count = own.Count - Math.Abs(by);
        var (a, b) = (own.Skip(Math.Max(0, -by)).Take(count).ToArray(), other.Skip(Math.Max(0, by)).Take(count).ToArray());
        var correlation = RankCorrelation.Of(a, b);
        return double.IsNaN(correlation) ? 0 : correlation;
    }
}
