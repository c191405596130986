namespace ArrhythmiaVision.Attribution;

/// <summary>Gathers attributions of many beats, class by class, in memory that does not grow with their number.</summary>
public sealed class AttributionOverview
{
    /// <summary>The name that the context's share of the evidence goes by.</summary>
    public const string Context = "context";

    private readonly SortedDictionary<int, Gathering> _classes = [];

    /// <summary>Adds a beat's attribution to its class.</summary>
    /// <param name="beat">The beat, <c>[360]</c>, in mV or normalised as all the others, its R peak where every other's is.</param>
    /// <param name="attribution">What speaks for a class of it.</param>
    /// <param name="segments">The beat's segments.</param>
    /// <exception cref="ArgumentException">The beat has not as many samples as the attribution, or a segment lies outside.</exception>
    public void Add(ReadOnlySpan<float> beat, BeatAttribution attribution, IReadOnlyList<ClinicalSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        if (beat.Length != attribution.Values.Count)
            throw new ArgumentException(Invariant($"The beat has {beat.Length} samples, its attribution {attribution.Values.Count}."), nameof(beat));
        var shares = EvidenceShare.Of(attribution, segments);
        if (!_classes.TryGetValue(attribution.ClassIndex, out var own)) _classes[attribution.ClassIndex] = own = new Gathering(attribution.ClassName, beat.Length);
        own.Add(beat, attribution, segments, shares);
    }

    /// <summary>What was gathered, in the order of the classes.</summary>
    public IReadOnlyList<ClassOverview> Classes => [.. _classes.Values.Select(g => g.Overview())];

    private sealed class Gathering(string name, int length)
    {
        private readonly double[] _beat = new double[length];
        private readonly double[] _beatSquares = new double[length];
        private readonly double[] _mean = new double[length];
        private readonly double[] _squares = new double[length];
        private readonly Dictionary<string, double> _shares = new(StringComparer.Ordinal);
        private int _count;
        private int _without;

        /// <summary>Welford's update: means and squares about the mean, without a second pass.</summary>
        public void Add(ReadOnlySpan<float> beat, BeatAttribution attribution, IReadOnlyList<ClinicalSegment> segments, double[] shares)
        {
            _count++;
            for (var t = 0; t < _mean.Length; t++)
            {
                var off = beat[t] - _beat[t];
                _beat[t] += off / _count;
                _beatSquares[t] += off * (beat[t] - _beat[t]);
                var difference = attribution.Values[t] - _mean[t];
                _mean[t] += difference / _count;
                _squares[t] += difference * (attribution.Values[t] - _mean[t]);
            }

            if (double.IsNaN(shares[^1]))
            {
                _without++;
                return;
            }

            for (var i = 0; i < shares.Length; i++)
            {
                var key = i < segments.Count ? segments[i].Name : Context;
                _shares[key] = _shares.GetValueOrDefault(key) + shares[i];
            }
        }

        public ClassOverview Overview() => new(
            name, _count, [.. _beat], Deviation(_beatSquares), [.. _mean], Deviation(_squares),
            _shares.ToDictionary(s => s.Key, s => s.Value / (_count - _without), StringComparer.Ordinal), _without);

        private double[] Deviation(double[] squares) => [.. squares.Select(s => _count > 1 ? Math.Sqrt(s / (_count - 1)) : 0)];
    }
}
