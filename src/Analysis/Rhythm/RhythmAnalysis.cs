using ArrhythmiaVision.Recordings;
using MathNet.Numerics.Statistics;

namespace ArrhythmiaVision.Analysis;

/// <summary>What a recording's beats, with their classes, say of its rhythm: heart rate, ectopic beats alone and together, pauses, variability.</summary>
/// <remarks>
/// <para>An interval counts where nothing between its beats is unreadable: a beat may be missing there. Ectopic beats follow one another where the
/// intervals between them count. As in ANSI/AAMI EC57 (section 4.3) two in a row are a couplet and three or more a run; fusion beats and beats of no class
/// end one.</para>
/// <para>The rhythm is never named beyond what the beats' classes and times carry: atrial fibrillation is not looked for.</para>
/// </remarks>
public sealed class RhythmAnalysis
{
    /// <summary>The intervals that the lowest and highest heart rates are means of: shorter ones would show single early beats.</summary>
    public const int RateIntervals = 8;

    /// <summary>The shortest interval that is called a pause, in seconds.</summary>
    public const double PauseSeconds = 2;

    /// <summary>The ectopic beats that bigeminy and trigeminy have at least.</summary>
    public const int LeastRepeats = 3;

    private readonly RhythmBeat[] _beats;
    private readonly TimeStretch[] _unreadable;
    private readonly RatePoint[] _rates;
    private readonly double[] _rateEnds;

    /// <summary>Analyses a recording's beats.</summary>
    /// <param name="beats">All beats in order of time, none twice.</param>
    /// <param name="seconds">The recording's length in seconds, 0 or more.</param>
    /// <param name="unreadable">Where beats may be missing, in order of time, none overlapping another; null for nowhere.</param>
    /// <exception cref="ArgumentException">Beats or stretches are not in order of time, or a time is not a number.</exception>
    public RhythmAnalysis(IReadOnlyList<RhythmBeat> beats, double seconds, IReadOnlyList<TimeStretch>? unreadable = null)
    {
        ArgumentNullException.ThrowIfNull(beats);
        if (!(seconds >= 0) || !double.IsFinite(seconds)) throw new ArgumentException(Invariant($"The recording's length is {seconds} s; it must be 0 or more."), nameof(seconds));
        (_beats, _unreadable, Seconds) = ([.. beats], [.. unreadable ?? []], seconds);
        for (var i = 0; i < _beats.Length; i++)
        {
            if (!double.IsFinite(_beats[i].Time) || (i > 0 && !(_beats[i].Time > _beats[i - 1].Time)))
                throw new ArgumentException(Invariant($"Beat {i} is at {_beats[i].Time} s, not after the beat before it."), nameof(beats));
        }
        for (var i = 0; i < _unreadable.Length; i++)
        {
            if (!(_unreadable[i].End >= _unreadable[i].Start) || (i > 0 && !(_unreadable[i].Start >= _unreadable[i - 1].End)))
                throw new ArgumentException(Invariant($"Stretch {i}, {_unreadable[i].Start} to {_unreadable[i].End} s, has no length or is not after the one before it."), nameof(unreadable));
        }

        var follows = new bool[_beats.Length];
        Intervals = FindIntervals(follows);
        Episodes = EpisodeFinder.Find(_beats, follows);
        (_rates, _rateEnds) = FindRates();
        Pauses = [.. Intervals.Where(interval => interval.Seconds >= PauseSeconds)];
        Variability = FindVariability();
    }

    /// <summary>The recording's length in seconds.</summary>
    public double Seconds { get; }

    /// <summary>The beats.</summary>
    public IReadOnlyList<RhythmBeat> Beats => _beats;

    /// <summary>The intervals that count, in order of time.</summary>
    public IReadOnlyList<RrInterval> Intervals { get; }

    /// <summary>Ectopic beats alone and together, of both classes, in order of time; bigeminy and trigeminy beside the single beats that make them.</summary>
    public IReadOnlyList<RhythmEpisode> Episodes { get; }

    /// <summary>Intervals of <see cref="PauseSeconds"/> and more, in order of time.</summary>
    public IReadOnlyList<RrInterval> Pauses { get; }

    /// <summary>How intervals between normal beats vary.</summary>
    public RrVariability Variability { get; }

    /// <summary>Beats a minute over all intervals that count; NaN where there are none.</summary>
    public double MeanRate => RateOf(Intervals);

    /// <summary>The lowest heart rate over <see cref="RateIntervals"/> intervals in a row; null where there are not so many.</summary>
    public RatePoint? LowestRate => _rates.Length == 0 ? null : _rates.MinBy(rate => rate.BeatsPerMinute);

    /// <summary>The highest heart rate over <see cref="RateIntervals"/> intervals in a row; null where there are not so many.</summary>
    public RatePoint? HighestRate => _rates.Length == 0 ? null : _rates.MaxBy(rate => rate.BeatsPerMinute);

    /// <summary>The longest interval; null where there is none.</summary>
    public RrInterval? LongestInterval => Intervals.Count == 0 ? null : Intervals.MaxBy(interval => interval.Seconds);

    /// <summary>Where beats may be missing, in order of time.</summary>
    public IReadOnlyList<TimeStretch> Unreadable => _unreadable;

    /// <summary>How many beats are of a class.</summary>
    /// <param name="class">The class; <see cref="AamiClass.None"/> for beats put into none, <see cref="AamiClass.Q"/> among them.</param>
    public int Count(AamiClass @class) => _beats.Count(beat => beat.Class == @class || (@class == AamiClass.None && beat.Class == AamiClass.Q));

    /// <summary>The heart rate in parts of equal length from the start on; the last may be shorter.</summary>
    /// <param name="seconds">A part's length in seconds, above 0.</param>
    public IReadOnlyList<RateBin> Trend(double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        var bins = new List<RateBin>();
        var (interval, rate) = (0, 0);
        for (var start = 0.0; start < Seconds; start = seconds * bins.Count)
        {
            var end = Math.Min(seconds * (bins.Count + 1), Seconds);
            var isLast = end >= Seconds;
            var (count, sum, lowest, highest) = (0, 0.0, double.NaN, double.NaN);
            for (; interval < Intervals.Count && (isLast || Intervals[interval].Time < end); interval++)
            {
                count++;
                sum += Intervals[interval].Seconds;
            }
            for (; rate < _rates.Length && (isLast || _rateEnds[rate] < end); rate++)
            {
                lowest = double.IsNaN(lowest) ? _rates[rate].BeatsPerMinute : Math.Min(lowest, _rates[rate].BeatsPerMinute);
                highest = double.IsNaN(highest) ? _rates[rate].BeatsPerMinute : Math.Max(highest, _rates[rate].BeatsPerMinute);
            }
            bins.Add(new RateBin(start, end, count == 0 ? double.NaN : 60 * count / sum, lowest, highest));
        }
        return bins;
    }

    /// <summary>A table over time.</summary>
    /// <param name="seconds">A row's length in seconds, above 0; 3,600 for a table by the hour.</param>
    public IReadOnlyList<RhythmPeriod> Periods(double seconds)
    {
        var trend = Trend(seconds);
        return [.. trend.Select((bin, i) => Period(bin, i == trend.Count - 1))];
    }

    /// <summary>How many intervals fall into each bin of equal width from 0 on.</summary>
    /// <param name="seconds">A bin's width in seconds, above 0.</param>
    /// <param name="bins">The number of bins, 1 or more; the last holds what is longer, too.</param>
    public int[] Histogram(double seconds, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var counts = new int[bins];
        foreach (var interval in Intervals) counts[(int)Math.Min(Math.Floor(interval.Seconds / seconds), bins - 1)]++;
        return counts;
    }

    private RhythmPeriod Period(RateBin bin, bool isLast)
    {
        bool In(double time) => time >= bin.Start && (isLast || time < bin.End);
        int Of(AamiClass @class, EpisodeKind kind) => Episodes.Count(episode => episode.Class == @class && episode.Kind == kind && In(episode.Start));
        var own = _beats.Where(beat => In(beat.Time)).ToArray();
        return new RhythmPeriod(
            bin, own.Length, own.Count(beat => beat.Class == AamiClass.V), Of(AamiClass.V, EpisodeKind.Couplet), Of(AamiClass.V, EpisodeKind.Run),
            own.Count(beat => beat.Class == AamiClass.S), Of(AamiClass.S, EpisodeKind.Run), own.Count(beat => beat.Class is AamiClass.None or AamiClass.Q),
            Pauses.Count(pause => In(pause.Time)), _unreadable.Sum(stretch => Math.Max(0, Math.Min(stretch.End, bin.End) - Math.Max(stretch.Start, bin.Start))));
    }

    /// <summary>Finds the intervals that count, and of which beats they are: those that follow the one before.</summary>
    private List<RrInterval> FindIntervals(bool[] follows)
    {
        var intervals = new List<RrInterval>(_beats.Length);
        var next = 0;
        for (var i = 1; i < _beats.Length; i++)
        {
            var (before, beat) = (_beats[i - 1], _beats[i]);
            while (next < _unreadable.Length && _unreadable[next].End <= before.Time) next++;
            if (next < _unreadable.Length && _unreadable[next].Start < beat.Time) continue;
            follows[i] = true;
            intervals.Add(new RrInterval(i, beat.Time, beat.Time - before.Time, before.Class == AamiClass.N && beat.Class == AamiClass.N));
        }
        return intervals;
    }

    private (RatePoint[] Rates, double[] Ends) FindRates()
    {
        var (rates, ends, inRow) = (new List<RatePoint>(), new List<double>(), 0);
        for (var i = 0; i < Intervals.Count; i++)
        {
            inRow = i > 0 && Intervals[i].Beat == Intervals[i - 1].Beat + 1 ? inRow + 1 : 1;
            if (inRow < RateIntervals) continue;
            var (from, to) = (_beats[Intervals[i].Beat - RateIntervals].Time, Intervals[i].Time);
            rates.Add(new RatePoint((from + to) / 2, 60 * RateIntervals / (to - from)));
            ends.Add(to);
        }
        return ([.. rates], [.. ends]);
    }

    private RrVariability FindVariability()
    {
        double[] lengths = [.. Intervals.Where(interval => interval.IsNormal).Select(interval => interval.Seconds)];
        var (differences, sums) = (new List<double>(), new List<double>());
        for (var i = 1; i < Intervals.Count; i++)
        {
            var (one, other) = (Intervals[i - 1], Intervals[i]);
            if (!one.IsNormal || !other.IsNormal || other.Beat != one.Beat + 1) continue;
            differences.Add(other.Seconds - one.Seconds);
            sums.Add(other.Seconds + one.Seconds);
        }
        return new RrVariability(
            lengths.Length, lengths.Length > 0 ? lengths.Mean() : double.NaN, lengths.StandardDeviation(),
            differences.Count > 0 ? Math.Sqrt(differences.Select(d => d * d).Mean()) : double.NaN,
            differences.Count > 0 ? differences.Count(d => Math.Abs(d) > 0.05) / (double)differences.Count : double.NaN,
            differences.StandardDeviation() / Math.Sqrt(2), sums.StandardDeviation() / Math.Sqrt(2));
    }

    private static double RateOf(IReadOnlyList<RrInterval> intervals) => intervals.Count == 0 ? double.NaN : 60 * intervals.Count / intervals.Sum(interval => interval.Seconds);
}
