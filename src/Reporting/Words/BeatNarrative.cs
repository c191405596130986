using System.Globalization;
using System.Text;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>Puts a beat into words: what was decided, what was measured, what weighed. Every sentence follows from numbers given; what is
/// not known is not spoken of.</summary>
/// <remarks>
/// <para>Probabilities and intervals have two decimals, shares and changes whole percents, durations are to the nearest 2 ms (nearer than
/// the delineation's errors of about 10 ms). A probability never rounds up to 1.00 or down to 0.00: it is "above 0.99" or "below 0.01".</para>
/// <para>An interval is held against the median of the record's so far, once there are three beats. A tenth and more off is early or late;
/// but where intervals change by more than a tenth from one to the next, as in atrial fibrillation, neither is said: both numbers
/// are, and by how much intervals change. There, too, the delineation may take a fibrillation wave for a P wave, so a P wave is neither
/// reported nor named as a place of evidence: what lies in it lies before the QRS. Nothing is said of the rhythm's name: one beat does not carry it.</para>
/// </remarks>
public static class BeatNarrative
{
    /// <summary>The irregularity (<see cref="RrFeatures.Irregularity"/>) from which on early and late mean little.</summary>
    public const double Irregular = 0.1;

    private const double EarlyOrLate = 0.1;
    private const string BeforeQrs = "before QRS";

    /// <summary>All of it: label, measures, evidence.</summary>
    /// <param name="facts">What is known of the beat.</param>
    /// <param name="inFull">Whether classes are named in full ("premature ventricular contraction (V)") or shortly ("PVC").</param>
    /// <returns>One or more sentences on one line.</returns>
    /// <exception cref="ArgumentException">A fact is out of its range.</exception>
    public static string Describe(BeatFacts facts, bool inFull = false)
    {
        ArgumentNullException.ThrowIfNull(facts);
        string[] parts = [Verdict(facts, inFull), Measures(facts), Evidence(facts)];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <summary>The class and its probability, as <c>PVC, 0.98.</c></summary>
    /// <inheritdoc cref="Describe" path="/param"/>
    /// <inheritdoc cref="Describe" path="/exception"/>
    public static string Verdict(BeatFacts facts, bool inFull = false)
    {
        ArgumentNullException.ThrowIfNull(facts);
        facts.Check();
        if (facts.Class is not { } label)
        {
            return facts.Status switch
            {
                BeatWindowStatus.MissingSamples => "Not classified: samples are missing.",
                BeatWindowStatus.TooNearStart => "Not classified: too near the recording's start.",
                BeatWindowStatus.TooNearEnd => "Not classified: too near the recording's end.",
                _ => facts.IsRejected ? "None of the model's classes." : "Not classified.",
            };
        }

        var name = inFull ? $"{facts.Names.Full(label)} ({label})" : facts.Names.Short(label);
        var verdict = double.IsNaN(facts.Probability) ? name : $"{name}, {Probability(facts.Probability)}";
        return facts.IsRejected ? $"None of the model's classes; the most probable is {verdict}." : $"{Capital(verdict)}.";
    }

    /// <summary>What was measured of rhythm and waves, as <c>Comes 34 % early (RR 0.52 s against 0.79 s); QRS 148 ms; no P wave found.</c></summary>
    /// <param name="facts">What is known of the beat.</param>
    /// <returns>A sentence; empty where nothing was measured.</returns>
    /// <inheritdoc cref="Describe" path="/exception"/>
    public static string Measures(BeatFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        facts.Check();
        var clauses = new List<string>();
        if (facts.Rr is { } rr) Timing(rr, clauses);
        if (facts.Waves is { Qrs: { } qrs } waves)
        {
            clauses.Add($"QRS {Milliseconds(qrs.Duration, facts.SamplingRate)}");
            if (waves.P is { } p)
            {
                if (!facts.IsRhythmIrregular && p.Onset < qrs.Onset) clauses.Add($"P wave found, PR {Milliseconds(qrs.Onset - p.Onset, facts.SamplingRate)}");
            }
            // Where samples are missing a wave is left out, not absent.
            else if (facts.Status == BeatWindowStatus.Complete)
            {
                clauses.Add("no P wave found");
            }
        }
        return clauses.Count == 0 ? "" : Capital(string.Join("; ", clauses)) + ".";
    }

    /// <summary>Where the evidence lies, as <c>71 % of the evidence lies in the QRS.</c></summary>
    /// <param name="facts">What is known of the beat.</param>
    /// <returns>One or two sentences; empty where there is no explanation. One that failed its checks is called unreliable.</returns>
    /// <inheritdoc cref="Describe" path="/exception"/>
    public static string Evidence(BeatFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        facts.Check();
        var text = new StringBuilder();
        if (facts.FailedChecks is { Count: > 0 } failed) text.Append($"Unreliable explanation (failed: {string.Join(", ", failed)}).");

        var shares = (facts.IsRhythmIrregular ? JoinBeforeQrs(facts.Shares) : SegmentShare.JoinQrs(facts.Shares)).OrderByDescending(share => share.Share).ToArray();
        if (shares.Length == 0 || Percent(shares[0].Share) == 0) return text.ToString();
        if (text.Length > 0) text.Append(' ');
        if (facts.Method is { Length: > 0 } method) text.Append($"By {method}, ");
        if (shares[0].Share >= 0.5)
        {
            text.Append(Invariant($"{Percent(shares[0].Share)} % of the evidence lies in {Place(shares[0].Name)}."));
        }
        else
        {
            // The few that come first, and no word of "most": they may be less than half.
            var first = shares.Take(3).Where(share => Percent(share.Share) > 0).Select(share => Invariant($"{Percent(share.Share)} % in {Place(share.Name)}")).ToArray();
            var list = first.Length == 1 ? first[0] : $"{string.Join(", ", first[..^1])} and {first[^1]}";
            text.Append(facts.Method is { Length: > 0 } ? $"the evidence lies {list}." : $"The evidence lies {list}.");
        }
        return text.ToString();
    }

    private static SegmentShare[] JoinBeforeQrs(IReadOnlyList<SegmentShare> shares)
    {
        var joined = SegmentShare.JoinQrs(shares);
        if (!joined.Any(share => share.Name == "P")) return joined;
        var before = joined.Where(share => share.Name is "before" or "P" or "PR").Sum(share => share.Share);
        return [new(BeforeQrs, before), .. joined.Where(share => share.Name is not ("before" or "P" or "PR"))];
    }

    private static void Timing(in RrFeatures rr, List<string> clauses)
    {
        if (!float.IsFinite(rr.Previous)) return;
        var known = float.IsFinite(rr.Irregularity) && float.IsFinite(rr.RatioToMedian) && rr.RatioToMedian > 0;
        if (!known)
        {
            clauses.Add($"RR {Seconds(rr.Previous)}");
            return;
        }

        var pair = $"RR {Seconds(rr.Previous)} against {Seconds(rr.Previous / rr.RatioToMedian)}";
        if (rr.Irregularity > (float)Irregular)
        {
            clauses.Add(Invariant($"{pair}, in a rhythm whose intervals change by {Percent(Math.Exp(rr.Irregularity) - 1)} % from one to the next"));
            return;
        }
        var change = rr.RatioToMedian - 1.0;
        clauses.Add(change <= -EarlyOrLate ? Invariant($"comes {Percent(-change)} % early ({pair})")
            : change >= EarlyOrLate ? Invariant($"comes {Percent(change)} % late ({pair})")
            : pair);
    }

    private static string Place(string name) => name switch
    {
        "P" => "the P wave",
        "PR" => "the PR segment",
        "ST" => "the ST segment",
        "T" => "the T wave",
        "QRS" => "the QRS",
        "before" => "the time before the beat",
        BeforeQrs => "the time before the QRS",
        "after" => "the time after the beat",
        "RR" => "the RR intervals",
        "context" => "what is known of the beat beside its samples",
        _ => name,
    };

    private static string Probability(double value) => value switch
    {
        >= 0.995 and < 1 => "above 0.99",
        > 0 and < 0.005 => "below 0.01",
        _ => Math.Min(value, 1).ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static string Seconds(double value) => Invariant($"{value:0.00} s");

    private static string Milliseconds(long samples, double rate) => Invariant($"{2 * Math.Round(500 * samples / rate, MidpointRounding.AwayFromZero):0} ms");

    private static int Percent(double share) => (int)Math.Round(Math.Min(100 * share, 1e6), MidpointRounding.AwayFromZero);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
