namespace ArrhythmiaVision.Attribution;

/// <summary>
/// Shapley values of the samples and of the context values by sampling: in a random order they come into a baseline beat one after the
/// other, and each is credited with what its coming changes; then in the reverse order.
/// </summary>
/// <remarks>
/// Every order's credits add up to f(x) − f(x'), so the sum is exact but for rounding where each baseline beat serves equally often; what is
/// missing else is reported. Source: Castro and others, Polynomial calculation of the Shapley value based on sampling, 2009; antithetic
/// pairs: Mitchell and others, Sampling Permutations for Shapley Value Estimation, 2022 (arXiv 2104.12199).
/// </remarks>
public sealed class PermutationShapley : IAttributionMethod
{
    private readonly NetworkProbe _probe;
    private readonly Baseline _baseline;
    private readonly AttributionTarget _target;
    private readonly int _pairs;
    private readonly int _seed;
    private readonly int _samplesPerPlayer;
    private readonly int _samplePlayers;
    private readonly int[] _order;
    private readonly float[] _beats;
    private readonly float[] _contexts;
    private readonly float[] _logits;

    /// <summary>Prepares sampled Shapley values.</summary>
    /// <param name="model">The network.</param>
    /// <param name="baseline">What the beats are held against; its beats serve in turn.</param>
    /// <param name="pairs">Pairs of an order and its reverse, 1 or more.</param>
    /// <param name="seed">The same seed gives the same values.</param>
    /// <param name="samplesPerPlayer">Samples that come together, sharing their credit: 1 for each by itself.</param>
    /// <param name="target">What of a class is explained.</param>
    /// <exception cref="ArgumentException">The baseline's context is not the network's, or a number is out of range.</exception>
    public PermutationShapley(
        ArrhythmiNetModel model, Baseline baseline, int pairs = 10, int seed = 1, int samplesPerPlayer = 1, AttributionTarget target = AttributionTarget.Logit)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        _probe = new NetworkProbe(model);
        baseline.CheckFits(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pairs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samplesPerPlayer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samplesPerPlayer, model.InputLength);
        (_baseline, _pairs, _seed, _samplesPerPlayer, _target) = (baseline, pairs, seed, samplesPerPlayer, target);
        _samplePlayers = (model.InputLength + samplesPerPlayer - 1) / samplesPerPlayer;
        _order = new int[_samplePlayers + model.ContextNames.Count];
        _beats = new float[(_order.Length + 1) * model.InputLength];
        _contexts = new float[(_order.Length + 1) * model.ContextNames.Count];
        _logits = new float[(_order.Length + 1) * model.Classes.Count];
    }

    /// <inheritdoc />
    public string Name => "permutation Shapley";

    /// <inheritdoc />
    public ArrhythmiNetModel Model => _probe.Model;

    /// <inheritdoc />
    public BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        ClassChoice.Check(Model, classIndex);
        _probe.Forward(beat, context);
        var output = ClassChoice.Value(_probe.Logits, classIndex, _target);
        var credits = new double[_order.Length];
        var random = new Random(_seed);
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        for (var pair = 0; pair < _pairs; pair++)
        {
            random.Shuffle(_order);
            Walk(beat, context, classIndex, pair % _baseline.Count, credits);
            Array.Reverse(_order);
            Walk(beat, context, classIndex, pair % _baseline.Count, credits);
        }

        var (values, contextValues) = (new float[beat.Length], new float[context.Length]);
        for (var t = 0; t < values.Length; t++)
        {
            var player = t / _samplesPerPlayer;
            var samples = Math.Min(_samplesPerPlayer, values.Length - (player * _samplesPerPlayer));
            values[t] = (float)(credits[player] / (2 * _pairs * samples));
        }

        for (var c = 0; c < contextValues.Length; c++) contextValues[c] = (float)(credits[_samplePlayers + c] / (2 * _pairs));
        return BeatAttribution.Additive(Name, Model, classIndex, _target, _baseline.Name, values, contextValues, output, BaselineOutput(classIndex));
    }

    /// <summary>Lets the players come in the order, and credits each.</summary>
    private void Walk(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex, int baselineBeat, double[] credits)
    {
        var (length, contextLength) = (beat.Length, context.Length);
        _baseline.Beat(baselineBeat).CopyTo(_beats);
        _baseline.Context(baselineBeat).CopyTo(_contexts);
        for (var i = 0; i < _order.Length; i++)
        {
            var next = _beats.AsSpan((i + 1) * length, length);
            var nextContext = _contexts.AsSpan((i + 1) * contextLength, contextLength);
            _beats.AsSpan(i * length, length).CopyTo(next);
            _contexts.AsSpan(i * contextLength, contextLength).CopyTo(nextContext);
            if (_order[i] >= _samplePlayers)
            {
                nextContext[_order[i] - _samplePlayers] = context[_order[i] - _samplePlayers];
                continue;
            }

            var start = _order[i] * _samplesPerPlayer;
            var count = Math.Min(_samplesPerPlayer, length - start);
            beat.Slice(start, count).CopyTo(next[start..]);
        }

        _probe.Score(_beats, _contexts, _logits);
        var before = Value(0, classIndex);
        for (var i = 0; i < _order.Length; i++)
        {
            var after = Value(i + 1, classIndex);
            credits[_order[i]] += after - before;
            before = after;
        }
    }

    private double BaselineOutput(int classIndex)
    {
        var logits = new float[_baseline.Count * Model.Classes.Count];
        _probe.Score(_baseline.Beats, _baseline.Contexts, logits);
        var sum = 0.0;
        for (var b = 0; b < _baseline.Count; b++)
            sum += ClassChoice.Value(logits.AsSpan(b * Model.Classes.Count, Model.Classes.Count), classIndex, _target);
        return sum / _baseline.Count;
    }

    private double Value(int row, int classIndex) =>
        ClassChoice.Value(_logits.AsSpan(row * Model.Classes.Count, Model.Classes.Count), classIndex, _target);
}
