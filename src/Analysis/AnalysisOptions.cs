using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>How a <see cref="RecordAnalyzer"/> works. Neither <see cref="Threads"/> nor <see cref="BlockSamples"/> changes its results.</summary>
public sealed record AnalysisOptions
{
    /// <summary>How the lead is denoised, at 360 samples a second; null for not at all. Options that need the whole record at once are refused.</summary>
    public WaveletDenoiserOptions? Denoising { get; init; } = new();

    /// <summary>How each beat is brought to a common scale, as it was when the model was trained: null, the default, for what the model's card says, or
    /// z-score where it has none.</summary>
    public NormalizationMethod? Normalization { get; init; }

    /// <summary>Whose scale each beat is brought to, as it was when the model was trained: null, the default, for what the model's card says, or its own
    /// where it has none.</summary>
    public NormalizationScope? NormalizationScope { get; init; }

    /// <summary>
    /// Where the most probable class is less probable than this, 0 to 1, the beat is put into no class: it may be paced, a fusion, an escape
    /// beat or an artefact, which the model does not know. A probability for each of the model's classes, in their order, or one for all. Null
    /// puts every beat into a class. A model's card gives what was calibrated for it.
    /// </summary>
    public IReadOnlyList<double>? RejectBelow { get; init; }

    /// <summary>Threads that work on a recording, the caller's among them; 0, the default, for every core.</summary>
    public int Threads { get; init; }

    /// <summary>Samples read at a time, 1 to 2^24.</summary>
    public int BlockSamples { get; init; } = 1 << 14;

    internal NormalizationMethod Method => Normalization ?? NormalizationMethod.ZScore;

    internal NormalizationScope Scope => NormalizationScope ?? Signals.NormalizationScope.Beat;

    /// <summary>The same options, with what they leave to the model's card.</summary>
    /// <exception cref="ArgumentException">The card names what is not known here.</exception>
    internal AnalysisOptions For(ArrhythmiNetModel model)
    {
        return this with
        {
            Normalization = Normalization ?? (model.Card is { } of ? Known<NormalizationMethod>(of.Normalization) : Method),
            NormalizationScope = NormalizationScope ?? (model.Card is { } by ? Known<NormalizationScope>(by.NormalizationScope) : Scope),
        };

        T Known<T>(string text)
            where T : struct, Enum =>
            Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
                : throw new ArgumentException($"By its card, the model was trained on beats normalised by '{text}', which this version does not know. Get a newer one, or give {nameof(Normalization)} and {nameof(NormalizationScope)}.", nameof(model));
    }

    internal void Check(ArrhythmiNetModel model)
    {
        if (!Enum.IsDefined(Method))
            throw new ArgumentOutOfRangeException(nameof(Normalization), Normalization, "There is no such normalisation.");
        if (!Enum.IsDefined(Scope))
            throw new ArgumentOutOfRangeException(nameof(NormalizationScope), NormalizationScope, "There is no such scope.");
        if (RejectBelow is { } limits && limits.Count != 1 && limits.Count != model.Classes.Count)
            throw new ArgumentException(Invariant($"{nameof(RejectBelow)} has {limits.Count} probabilities; give one for all classes, or one for each of the model's {model.Classes.Count}."));
        foreach (double probability in RejectBelow ?? [])
        {
            if (probability is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(RejectBelow), probability, "A probability is from 0 to 1.");
        }

        if (Threads is < 0 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "Threads must be 0, for every core, or 1 to 1024.");
        if (BlockSamples is < 1 or > 1 << 24)
            throw new ArgumentOutOfRangeException(nameof(BlockSamples), BlockSamples, Invariant($"A block must have 1 to {1 << 24} samples."));
    }
}
