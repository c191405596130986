namespace ArrhythmiaVision.Reporting;

/// <summary>The mean of a class's beats and attributions, aligned at their R peaks, with their spread. Takes one beat after another.</summary>
public sealed class ClassSummary
{
    private readonly double[] _beat;
    private readonly double[] _beatSquares;
    private readonly double[] _attribution;
    private readonly double[] _attributionSquares;
    private readonly Dictionary<string, double> _shares = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Makes an empty summary.</summary>
    /// <param name="name">The class.</param>
    /// <param name="length">Samples a beat, 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 2.</exception>
    public ClassSummary(string name, int length = 360)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        Name = name;
        (_beat, _beatSquares, _attribution, _attributionSquares) = (new double[length], new double[length], new double[length], new double[length]);
    }

    /// <summary>The class.</summary>
    public string Name { get; }

    /// <summary>Beats taken.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a beat.</summary>
    /// <param name="beat">Its samples in mV.</param>
    /// <param name="attribution">The attribution of each.</param>
    /// <param name="shares">Where its evidence lies; the mean share counts a part that a beat lacks as 0.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not a finite number; nothing was taken.</exception>
    public void Add(ReadOnlySpan<float> beat, ReadOnlySpan<float> attribution, IReadOnlyList<SegmentShare> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        Check(beat, nameof(beat));
        Check(attribution, nameof(attribution));
        SegmentShare.Check(shares, nameof(shares));
        Count++;
        Update(_beat, _beatSquares, beat);
        Update(_attribution, _attributionSquares, attribution);
        foreach (var share in SegmentShare.JoinQrs(shares))
        {
            if (!_shares.ContainsKey(share.Name)) _order.Add(share.Name);
            _shares[share.Name] = _shares.GetValueOrDefault(share.Name) + share.Share;
        }
    }

    /// <summary>The mean beat, mV.</summary>
    public float[] MeanBeat => [.. _beat.Select(value => (float)value)];

    /// <summary>The beats' standard deviation at each sample, mV.</summary>
    public float[] BeatSpread => Spread(_beatSquares);

    /// <summary>The mean attribution.</summary>
    public float[] MeanAttribution => [.. _attribution.Select(value => (float)value)];

    /// <summary>The attributions' standard deviation at each sample.</summary>
    public float[] AttributionSpread => Spread(_attributionSquares);

    /// <summary>The mean share of each part, in the order in which the parts came.</summary>
    public IReadOnlyList<SegmentShare> Shares => [.. _order.Select(name => new SegmentShare(name, _shares[name] / Count))];

    // Welford's update of mean and sum of squared deviations.
    private void Update(double[] mean, double[] squares, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < mean.Length; i++)
        {
            var off = values[i] - mean[i];
            mean[i] += off / Count;
            squares[i] += off * (values[i] - mean[i]);
        }
    }

    private float[] Spread(double[] squares) => [.. squares.Select(value => Count > 1 ? (float)Math.Sqrt(value / (Count - 1)) : 0)];

    private void Check(ReadOnlySpan<float> values, string name)
    {
        if (values.Length != _beat.Length) throw new ArgumentException(Invariant($"{values.Length} values were given; this summary takes {_beat.Length}."), name);
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) throw new ArgumentException("A value is not a finite number.", name);
        }
    }
}
