using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What a comparison was asked to do and to show.</summary>
internal sealed record CompareSettings
{
    public required string Reference { get; init; }

    public required string Test { get; init; }

    /// <summary>The folder of the files to judge; null where they lie beside the records.</summary>
    public required string? TestFolder { get; init; }

    /// <summary>What is known of CSV files.</summary>
    public required CsvOptions Csv { get; init; }

    public required TimeSpan Start { get; init; }

    public required TimeSpan? End { get; init; }

    public required bool EndsWithEither { get; init; }

    public required TimeSpan Window { get; init; }

    public required bool EscapeBeatsAreNormal { get; init; }

    /// <summary>How the text is laid out.</summary>
    public required string Layout { get; init; }

    /// <summary>Whether the text tells supraventricular beats from N.</summary>
    public required bool Supraventricular { get; init; }

    public required bool Runs { get; init; }

    public required bool Shutdown { get; init; }

    /// <summary>A record's standard options, changed to what was asked for.</summary>
    public ComparisonOptions Apply(ComparisonOptions options) => options with
    {
        Start = Start,
        End = End,
        EndsWithEitherAnnotator = EndsWithEither,
        MatchWindow = Window,
        EscapeBeatsAreNormal = EscapeBeatsAreNormal,
    };
}
