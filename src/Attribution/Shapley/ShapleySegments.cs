namespace ArrhythmiaVision.Attribution;

/// <summary>
/// Exact Shapley values over a beat's clinical segments and over its context: every coalition is scored, none is sampled. A segment that
/// is absent is the baseline's; with several baseline beats a coalition's worth is its mean over them.
/// </summary>
/// <remarks>
/// Context values that say the same of a beat in other ways play together: the ratios of the previous RR interval, those of the next, the
/// measures of the QRS complex. Source: Shapley, 1953; Lundberg and Lee, A Unified Approach to Interpreting Model Predictions,
/// NeurIPS 2017 (arXiv 1705.07874), with the background's beats standing in for what is absent (interventional).
/// </remarks>
public sealed class ShapleySegments : IAttributionMethod
{
    /// <summary>The most segments and groups of context values together.</summary>
    public const int MaxPlayers = CoalitionScorer.MaxPieces;

    private readonly CoalitionScorer _scorer;
    private readonly Baseline _baseline;
    private readonly AttributionTarget _target;
    private readonly BeatSegmenter _segmenter;
    private readonly List<(string Name, List<int> Values)> _contextGroups;
    private readonly int[] _contextPieceOf;
    private float[] _logits = [];
    private double[] _worth = [];
    private double[] _game = [];

    /// <summary>Prepares exact Shapley values.</summary>
    /// <param name="model">The network.</param>
    /// <param name="baseline">What the beats are held against.</param>
    /// <param name="options">How; null for the logit, and waves found in each beat's window.</param>
    /// <exception cref="ArgumentException">The baseline's context is not the network's.</exception>
    public ShapleySegments(ArrhythmiNetModel model, Baseline baseline, ShapleySegmentsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        _scorer = new CoalitionScorer(model);
        baseline.CheckFits(model);
        Model = model;
        _baseline = baseline;
        _target = options?.Target ?? AttributionTarget.Logit;
        _segmenter = options?.Segmenter ?? BeatSegmenters.FromWindow();
        _contextGroups = ContextGroups.Of(model.ContextNames);
        _contextPieceOf = [.. Enumerable.Range(0, model.ContextNames.Count).Select(i => _contextGroups.FindIndex(g => g.Values.Contains(i)))];
    }

    /// <inheritdoc />
    public string Name => "exact Shapley over segments";

    /// <inheritdoc />
    public ArrhythmiNetModel Model { get; }

    /// <inheritdoc />
    public BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        ClassChoice.Check(Model, classIndex);
        return Explain(beat, context).ForClass(classIndex);
    }

    /// <summary>The names of all players that a beat of a network can have where it is cut at its waves: <see cref="ClinicalSegments.Names"/>, then the
    /// groups of context values.</summary>
    /// <param name="model">The network.</param>
    public static IReadOnlyList<string> PlayersOf(ArrhythmiNetModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. ClinicalSegments.Names, .. ContextGroups.Of(model.ContextNames).Select(group => group.Name)];
    }

    /// <summary>The values of every segment and context group for every class, the beat cut by the segmenter.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <exception cref="ArgumentException">As the other overload.</exception>
    public SegmentAttribution Explain(ReadOnlySpan<float> beat, ReadOnlySpan<float> context = default) => Explain(beat, context, _segmenter(beat));

    /// <summary>The values of given segments and of every context group for every class.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="segments">The segments, without overlap. Samples in none are never taken away.</param>
    /// <exception cref="ArgumentException">The sizes do not agree with the network, a value is NaN or infinite, segments are empty, overlap or lie
    /// outside, or there are more than <see cref="MaxPlayers"/> players.</exception>
    public SegmentAttribution Explain(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, IReadOnlyList<ClinicalSegment> segments)
    {
        var players = Players(segments);
        var (count, classes) = (players.Count, Model.Classes.Count);
        var pieces = new BeatPiece[segments.Count];
        for (var i = 0; i < pieces.Length; i++) pieces[i] = new BeatPiece(segments[i].Start, segments[i].End);
        Reserve(1 << count, classes);
        var logits = _logits.AsSpan(0, classes << count);
        var worth = _worth.AsSpan(0, classes << count);
        var game = _game.AsSpan(0, 1 << count);
        worth.Clear();
        for (var b = 0; b < _baseline.Count; b++)
        {
            _scorer.Score(beat, context, _baseline.Beat(b), _baseline.Context(b), pieces, _contextPieceOf, logits);
            for (var k = 0; k < classes; k++)
            {
                ClassChoice.Values(logits, classes, k, _target, game);
                for (var i = 0; i < game.Length; i++) worth[(k << count) + i] += game[i] / _baseline.Count;
            }
        }

        var (values, outputs, baselineOutputs) = (new double[classes * count], new double[classes], new double[classes]);
        for (var k = 0; k < classes; k++)
        {
            var own = worth.Slice(k << count, 1 << count);
            ShapleyValues.Compute(own, values.AsSpan(k * count, count));
            (outputs[k], baselineOutputs[k]) = (own[^1], own[0]);
        }

        return new SegmentAttribution(Name, Model, _target, _baseline.Name, players, values, outputs, baselineOutputs);
    }

    private List<AttributionPlayer> Players(IReadOnlyList<ClinicalSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var players = new List<AttributionPlayer>();
        foreach (var segment in segments)
        {
            if (segment.Length <= 0) throw new ArgumentException(Invariant($"Segment {segment.Name} runs from sample {segment.Start} up to {segment.End}: it is empty."), nameof(segments));
            players.Add(new AttributionPlayer(segment.Name, segment, []));
        }

        foreach (var (name, values) in _contextGroups) players.Add(new AttributionPlayer(name, null, values));
        if (players.Count is 0 or > MaxPlayers)
        {
            throw new ArgumentException(
                Invariant($"There are {segments.Count} segments and {_contextGroups.Count} groups of context values; together they must be 1 to {MaxPlayers}."), nameof(segments));
        }

        return players;
    }

    private void Reserve(int coalitions, int classes)
    {
        if (_game.Length >= coalitions) return;
        _logits = new float[coalitions * classes];
        _worth = new double[coalitions * classes];
        _game = new double[coalitions];
    }
}
