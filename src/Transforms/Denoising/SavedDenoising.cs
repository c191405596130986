using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace ArrhythmiaVision.Transforms;

/// <summary>A denoiser as it travels in a saved model: its options as text, and the mapping that ML.NET finds by its contract.</summary>
internal static class SavedDenoising
{
    // The number after the name is the version of what follows.
    private const string Header = "WaveletDenoise/1";
    private const string BeatContract = "ArrhythmiaVision.WaveletDenoise.Beat";
    private const string SignalContract = "ArrhythmiaVision.WaveletDenoise.Signal";

    private static readonly SavedVectorMapping.States<WaveletDenoiser> s_denoisers = new(Read);

    public static ITransformer BuildChain(WaveletDenoiseTransformer transformer, DataViewType inputType)
    {
        var chain = SavedVectorMapping.Begin(transformer.InputColumnName, inputType, Format(transformer.DenoiserOptions));
        chain = SavedVectorMapping.IsBeat(inputType)
            ? chain.Then(transforms => transforms.CustomMapping<Input, SavedVectorMapping.Beat>(Denoise, BeatContract))
            : chain.Then(transforms => transforms.CustomMapping<Input, SavedVectorMapping.Signal>(Denoise, SignalContract));
        return chain.End(transformer.OutputColumnName);
    }

    internal static string Format(WaveletDenoiserOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"{Header};{options.Wavelet.Name};{options.Levels};{options.Mode};{options.Function};{options.FirmRatio:R};{options.Rule};{options.Scope};{options.Noise};{options.NoiseSource};{options.NoiseWindow}");

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a newer version.</exception>
    internal static WaveletDenoiser Read(string text)
    {
        string[] parts = text.Split(';');
        if (parts.Length != 11 || parts[0] != Header)
            throw new InvalidDataException("The WaveletDenoise in the model was saved by a newer version of ArrhythmiaVision.Transforms, or is damaged.");
        try
        {
            return new WaveletDenoiser(Parse(parts));
        }
        catch (Exception damage) when (damage is FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException("The WaveletDenoise in the model is damaged.", damage);
        }
    }

    private static WaveletDenoiserOptions Parse(string[] parts) => new()
    {
        Wavelet = Wavelet.Parse(parts[1]),
        Levels = int.Parse(parts[2], CultureInfo.InvariantCulture),
        Mode = Enum.Parse<BoundaryMode>(parts[3]),
        Function = Enum.Parse<ThresholdFunction>(parts[4]),
        FirmRatio = double.Parse(parts[5], CultureInfo.InvariantCulture),
        Rule = Enum.Parse<ThresholdRule>(parts[6]),
        Scope = Enum.Parse<ThresholdScope>(parts[7]),
        Noise = Enum.Parse<NoiseEstimation>(parts[8]),
        NoiseSource = Enum.Parse<NoiseSource>(parts[9]),
        NoiseWindow = int.Parse(parts[10], CultureInfo.InvariantCulture),
    };

    private static void Denoise<TOutput>(Input input, TOutput output) where TOutput : class, SavedVectorMapping.IResult
    {
        var denoiser = s_denoisers[input.State];
        VectorMapping.Fill(input.Signal, [], ref output.Result, (signal, _, denoised) => denoiser.Denoise(signal, denoised));
    }

    /// <summary>What is read from a row.</summary>
    public sealed class Input
    {
        /// <summary>The signal.</summary>
        [ColumnName(SavedVectorMapping.Input)]
        public VBuffer<float> Signal = default;

        /// <summary>The options as text.</summary>
        [ColumnName(SavedChain.State)]
        public ReadOnlyMemory<char> State = default;
    }

    /// <summary>Denoises beats.</summary>
    [CustomMappingFactoryAttribute(BeatContract)]
    public sealed class BeatFactory : CustomMappingFactory<Input, SavedVectorMapping.Beat>
    {
        /// <inheritdoc/>
        public override Action<Input, SavedVectorMapping.Beat> GetMapping() => Denoise;
    }

    /// <summary>Denoises signals of any length.</summary>
    [CustomMappingFactoryAttribute(SignalContract)]
    public sealed class SignalFactory : CustomMappingFactory<Input, SavedVectorMapping.Signal>
    {
        /// <inheritdoc/>
        public override Action<Input, SavedVectorMapping.Signal> GetMapping() => Denoise;
    }
}
