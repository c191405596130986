namespace ArrhythmiaVision.Reporting;

/// <summary>How much of the evidence for a class lies in one part of the beat, or in what the model is told beside it.</summary>
/// <param name="Name">The part: P, PR, Q, R, S, QRS, ST, T, <c>before</c>, <c>after</c>, <c>context</c> for what stands beside the samples, or any name.</param>
/// <param name="Share">Its part of all that speaks for the class, from 0 to 1.</param>
public readonly record struct SegmentShare(string Name, double Share)
{
    /// <summary>Joins Q, R and S to one QRS, in the place of the first of them; leaves the rest as they are.</summary>
    internal static SegmentShare[] JoinQrs(IReadOnlyList<SegmentShare> shares)
    {
        var joined = new List<SegmentShare>(shares.Count);
        var qrs = -1;
        foreach (var share in shares)
        {
            if (share.Name is not ("Q" or "R" or "S" or "QRS")) joined.Add(share);
            else if (qrs >= 0) joined[qrs] = joined[qrs] with { Share = joined[qrs].Share + share.Share };
            else
            {
                qrs = joined.Count;
                joined.Add(new("QRS", share.Share));
            }
        }
        return [.. joined];
    }

    internal static void Check(IReadOnlyList<SegmentShare> shares, string name)
    {
        double sum = 0;
        foreach (var share in shares)
        {
            if (string.IsNullOrWhiteSpace(share.Name)) throw new ArgumentException("A share has no name.", name);
            if (!(share.Share >= 0 && share.Share <= 1.001))
                throw new ArgumentException(Invariant($"The share of '{share.Name}' is {share.Share}; shares lie between 0 and 1."), name);
            sum += share.Share;
        }
        if (sum > 1.001) throw new ArgumentException(Invariant($"The shares sum to {sum:0.####}; together they are at most 1."), name);
    }
}
