using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>What is remembered of the last beats: the rhythm, and the slopes before their R peaks.</summary>
internal sealed class BeatHistory
{
    /// <summary>How many beats are remembered.</summary>
    public const int Beats = 8;

    /// <summary>How many samples before the R peak are remembered.</summary>
    public const int Reach = 130;

    private const int Half = 14;
    private const int Shift = 4;
    private const double Oldest = 15 * DelineationFrontEnd.Rate;

    private readonly float[] _slopes = new float[Beats * Reach];
    private readonly double[] _times = new double[Beats];
    private readonly float[] _intervals = new float[Beats];
    private readonly float[] _sorted = new float[Beats];
    private long _count;

    /// <summary>The last beat's R peak, at 250 samples a second; NaN before the first beat.</summary>
    public double LastR { get; private set; }

    /// <summary>Where the last beat's T wave has its peak, or where its QRS complex ends if it has none.</summary>
    public double LastT { get; private set; }

    /// <summary>The direction of the last beat's T wave; 0 if it has none.</summary>
    public int LastTSign { get; private set; }

    /// <summary>The last T wave's time after its R peak.</summary>
    public double LastTDelay { get; private set; }

    public void Reset()
    {
        _count = 0;
        LastR = LastT = double.NaN;
        LastTSign = 0;
        LastTDelay = 0;
    }

    /// <summary>Remembers a beat.</summary>
    public void Learn(BeatSignals.Series slope, double r)
    {
        var slot = (int)(_count % Beats);
        slope.Run(BeatSignals.R - Reach, Reach).CopyTo(_slopes.AsSpan(slot * Reach, Reach));
        _times[slot] = r;
        _intervals[slot] = double.IsNaN(LastR) ? 0 : (float)(r - LastR);
        _count++;
        LastR = r;
    }

    /// <summary>Remembers the beat's T wave.</summary>
    public void LearnT(in Bump bump, double r)
    {
        LastTDelay = bump.Peak - r;
        LastT = LastR + LastTDelay;
        LastTSign = bump.Sign;
    }

    /// <summary>Remembers that the beat has no T wave.</summary>
    public void LearnNoT(in QrsPlace qrs)
    {
        LastT = LastR + qrs.Offset - qrs.R;
        LastTSign = 0;
    }

    /// <summary>The median of the last intervals in samples and how irregular they are; 0 where not known.</summary>
    public (float Median, float Irregularity, int Count) Rhythm(double r)
    {
        var known = 0;
        var changes = 0;
        float change = 0, previous = 0;
        for (var i = Math.Max(0, _count - Beats); i <= _count; i++)
        {
            var interval = i < _count ? _intervals[i % Beats] : double.IsNaN(LastR) ? 0 : (float)(r - LastR);
            if (interval <= 0) continue;
            if (previous > 0)
            {
                change += Math.Min(Math.Abs(MathF.Log(interval / previous)), 0.7f);
                changes++;
            }
            if (known < Beats) _sorted[known++] = interval;
            previous = interval;
        }
        if (known == 0) return (0, 0, 0);
        var sorted = _sorted.AsSpan(0, known);
        sorted.Sort();
        return (sorted[known / 2], changes == 0 ? 0 : change / changes, changes);
    }

    /// <summary>How alike a stretch of slope before the R peak is in this beat and the last ones.</summary>
    /// <param name="slope">This beat's slope.</param>
    /// <param name="place">The stretch's middle.</param>
    /// <param name="r">This beat's R peak, at 250 samples a second.</param>
    /// <returns>The mean and the median of the largest correlations, and how many beats there were.</returns>
    public (float Mean, float Median, int Count) Likeness(BeatSignals.Series slope, int place, double r)
    {
        var from = place - Half;
        if (from < BeatSignals.R - Reach + Shift || place + Half >= BeatSignals.R - Shift) return (0, 0, 0);
        var own = slope.Run(from, 2 * Half + 1);
        var energy = TensorPrimitives.SumOfSquares(own);
        var known = 0;
        float sum = 0;
        for (var i = Math.Max(0, _count - Beats); i < _count; i++)
        {
            var slot = (int)(i % Beats);
            if (r - _times[slot] > Oldest) continue;
            var best = -1f;
            for (var shift = -Shift; shift <= Shift; shift++)
            {
                var other = _slopes.AsSpan(slot * Reach + from - (BeatSignals.R - Reach) + shift, 2 * Half + 1);
                // Not a plain correlation: one of a wave and a weaker one is less, too.
                var otherEnergy = TensorPrimitives.SumOfSquares<float>(other);
                var product = TensorPrimitives.Dot(own, other);
                best = Math.Max(best, product / Math.Max(MathF.Sqrt(energy * Math.Max(otherEnergy, energy)), 1e-30f));
            }
            _sorted[known++] = best;
            sum += best;
        }
        if (known == 0) return (0, 0, 0);
        var sorted = _sorted.AsSpan(0, known);
        sorted.Sort();
        return (sum / known, sorted[known / 2], known);
    }
}
