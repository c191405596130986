using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Which beats a <see cref="BeatSet"/> takes from a record, and how they are prepared.</summary>
public sealed record BeatSetOptions
{
    /// <summary>The extension of the annotation file that marks the beats; null to find the R peaks.</summary>
    public string? Annotator { get; init; } = MitBihArrhythmiaDatabase.Annotator;

    /// <summary>The lead's name; null for MLII, or where the record has none, its first lead.</summary>
    public string? Lead { get; init; }

    /// <summary>How the lead is denoised; null for not at all.</summary>
    public WaveletDenoiserOptions? Denoising { get; init; } = new();

    /// <summary>How each beat is brought to a common scale.</summary>
    public NormalizationMethod Normalization { get; init; } = NormalizationMethod.ZScore;

    /// <summary>Whose scale that is.</summary>
    public NormalizationScope NormalizationScope { get; init; } = NormalizationScope.Beat;
}
