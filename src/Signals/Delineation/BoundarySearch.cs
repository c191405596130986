namespace ArrhythmiaVision.Signals;

/// <summary>Finds where a wave begins or ends: weighs every place and takes the mean place under the weights.</summary>
/// <remarks>
/// Every place's measures are ratios and times, so neither gain nor offset matter. Their score is a logarithm of a probability; the
/// mean place under these probabilities has the least expected squared error, and lies between samples.
/// </remarks>
internal readonly struct BoundarySearch
{
    /// <summary>How many measures a place has.</summary>
    public const int Count = 23;

    private readonly BeatSignals.Series _level;
    private readonly BeatSignals.Series _fine;
    private readonly BeatSignals.Series _broad;
    private readonly double _anchor;
    private readonly int _steepest;
    private readonly int _direction;
    private readonly float _unit;
    private readonly float _slope;
    private readonly float _broadSlope;
    private readonly float _height;
    private readonly float _inside;

    /// <summary>Prepares a search.</summary>
    /// <param name="level">The signal.</param>
    /// <param name="fine">Its slope.</param>
    /// <param name="broad">Its slope on a broader scale.</param>
    /// <param name="anchor">The wave's peak.</param>
    /// <param name="steepest">Where the wave's outermost slope is steepest.</param>
    /// <param name="direction">-1 for the onset, 1 for the offset.</param>
    /// <param name="length">How many places there are from the anchor on.</param>
    /// <param name="unit">The wave's usual size in samples.</param>
    public BoundarySearch(BeatSignals.Series level, BeatSignals.Series fine, BeatSignals.Series broad, double anchor, int steepest, int direction, int length, float unit)
    {
        (_level, _fine, _broad, _anchor, _steepest, _direction, _unit) = (level, fine, broad, anchor, steepest, direction, unit);
        First = Math.Clamp((int)Math.Round(anchor) + direction, 1, BeatSignals.Length - 2);
        Last = Math.Clamp(First + direction * (length - 1), 1, BeatSignals.Length - 2);
        var (from, to) = (Math.Min(First, Last), Math.Max(First, Last) + 1);
        _slope = Math.Max(Math.Abs(fine[steepest]), 1e-20f);
        _broadSlope = Math.Max(Math.Abs(broad[broad.Largest(from, to)]), 1e-20f);
        _height = _slope * unit / 4;
        _inside = Math.Max(fine.Mean(from, to) * (to - from), 1e-20f);
    }

    /// <summary>The place next to the anchor.</summary>
    public int First { get; }

    /// <summary>The place farthest from the anchor.</summary>
    public int Last { get; }

    /// <summary>The measures of a place.</summary>
    public void Measure(int place, Span<float> m)
    {
        var out2 = Log(_fine.MeanBeyond(place, _direction, 1, 2) / _slope);
        var out5 = Log(_fine.MeanBeyond(place, _direction, 1, 5) / _slope);
        var out10 = Log(_fine.MeanBeyond(place, _direction, 1, 10) / _slope);
        var out20 = Log(_fine.MeanBeyond(place, _direction, 1, 20) / _slope);
        var in2 = Log(_fine.MeanBeyond(place, -_direction, 0, 2) / _slope);
        var in5 = Log(_fine.MeanBeyond(place, -_direction, 0, 5) / _slope);
        var in10 = Log(_fine.MeanBeyond(place, -_direction, 0, 10) / _slope);
        var own = Log(Math.Abs(_fine[place]) / _slope);
        var broad = Log(Math.Abs(_broad[place]) / _broadSlope);
        var time = (float)((place - _anchor) * _direction) / _unit;
        var beyond = (place - _steepest) * _direction / _unit;
        var outside = _level.MeanBeyond(place, _direction, 1, 5);
        var farther = _level.MeanBeyond(place, _direction, 6, 10);
        // Where the tangent at the steepest place reaches the level outside.
        var tangent = Math.Min(Math.Abs(_level[_steepest] - outside) / _slope / _unit, 4);
        var tail = place == Last ? 0
            : _fine.Mean(Math.Min(place, Last) + (_direction > 0 ? 1 : 0), Math.Max(place, Last) + (_direction > 0 ? 1 : 0)) * Math.Abs(Last - place) / _inside;

        var n = 0;
        m[n++] = out2;
        m[n++] = out5;
        m[n++] = out10;
        m[n++] = out20;
        m[n++] = in2;
        m[n++] = in5;
        m[n++] = in10;
        m[n++] = own;
        m[n++] = broad;
        m[n++] = out5 * out5;
        m[n++] = in5 * in5;
        m[n++] = broad * broad;
        m[n++] = out5 * in5;
        m[n++] = time;
        m[n++] = time * time;
        m[n++] = beyond;
        m[n++] = beyond * beyond;
        m[n++] = beyond - tangent;
        m[n++] = (beyond - tangent) * (beyond - tangent);
        m[n++] = Log(Math.Abs(outside - farther) / _height);
        m[n++] = Log(Math.Abs(_level[place] - outside) / _height);
        m[n++] = Log(tail);
        m[n] = Log(tail) * Log(tail);
    }

    /// <summary>The mean place.</summary>
    public double Find(ScoreNetwork network)
    {
        Span<float> measures = stackalloc float[Count];
        double weights = 0, places = 0, best = double.NegativeInfinity;
        for (var place = First; ; place += _direction)
        {
            Measure(place, measures);
            double score = network.Score(measures);
            if (score > best)
            {
                var shrink = Math.Exp(best - score);
                (weights, places, best) = (weights * shrink, places * shrink, score);
            }
            var weight = Math.Exp(score - best);
            weights += weight;
            places += weight * place;
            if (place == Last) return places / weights;
        }
    }

    // The logarithm of a ratio, from about -2 to 1: less than a hundredth is as good as nothing.
    private static float Log(float ratio) => MathF.Log(Math.Min(ratio, 10) + 0.01f) / 2;
}
