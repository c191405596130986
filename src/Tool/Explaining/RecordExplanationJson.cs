using System.Text.Json.Serialization;

namespace ArrhythmiaVision.Tool;

/// <summary>The JSON of <c>explain RECORD</c>.</summary>
internal sealed record RecordExplanationJson(
    string Record, string Path, string Lead, double SamplingRate, string Model, string Origin, string Method, string Baseline, IReadOnlyList<ExplainedBeatJson> Beats, string? File);

/// <summary>A beat and its explanation. Times in its window are from the R peak, in ms.</summary>
internal sealed record ExplainedBeatJson
{
    public required long Index { get; init; }

    public required long Sample { get; init; }

    public required double TimeSeconds { get; init; }

    /// <summary>What the annotator said; null where nobody did.</summary>
    public required string? Given { get; init; }

    /// <summary>The class; null where no class was probable enough.</summary>
    public required string? Class { get; init; }

    public required IReadOnlyDictionary<string, double> Probabilities { get; init; }

    public required string Words { get; init; }

    public required double? RrSeconds { get; init; }

    /// <summary>The interval before the beat over the record's running median.</summary>
    public required double? RrToMedian { get; init; }

    public required WaveJson? P { get; init; }

    public required WaveJson? Qrs { get; init; }

    public required WaveJson? T { get; init; }

    /// <summary>The class that is explained.</summary>
    public required string Explained { get; init; }

    /// <summary>Its logit, and the baseline's; the values of methods that add up come to the difference but for the gap.</summary>
    public required double Output { get; init; }

    public required double? BaselineOutput { get; init; }

    public required double? AdditivityGap { get; init; }

    public required IReadOnlyList<PartJson> Parts { get; init; }

    /// <summary>What stands beside the samples, by its name.</summary>
    public required IReadOnlyDictionary<string, double> ContextValues { get; init; }

    /// <summary>A value a sample.</summary>
    [JsonConverter(typeof(RowConverter))]
    public required float[] Values { get; init; }

    public required PassportJson Passport { get; init; }
}

/// <summary>Where a wave lies, from the R peak.</summary>
internal sealed record WaveJson(double OnsetMs, double OffsetMs);

/// <summary>A part of the beat: its values' sum, and its share of what speaks for the class.</summary>
internal sealed record PartJson(string Name, double? StartMs, double? EndMs, double Value, double? Share);

/// <summary>What an explanation is worth.</summary>
internal sealed record PassportJson(
    bool Reliable, IReadOnlyList<CheckJson> Checks, double Deletion, double RandomDeletion, double Insertion, double RandomInsertion);

/// <summary>A check: what was measured, what it is held against, and what is wrong where it fails.</summary>
internal sealed record CheckJson(string Name, bool Passed, double? Value, double? Limit, string? Failure);
