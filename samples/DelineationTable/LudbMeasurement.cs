using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using static System.FormattableString;

namespace DelineationTable;

/// <summary>
/// Runs the delineator on lead II of records of the Lobachevsky University Database (A. I. Kalyakulina and others, IEEE Access
/// 8:186181–186190, 2020) and compares its waves with the cardiologists' marks in that lead.
/// </summary>
/// <remarks>
/// Only the middle beats are marked, so only what lies between the R peaks of the first and the last marked QRS complex counts. A
/// wave is found if its peak lies within 150 ms of a marked peak of its kind, each taken once.
/// </remarks>
public sealed class LudbMeasurement(string folder)
{
    /// <summary>The database's name.</summary>
    public const string Name = "ludb";

    private const string Lead = "ii";
    private const double ToleranceSeconds = 0.15;

    /// <summary>The records that the project has: 1 to 100.</summary>
    public static IReadOnlyList<int> Records { get; } = [.. Enumerable.Range(1, 100)];

    /// <summary>Whether a record served to fit the weights and to choose what is measured: the odd ones did.</summary>
    public static bool IsTuned(int record) => record % 2 == 1;

    /// <summary>Scores one record.</summary>
    /// <param name="number">The record's number.</param>
    /// <param name="ownPeaks">Whether the R peaks come from <see cref="RPeakDetector"/>, not from the reference.</param>
    /// <param name="rate">The rate to resample the signal to before, in Hz; null for the record's own.</param>
    public DelineationScore Score(int number, bool ownPeaks, double? rate = null)
    {
        var path = Path.Combine(folder, "data", Invariant($"{number}"));
        using var record = WfdbRecord.Open(path);
        var own = record.Header.SamplingFrequency;
        var used = rate ?? own;
        var lead = record.Header.Signals.Select((signal, index) => (signal, index)).Single(s => s.signal.Description == Lead).index;
        var signal = new Resampler(own, used).Resample(record.ReadSignal(lead));
        var reference = ReferenceWave.From(AnnotationFile.Read(path + "." + Lead).Annotations);
        var complexes = reference.Where(w => w.Kind == "N").ToList();

        var peaks = ownPeaks ? RPeakDetector.Detect(signal, used) : [.. complexes.Select(w => Math.Min(new Resampler(own, used).MapSample(w.Peak), signal.Length - 1))];
        var beats = new Delineator(used).Delineate(signal, peaks).Select(beat => InMilliseconds(beat, used)).ToList();
        var marked = reference.Select(w => w with { Onset = Milliseconds(w.Onset, own), Peak = Milliseconds(w.Peak, own)!.Value, Offset = Milliseconds(w.Offset, own) }).ToList();
        return Compare(marked, beats);
    }

    private static DelineationScore Compare(IReadOnlyList<ReferenceWave> reference, IReadOnlyList<BeatDelineation> beats)
    {
        var complexes = reference.Where(w => w.Kind == "N").ToList();
        var (first, last) = (complexes[0].Peak, complexes[^1].Peak);
        var tolerance = (long)(1000 * ToleranceSeconds);

        var qrs = Match(complexes,
            beats.Where(b => b.Qrs is not null && b.RPeak >= first - tolerance && b.RPeak <= last + tolerance).Select(b => (b.Qrs!.Value.Onset, b.RPeak, b.Qrs.Value.Offset)), []);
        var intervals = complexes.Zip(complexes.Skip(1), (a, b) => (a.Peak, b.Peak)).ToList();
        return new DelineationScore(Waves("p", b => b.P), qrs, Waves("t", b => b.T));

        WaveScore Waves(string kind, Func<BeatDelineation, Wave?> of) => Match(
            reference.Where(w => w.Kind == kind && w.Peak > first && w.Peak < last),
            beats.Select(of).OfType<Wave>().Where(w => w.Peak > first && w.Peak < last).Select(w => (w.Onset, w.Peak, w.Offset)),
            intervals);
    }

    private static WaveScore Match(IEnumerable<ReferenceWave> reference, IEnumerable<(long Onset, long Peak, long Offset)> test, IReadOnlyList<(long From, long To)> intervals)
    {
        var left = test.ToList();
        var absent = intervals.Where(i => !reference.Any(w => w.Peak > i.From && w.Peak < i.To)).ToList();
        var rightly = absent.Count(i => !left.Any(w => w.Peak > i.From && w.Peak < i.To));
        int found = 0, missed = 0;
        var (onset, peak, offset) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var wave in reference)
        {
            var best = -1;
            for (var i = 0; i < left.Count; i++)
            {
                var distance = Math.Abs(left[i].Peak - wave.Peak);
                if (distance <= 1000 * ToleranceSeconds && (best < 0 || distance < Math.Abs(left[best].Peak - wave.Peak))) best = i;
            }
            if (best < 0)
            {
                missed++;
                continue;
            }
            found++;
            peak.Add(left[best].Peak - wave.Peak);
            if (wave.Onset is { } begins) onset.Add(left[best].Onset - begins);
            if (wave.Offset is { } ends) offset.Add(left[best].Offset - ends);
            left.RemoveAt(best);
        }
        return new WaveScore(found, missed, left.Count, absent.Count, rightly, onset, peak, offset);
    }

    private static BeatDelineation InMilliseconds(BeatDelineation beat, double rate) => new(
        Milliseconds(beat.RPeak, rate)!.Value, InMilliseconds(beat.P, rate),
        beat.Qrs is { } q ? new QrsComplex(Milliseconds(q.Onset, rate)!.Value, Milliseconds(q.Q, rate), Milliseconds(q.S, rate), Milliseconds(q.Offset, rate)!.Value) : null,
        InMilliseconds(beat.T, rate));

    private static Wave? InMilliseconds(Wave? wave, double rate) =>
        wave is { } w ? new Wave(Milliseconds(w.Onset, rate)!.Value, Milliseconds(w.Peak, rate)!.Value, Milliseconds(w.Offset, rate)!.Value) : null;

    private static long? Milliseconds(long? sample, double rate) => sample is { } s ? (long)Math.Round(s * 1000 / rate) : null;
}
