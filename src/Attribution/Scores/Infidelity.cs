namespace ArrhythmiaVision.Attribution;

/// <summary>
/// What an attribution fails to foresee: random windows of the beat are replaced by the baseline's, and the change of the class's logit is held
/// against the sum of the attribution there.
/// </summary>
/// <remarks>
/// 1 − (Σ a·d)² / (Σ a² · Σ d²), with a the attribution's sum over the window and d the change: the part of the changes' squares that is left
/// when the attribution is scaled as suits it best, from 0 (all foreseen) to 1 (nothing). Scaled, because Grad-CAM's values have no unit.
/// Source: Yeh and others, On the (In)fidelity and Sensitivity of Explanations, NeurIPS 2019 (arXiv 1901.09392), with square removal.
/// </remarks>
public sealed class Infidelity
{
    private readonly NetworkProbe _probe;
    private readonly Baseline _baseline;
    private readonly int _seed;
    private readonly int _windows;
    private readonly float[] _beats;
    private readonly float[] _contexts;
    private readonly float[] _logits;

    /// <summary>Prepares the score.</summary>
    /// <param name="model">The network.</param>
    /// <param name="baseline">What takes a window's place; its beats serve in turn.</param>
    /// <param name="windows">Windows to try, each of 10 to 60 samples.</param>
    /// <param name="seed">The same seed gives the same windows.</param>
    /// <exception cref="ArgumentException">The baseline's context is not the network's, or there is no window.</exception>
    public Infidelity(ArrhythmiNetModel model, Baseline baseline, int windows = 100, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        _probe = new NetworkProbe(model);
        baseline.CheckFits(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windows);
        (_baseline, _windows, _seed) = (baseline, windows, seed);
        _beats = new float[windows * model.InputLength];
        _contexts = new float[windows * model.ContextNames.Count];
        _logits = new float[windows * model.Classes.Count];
    }

    /// <summary>Scores an attribution.</summary>
    /// <param name="beat">The beat, <c>[360]</c>.</param>
    /// <param name="context">Its context.</param>
    /// <param name="attribution">What is said to speak for a class of it.</param>
    /// <returns>From 0 to 1; 1 where the attribution is zero throughout, NaN where no window changes anything.</returns>
    /// <exception cref="ArgumentException">The sizes do not agree with the network, or a value is NaN or infinite.</exception>
    public double Score(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, BeatAttribution attribution)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        _probe.Forward(beat, context);
        var output = _probe.Logits[attribution.ClassIndex];
        var random = new Random(_seed);
        var sums = new double[_windows];
        for (var w = 0; w < _windows; w++)
        {
            var target = _beats.AsSpan(w * beat.Length, beat.Length);
            beat.CopyTo(target);
            context.CopyTo(_contexts.AsSpan(w * context.Length));
            var length = random.Next(10, 61);
            var start = random.Next(0, beat.Length - length + 1);
            _baseline.Beat(w % _baseline.Count).Slice(start, length).CopyTo(target[start..]);
            for (var t = start; t < start + length; t++) sums[w] += attribution.Values[t];
        }

        _probe.Score(_beats, _contexts, _logits);
        double foreseen = 0, changed = 0, both = 0;
        for (var w = 0; w < _windows; w++)
        {
            var change = output - (double)_logits[(w * _probe.Model.Classes.Count) + attribution.ClassIndex];
            foreseen += sums[w] * sums[w];
            changed += change * change;
            both += sums[w] * change;
        }

        if (changed == 0) return double.NaN;

        // Scaling by a factor below 0 would turn the attribution round.
        return foreseen == 0 || both <= 0 ? 1 : Math.Max(0, 1 - (both * both / (foreseen * changed)));
    }
}
