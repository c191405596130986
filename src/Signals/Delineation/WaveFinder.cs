using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>Finds the waves of one beat after another, in <see cref="BeatSignals"/>.</summary>
internal sealed class WaveFinder
{
    /// <summary>How far after the R peak a T wave's peak is looked for, in samples at 250 a second.</summary>
    public const int TReach = 170;

    private const int MostBumps = 64;
    private const int QrsHalf = 20;
    private const int QrsBefore = 45;
    private const int QrsAfter = 60;
    private const int PReach = 125;
    private const int PLength = 40;
    private const int TLength = BoundarySearch.MostPlaces;
    private const float Significant = 0.25f;

    // A smaller share of the complex's height is no Q or S wave, but a slur.
    private const float SmallestDeflection = 0.04f;

    private readonly BoundarySearch _boundary = new();
    private readonly Bump[] _bumps = new Bump[MostBumps];
    private readonly float[] _measures = new float[Math.Max(WaveMeasures.PCount, WaveMeasures.TCount)];

    /// <summary>The beat's signals.</summary>
    public BeatSignals Signals { get; } = new();

    /// <summary>The beats before.</summary>
    public BeatHistory History { get; } = new();

    /// <summary>Whether there is no more than rounding where the QRS complex should be.</summary>
    public bool IsFlat
    {
        get
        {
            var near = Signals.Level.Run(BeatSignals.R - QrsHalf, 2 * QrsHalf + 1);
            return !(TensorPrimitives.Max(near) - TensorPrimitives.Min(near) > 1e-5f * Math.Abs(TensorPrimitives.MaxMagnitude(near)));
        }
    }

    /// <summary>Finds the QRS complex.</summary>
    /// <param name="r">The R peak.</param>
    public QrsPlace Qrs(double r) => new(r, QrsBoundary(r, -1).Find(DelineationWeights.QrsOnset),
        QrsBoundary(r, 1).Find(DelineationWeights.QrsOffset), Math.Abs(Signals.Fine[QrsSteepest(r)]));

    /// <summary>Finds a P wave's onset, peak and offset.</summary>
    public (double Onset, double Peak, double Offset) P(in Bump bump) =>
        (PBoundary(bump, -1).Find(DelineationWeights.POnset), PeakOf(bump), PBoundary(bump, 1).Find(DelineationWeights.POffset));

    /// <summary>Finds a T wave's onset, peak and offset.</summary>
    public (double Onset, double Peak, double Offset) T(in Bump bump) =>
        (TBoundary(bump, -1).Find(DelineationWeights.TOnset), PeakOf(bump), TBoundary(bump, 1).Find(DelineationWeights.TOffset));

    /// <summary>Measures the places where the QRS complex may begin (-1) or end (1).</summary>
    public BoundarySearch QrsBoundary(double r, int direction)
    {
        var largest = Math.Abs(Signals.Fine[QrsSteepest(r)]);
        var steepest = (int)Math.Round(r) + (direction < 0 ? -35 : 45);
        while (Math.Abs(Signals.Fine[steepest]) < Significant * largest) steepest -= direction;
        while (Math.Abs(Signals.Fine[steepest - direction]) > Math.Abs(Signals.Fine[steepest])) steepest -= direction;
        _boundary.Measure(Signals.Level, Signals.Fine, Signals.Middle, r, steepest, direction, direction < 0 ? QrsBefore : QrsAfter, 20);
        return _boundary;
    }

    /// <summary>Measures the places where a P wave may begin (-1) or end (1).</summary>
    public BoundarySearch PBoundary(in Bump bump, int direction)
    {
        _boundary.Measure(Signals.Level, Signals.Middle, Signals.Coarse, bump.Peak, direction < 0 ? bump.Before : bump.After, direction, PLength, 20);
        return _boundary;
    }

    /// <summary>Measures the places where a T wave may begin (-1) or end (1).</summary>
    public BoundarySearch TBoundary(in Bump bump, int direction)
    {
        _boundary.Measure(Signals.Level, Signals.Middle, Signals.Coarse, bump.Peak, direction < 0 ? bump.Before : bump.After, direction, TLength, 40);
        return _boundary;
    }

    /// <summary>Finds what may be a T wave.</summary>
    public ReadOnlySpan<Bump> TBumps(in QrsPlace qrs, double next)
    {
        var from = (int)qrs.Offset + 6;
        var to = (int)Math.Min(qrs.R + TReach, qrs.R + next - 20);
        return _bumps.AsSpan(0, Bump.Find(Signals.Coarse, from, to, 40, _bumps));
    }

    /// <summary>Finds what may be a P wave.</summary>
    public ReadOnlySpan<Bump> PBumps(in QrsPlace qrs, double r)
    {
        var from = (int)qrs.R - PReach;
        if (!double.IsNaN(History.LastT)) from = Math.Max(from, (int)(History.LastT - r + qrs.R) + 12);
        return _bumps.AsSpan(0, Bump.Find(Signals.Middle, from, (int)qrs.Onset, 25, _bumps));
    }

    /// <summary>Finds the bump that is most probably the T wave.</summary>
    /// <returns>Its index, or -1 if it is more probable that there is no T wave.</returns>
    public int BestT(ReadOnlySpan<Bump> bumps, in QrsPlace qrs, double next, float rhythm)
    {
        var measures = _measures.AsSpan(0, WaveMeasures.TCount);
        var best = (Index: -1, Score: 0f);
        for (var i = 0; i < bumps.Length; i++)
        {
            WaveMeasures.OfT(bumps, i, qrs, next, History, rhythm, measures);
            var score = TensorPrimitives.Dot(DelineationWeights.T, measures);
            if (score > best.Score) best = (i, score);
        }
        return best.Index;
    }

    /// <summary>Finds the bump that is most probably the P wave.</summary>
    /// <returns>Its index, or -1 if it is more probable that there is no P wave.</returns>
    public int BestP(ReadOnlySpan<Bump> bumps, in QrsPlace qrs, double r)
    {
        var measures = _measures.AsSpan(0, WaveMeasures.PCount);
        var best = (Index: -1, Score: 0f);
        for (var i = 0; i < bumps.Length; i++)
        {
            WaveMeasures.OfP(Signals, bumps, i, qrs, r, History, measures);
            var score = TensorPrimitives.Dot(DelineationWeights.P, measures);
            if (score > best.Score) best = (i, score);
        }
        return best.Index;
    }

    /// <summary>Moves a bump's peak to the largest deflection between its steepest places.</summary>
    private double PeakOf(in Bump bump)
    {
        var best = bump.Peak;
        var highest = float.NegativeInfinity;
        for (var i = bump.Before; i <= bump.After; i++)
        {
            var height = bump.Sign * Signals.Level.Mean(i - 2, i + 3);
            if (height > highest) (highest, best) = (height, i);
        }
        return best;
    }

    /// <summary>Finds the largest deflection opposite to the R peak between the R peak and the complex's onset or offset.</summary>
    public double? Opposite(in QrsPlace qrs, int direction)
    {
        var (from, to) = ((int)Math.Round(qrs.Onset), (int)Math.Round(qrs.Offset));
        var (first, last) = (Signals.Level[from], Signals.Level[to]);
        float Deflection(int i) => Signals.Level[i] - (first + (last - first) * (i - from) / Math.Max(to - from, 1));

        var r = (int)Math.Round(qrs.R);
        var peak = Deflection(r);
        var sign = peak < 0 ? -1 : 1;
        var deepest = SmallestDeflection * Math.Abs(peak);
        int? place = null;
        for (var i = r + direction; i > from && i < to; i += direction)
        {
            if (-sign * Deflection(i) > deepest) (deepest, place) = (-sign * Deflection(i), i);
        }
        return place;
    }

    private int QrsSteepest(double r) => Signals.Fine.Largest((int)Math.Round(r) - QrsHalf, (int)Math.Round(r) + QrsHalf + 1);
}
