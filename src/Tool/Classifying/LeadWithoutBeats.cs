using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Leads in which there can be no beats, and what is said of them.</summary>
internal static class LeadWithoutBeats
{
    // Below, not even the detector has learned how large the complexes are.
    private const double ShortestSeconds = 5;

    /// <summary>Refuses a lead in which no beat can be told from another.</summary>
    /// <exception cref="InvalidDataException">It is too short.</exception>
    public static void RefuseShort(RecordLead lead)
    {
        double seconds = lead.Length / lead.SamplingRate;
        if (seconds < ShortestSeconds)
            throw new InvalidDataException(Invariant($"The record has {seconds:0.##} s of lead {lead.Name}, and beats are told apart in {ShortestSeconds} s or more. Give a longer one."));
    }

    /// <summary>Refuses a lead that is too short or a flat line, or all of whose samples are missing: another may be better.</summary>
    /// <exception cref="InvalidDataException">It is.</exception>
    public static void Refuse(Recording record, RecordLead lead)
    {
        RefuseShort(lead);
        if (WhyFlat(record, lead) is { } why)
            throw Refusal(record, lead, why);
    }

    /// <summary>Why no beats were found.</summary>
    public static string WhyNoneFound(Recording record, RecordLead lead) => WhyFlat(record, lead) ?? $"No beats were found in lead {lead.Name} of record {record.Name}.";

    /// <summary>The error that refuses a lead.</summary>
    public static InvalidDataException Refusal(Recording record, RecordLead lead, string why) =>
        new($"{why} Choose another lead with --lead; there {(record.Leads.Count == 1 ? "is only" : "are")} {string.Join(", ", record.Leads)}.");

    private static string? WhyFlat(Recording record, RecordLead lead)
    {
        var samples = new float[1 << 14];
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (long start = 0; start < lead.Length; start += samples.Length)
        {
            var block = samples.AsSpan(0, (int)Math.Min(samples.Length, lead.Length - start));
            record.ReadSamples(lead.Signal, start, block);
            foreach (float value in block)
            {
                if (float.IsFinite(value))
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            if (low < high) return null;
        }

        return low > high
            ? $"Lead {lead.Name} of record {record.Name} has no samples: all are missing."
            : $"Lead {lead.Name} of record {record.Name} is a flat line, so there are no beats in it.";
    }
}
