using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>Finds ectopic beats alone and together.</summary>
internal static class EpisodeFinder
{
    /// <summary>Finds episodes of both classes, in order of time.</summary>
    /// <param name="beats">The beats.</param>
    /// <param name="follows">Of each beat, whether the interval before it counts.</param>
    public static IReadOnlyList<RhythmEpisode> Find(ReadOnlySpan<RhythmBeat> beats, ReadOnlySpan<bool> follows)
    {
        var episodes = new List<RhythmEpisode>();
        foreach (var @class in (AamiClass[])[AamiClass.V, AamiClass.S])
        {
            var alone = new List<int>();
            for (var i = 0; i < beats.Length;)
            {
                if (beats[i].Class != @class)
                {
                    i++;
                    continue;
                }
                var end = i + 1;
                while (end < beats.Length && beats[end].Class == @class && follows[end]) end++;
                if (end == i + 1) alone.Add(i);
                episodes.Add(Of((end - i) switch { 1 => EpisodeKind.Isolated, 2 => EpisodeKind.Couplet, _ => EpisodeKind.Run }, @class, beats, i, end - 1, end - i));
                i = end;
            }
            Repeats(EpisodeKind.Bigeminy, 2, @class, beats, follows, alone, episodes);
            Repeats(EpisodeKind.Trigeminy, 3, @class, beats, follows, alone, episodes);
        }
        return [.. episodes.OrderBy(episode => episode.Start)];
    }

    /// <summary>Finds ectopic beats that come every so many beats, with normal ones between.</summary>
    private static void Repeats(EpisodeKind kind, int step, AamiClass @class, ReadOnlySpan<RhythmBeat> beats, ReadOnlySpan<bool> follows, List<int> alone, List<RhythmEpisode> episodes)
    {
        for (var i = 0; i < alone.Count;)
        {
            var last = i;
            while (last + 1 < alone.Count && Continues(beats, follows, alone[last], alone[last + 1], step)) last++;
            if (last - i + 1 >= RhythmAnalysis.LeastRepeats) episodes.Add(Of(kind, @class, beats, alone[i], alone[last], last - i + 1));
            i = last + 1;
        }
    }

    private static bool Continues(ReadOnlySpan<RhythmBeat> beats, ReadOnlySpan<bool> follows, int from, int to, int step)
    {
        if (to - from != step) return false;
        for (var i = from + 1; i <= to; i++)
        {
            if (!follows[i] || (i < to && beats[i].Class != AamiClass.N)) return false;
        }
        return true;
    }

    private static RhythmEpisode Of(EpisodeKind kind, AamiClass @class, ReadOnlySpan<RhythmBeat> beats, int first, int last, int ectopics) =>
        new(kind, @class, first, last, beats[first].Time, beats[last].Time, ectopics);
}
