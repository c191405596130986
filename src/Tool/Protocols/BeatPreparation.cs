using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>What a model is to be given of each beat, and which classes it tells apart.</summary>
/// <param name="Scheme">The classes.</param>
/// <param name="ContextNames">The context values beside the samples; none for a model that takes samples alone.</param>
/// <param name="Normalization">How a beat is brought to a common scale.</param>
/// <param name="Scope">Whose scale that is.</param>
internal sealed record BeatPreparation(LabelScheme Scheme, IReadOnlyList<string> ContextNames, NormalizationMethod Normalization, NormalizationScope Scope)
{
    /// <summary>What a trained model needs, by its card.</summary>
    /// <exception cref="ToolException">Its classes are of no scheme here, or its card names what this version does not know.</exception>
    public static BeatPreparation Of(string name, ArrhythmiNetModel model, ModelCard card)
    {
        LabelScheme[] schemes = [LabelScheme.MitBih5, LabelScheme.Aami];
        var scheme = schemes.FirstOrDefault(known => known.Classes.SequenceEqual(model.Classes))
            ?? throw new ToolException(ExitCodes.Failure, $"The model '{name}' tells {string.Join(' ', model.Classes)} apart; evaluation is by the classes {string.Join(", or by ", schemes.Select(known => string.Join(' ', known.Classes)))}.");
        return new BeatPreparation(scheme, model.ContextNames, Known<NormalizationMethod>(card.Normalization), Known<NormalizationScope>(card.NormalizationScope));

        T Known<T>(string text)
            where T : struct, Enum =>
            Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
                : throw new ToolException(ExitCodes.Failure, $"The model '{name}' was trained on beats normalised by '{text}', which this version does not know. Get a newer one.");
    }
}
