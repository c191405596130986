using System.Text.Json.Serialization;

namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of <c>explain --scores</c>.</summary>
internal sealed record ScoresJson
{
    public required string Model { get; init; }

    public required string Origin { get; init; }

    public required string Protocol { get; init; }

    /// <summary>Which side the beats are of: <c>test</c> or <c>training</c>.</summary>
    public required string Set { get; init; }

    public required int Seed { get; init; }

    public required int Beats { get; init; }

    /// <summary>Beats of each true class.</summary>
    public required IReadOnlyDictionary<string, int> BeatsPerClass { get; init; }

    /// <summary>What explanations are scored by.</summary>
    public required string Judge { get; init; }

    /// <summary>What beats are held against.</summary>
    public required string Baseline { get; init; }

    /// <summary>What expected gradients hold beats against.</summary>
    public required string Background { get; init; }

    public required ThresholdsJson Thresholds { get; init; }

    /// <summary>A score of one beat on one thread, in ms.</summary>
    public required double PlainScoreMs { get; init; }

    public required IReadOnlyList<MethodJson> Methods { get; init; }

    public required AgreementJson Agreement { get; init; }

    /// <summary>What <see cref="PerBeat"/> gives of each explanation, in this order.</summary>
    public required IReadOnlyList<string> PerBeatScores { get; init; }

    /// <summary>Every beat's scores, method by method.</summary>
    public required IReadOnlyList<BeatScoresJson> PerBeat { get; init; }
}

/// <summary>A beat's scores: its record, the class that the network gives it, and each method's row.</summary>
internal sealed record BeatScoresJson(string Record, string Class, IReadOnlyDictionary<string, BeatScoreRow> Methods);

/// <summary>A method's scores of a beat, by <see cref="ScoresJson.PerBeatScores"/>.</summary>
[JsonConverter(typeof(BeatScoreRowConverter))]
internal sealed record BeatScoreRow(double[] Values);

/// <summary>What an explanation must reach.</summary>
internal sealed record ThresholdsJson(double DeletionGain, double InsertionGain, double Infidelity, double RandomizedCorrelation, double Stability, double Agreement);

/// <summary>A method's figures.</summary>
internal sealed record MethodJson
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>An explanation of one beat on one thread, in ms, and in plain scores.</summary>
    public required double CostMs { get; init; }

    public required double CostInScores { get; init; }

    /// <summary>Over all beats.</summary>
    public required MethodFigures All { get; init; }

    /// <summary>By the class that the network gives a beat.</summary>
    public required IReadOnlyDictionary<string, MethodFigures> PerClass { get; init; }

    /// <summary>How alike explanations stay as layers lose what they learned, from the classes back.</summary>
    public required IReadOnlyList<RandomizationJson> Randomization { get; init; }

    /// <summary>The share of explanations that fail each check.</summary>
    public required IReadOnlyDictionary<string, double> Fails { get; init; }

    /// <summary>What a check that looks at none of this says of those that are marked unreliable and of the others: by how much deletion beats
    /// random order when parts become a flat line.</summary>
    public required MarkJson Mark { get; init; }

    /// <summary>How each score is distributed; <c>otherBeat</c> is the rank correlation of the explanations of two beats of a class and of two records,
    /// which says how alike explanations are anyway.</summary>
    public required IReadOnlyDictionary<string, Quantiles> Quantiles { get; init; }
}

/// <summary>Mean figures of a method with their intervals.</summary>
internal sealed record MethodFigures(
    MeanFigure? Deletion, MeanFigure? RandomDeletion, MeanFigure? DeletionGain, MeanFigure? Insertion, MeanFigure? RandomInsertion, MeanFigure? InsertionGain,
    MeanFigure? FlatLineDeletionGain, MeanFigure? Infidelity, MeanFigure? Noise, MeanFigure? Shift, MeanFigure? Agreement, MeanFigure? Unreliable, IReadOnlyDictionary<string, MeanFigure?> Shares);

/// <summary>The rank correlation with a layer and all after it randomised; constant maps have none, and are counted.</summary>
internal sealed record RandomizationJson(string Layer, MeanFigure? Correlation, int Constant);

/// <summary>Marked explanations beside the others.</summary>
internal sealed record MarkJson(MeanFigure? Marked, MeanFigure? Unmarked);

/// <summary>The values below which so many percent lie.</summary>
internal sealed record Quantiles(
    [property: JsonPropertyName("p1")] double P1, [property: JsonPropertyName("p5")] double P5, [property: JsonPropertyName("p25")] double P25, [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p75")] double P75, [property: JsonPropertyName("p95")] double P95, [property: JsonPropertyName("p99")] double P99);

/// <summary>The mean rank correlation of methods with each other.</summary>
internal sealed record AgreementJson(IReadOnlyList<string> Methods, IReadOnlyList<IReadOnlyList<double?>> Matrix);
