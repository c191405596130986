using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>A part of the beat, to be marked by a bracket.</summary>
/// <param name="Name">The name that stands over it.</param>
/// <param name="Start">Its first sample in the window.</param>
/// <param name="End">The sample after its last.</param>
/// <param name="Share">The share of the evidence that lies in it, 0 to 1; NaN to leave it out.</param>
public readonly record struct SegmentMark(string Name, double Start, double End, double Share = double.NaN)
{
    /// <summary>The parts of a beat that were found: P, PR, QRS, ST, T. PR and ST are there only between two waves that are.</summary>
    /// <param name="waves">The beat's waves.</param>
    /// <param name="firstSample">The sample number, in which the waves are counted, of the window's first sample.</param>
    /// <param name="shares">Shares to print under the names; Q, R and S are joined to QRS.</param>
    public static SegmentMark[] From(in BeatDelineation waves, long firstSample = 0, IReadOnlyList<SegmentShare>? shares = null)
    {
        var marks = new List<SegmentMark>(5);
        var joined = SegmentShare.JoinQrs(shares ?? []);
        void Add(string name, long start, long end)
        {
            if (end <= start) return;
            var found = Array.FindIndex(joined, share => share.Name == name);
            marks.Add(new(name, start - firstSample, end - firstSample, found < 0 ? double.NaN : joined[found].Share));
        }

        if (waves.P is { } p) Add("P", p.Onset, p.Offset + 1);
        if (waves.P is { } before && waves.Qrs is { } complex) Add("PR", before.Offset + 1, complex.Onset);
        if (waves.Qrs is { } qrs) Add("QRS", qrs.Onset, qrs.Offset + 1);
        if (waves.Qrs is { } first && waves.T is { } after) Add("ST", first.Offset + 1, after.Onset);
        if (waves.T is { } t) Add("T", t.Onset, t.Offset + 1);
        return [.. marks];
    }
}
