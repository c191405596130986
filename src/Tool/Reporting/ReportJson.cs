using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of <c>report</c>.</summary>
internal sealed record ReportJson
{
    public required string Record { get; init; }

    public required string Path { get; init; }

    public required string Lead { get; init; }

    public required double DurationSeconds { get; init; }

    public required string Model { get; init; }

    public required bool Synthetic { get; init; }

    public required int Beats { get; init; }

    public required IReadOnlyDictionary<string, int> BeatsPerClass { get; init; }

    public required int OfNoClass { get; init; }

    /// <summary>Beats that no class is probable enough for, counted in the most probable one.</summary>
    public required int Unsure { get; init; }

    /// <summary>Beats that a person gave their class.</summary>
    public required int Reviewed { get; init; }

    /// <summary>The share of the lead in which beats can be judged, 0 to 1; null at a rate that is not judged.</summary>
    public required double? AnalysableShare { get; init; }

    public required double? MeanHeartRate { get; init; }

    public required double? LowestHeartRate { get; init; }

    public required double? HighestHeartRate { get; init; }

    public required double? LongestIntervalSeconds { get; init; }

    public required int Pauses { get; init; }

    public required EpisodesJson Ventricular { get; init; }

    public required EpisodesJson Supraventricular { get; init; }

    /// <summary>Beats that differ from the reference; null where none was given.</summary>
    public required int? Disagreements { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required string File { get; init; }

    public required long FileBytes { get; init; }
}

/// <summary>Episodes of one class.</summary>
internal sealed record EpisodesJson(int Isolated, int Couplets, int Runs, int LongestRun, int Bigeminy, int Trigeminy)
{
    public static EpisodesJson Of(RhythmAnalysis rhythm, AamiClass @class)
    {
        return new EpisodesJson(
            Count(EpisodeKind.Isolated), Count(EpisodeKind.Couplet), Count(EpisodeKind.Run),
            rhythm.Episodes.Where(episode => episode.Class == @class && episode.Kind == EpisodeKind.Run).Select(episode => episode.Ectopics).DefaultIfEmpty().Max(),
            Count(EpisodeKind.Bigeminy), Count(EpisodeKind.Trigeminy));

        int Count(EpisodeKind kind) => rhythm.Episodes.Count(episode => episode.Class == @class && episode.Kind == kind);
    }
}
