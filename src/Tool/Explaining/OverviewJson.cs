using System.Text.Json.Serialization;

namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of <c>explain --global</c>.</summary>
internal sealed record OverviewJson(string Protocol, string Set, int Seed, string Method, IReadOnlyList<ModelOverviewJson> Models, string? File);

/// <summary>A model's classes.</summary>
internal sealed record ModelOverviewJson(string Model, string Origin, string Baseline, IReadOnlyList<ClassViewJson> Classes);

/// <summary>What weighs in a class, over beats of it that the network judges rightly.</summary>
internal sealed record ClassViewJson
{
    public required string Class { get; init; }

    public required int Beats { get; init; }

    public required int Misjudged { get; init; }

    /// <summary>Beats in which nothing speaks for the class; they have no shares.</summary>
    public required int WithoutEvidence { get; init; }

    public required MeanFigure? QrsMs { get; init; }

    public required MeanFigure? PFound { get; init; }

    /// <summary>The share of the evidence that lies in each place.</summary>
    public required IReadOnlyDictionary<string, MeanFigure?> Shares { get; init; }

    /// <summary>The share of the beat's time that each place takes.</summary>
    public required IReadOnlyDictionary<string, double> TimeShares { get; init; }

    /// <summary>mV, each beat's median at 0.</summary>
    [JsonConverter(typeof(RowConverter))]
    public required float[] MeanBeat { get; init; }

    [JsonConverter(typeof(RowConverter))]
    public required float[] BeatDeviation { get; init; }

    /// <summary>The mean attribution of each sample.</summary>
    [JsonConverter(typeof(RowConverter))]
    public required float[] Mean { get; init; }

    [JsonConverter(typeof(RowConverter))]
    public required float[] StandardDeviation { get; init; }
}
