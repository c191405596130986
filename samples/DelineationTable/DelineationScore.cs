namespace DelineationTable;

/// <summary>How the delineator did on the three kinds of waves.</summary>
/// <param name="P">On P waves.</param>
/// <param name="Qrs">On QRS complexes.</param>
/// <param name="T">On T waves.</param>
public sealed record DelineationScore(WaveScore P, WaveScore Qrs, WaveScore T)
{
    /// <summary>Scores taken together, every wave counting the same.</summary>
    public static DelineationScore Gross(IEnumerable<DelineationScore> scores)
    {
        var all = scores.ToList();
        return new DelineationScore(WaveScore.Gross(all.Select(s => s.P)), WaveScore.Gross(all.Select(s => s.Qrs)), WaveScore.Gross(all.Select(s => s.T)));
    }
}
