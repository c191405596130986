using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>The waves of some beats of a record, found with all its beats before them, in one pass over the lead.</summary>
internal static class RecordWaves
{
    private const int BlockSamples = 1 << 14;

    /// <summary>Finds waves.</summary>
    /// <param name="lead">The lead, not read yet.</param>
    /// <param name="peaks">Every R peak of the record, in order of time.</param>
    /// <param name="wanted">The R peaks whose waves are asked for.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Waves by R peak, in sample numbers of the beats' rate of 360 a second; none at a rate that waves are not found at.</returns>
    public static Dictionary<long, BeatDelineation> Find(RecordLead lead, IEnumerable<long> peaks, IReadOnlySet<long> wanted, CancellationToken cancellation)
    {
        var found = new Dictionary<long, BeatDelineation>();
        if (lead.SamplingRate is not (>= StreamingDelineator.MinRate and <= StreamingDelineator.MaxRate))
            return found;
        var rates = new Resampler(lead.SamplingRate);
        var delineator = new StreamingDelineator(lead.SamplingRate);

        // An annotator may have marked a beat twice.
        long[] rising = [.. peaks.Where(peak => peak >= 0 && peak < lead.Length).Distinct().Order()];
        var block = new float[BlockSamples];
        var beats = new BeatDelineation[64];
        int next = 0;
        long pushed = 0;
        for (int count; (count = lead.Read(block)) > 0; pushed += count)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = next;
            while (next < rising.Length && rising[next] < pushed + count)
                next++;
            Reserve(delineator.Pending + next - first);
            Keep(delineator.Push(block.AsSpan(0, count), rising.AsSpan(first, next - first), beats));
        }

        Reserve(delineator.Pending);
        Keep(delineator.Flush(beats));
        return found;

        void Reserve(int room)
        {
            if (beats.Length < room)
                beats = new BeatDelineation[room];
        }

        void Keep(int written)
        {
            foreach (ref readonly var beat in beats.AsSpan(0, written))
            {
                if (wanted.Contains(beat.RPeak))
                    found[beat.RPeak] = Map(beat, rates);
            }
        }
    }

    private static BeatDelineation Map(in BeatDelineation beat, Resampler rates)
    {
        return new BeatDelineation(rates.MapSample(beat.RPeak), Of(beat.P), beat.Qrs is { } qrs ? new QrsComplex(At(qrs.Onset), qrs.Q is { } q ? At(q) : null, qrs.S is { } s ? At(s) : null, At(qrs.Offset)) : null, Of(beat.T));

        Wave? Of(Wave? wave) => wave is { } some ? new Wave(At(some.Onset), At(some.Peak), At(some.Offset)) : null;

        long At(long sample) => rates.MapSample(sample);
    }
}
