using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>A trained ArrhythmiNet and the names of its classes. Immutable; one instance serves many threads at once.</summary>
public sealed class ArrhythmiNetModel
{
    private readonly float[] _numbers;
    private readonly BatchScorer _scorer;

    internal ArrhythmiNetModel(ArrhythmiNetArchitecture architecture, IReadOnlyList<string> classes, IReadOnlyList<string> contextNames, float[] numbers, ModelCard? card = null)
    {
        Architecture = architecture;
        Classes = ClassNames.Check(classes, nameof(classes));
        ContextNames = ClassNames.CheckContext(contextNames, nameof(contextNames));
        Definition = ArchitectureTables.Build(architecture, Classes.Count, ContextNames.Count);
        Card = card;
        _numbers = numbers;
        _scorer = new BatchScorer(new InferencePlan(Definition, numbers, NetworkKernels.Best));
        Layers = LayerSummary.Of(Definition);
    }

    /// <summary>Which network it is.</summary>
    public ArrhythmiNetArchitecture Architecture { get; }

    /// <summary>The classes' names, in the order of the outputs.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The names of the context values the network takes with each beat; empty where it takes the samples alone.</summary>
    public IReadOnlyList<string> ContextNames { get; }

    /// <summary>What must be known of the model to use it; null where nobody wrote it down.</summary>
    public ModelCard? Card { get; }

    /// <summary>Samples in a beat.</summary>
    public int InputLength => Definition.InputLength;

    /// <summary>Numbers in the model: every weight, bias, batch normalisation factor and running statistic.</summary>
    public int ParameterCount => Definition.ParameterCount;

    /// <summary>Size as float32, in units of 1,024 bytes.</summary>
    public double SizeKB => ParameterCount * sizeof(float) / 1024.0;

    /// <summary>Points of the last feature map.</summary>
    public int FeatureMapLength => Definition.FeatureLength;

    /// <summary>Channels of the last feature map.</summary>
    public int FeatureMapChannels => Definition.FeatureChannels;

    /// <summary>The layers from input to output, with shapes and sizes.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; }

    internal NetworkDefinition Definition { get; }

    internal ReadOnlySpan<float> Numbers => _numbers;

    internal InferencePlan Plan => _scorer.Plan;

    /// <summary>Classifies beats.</summary>
    /// <param name="beats">Normalised beats one after the other, <c>[beats x 360]</c>.</param>
    /// <param name="probabilities">Receives the probability of each class, <c>[beats x classes]</c>; each row sums to 1.</param>
    /// <param name="threads">Threads to use; 0 takes every core. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, a sample is NaN or infinite (the message names the beat), or the network
    /// takes context.</exception>
    /// <remarks>On one thread nothing is allocated once the first calls are over; on more, a few objects a call.</remarks>
    public void Score(ReadOnlySpan<float> beats, Span<float> probabilities, int threads = 1) => Score(beats, [], probabilities, threads);

    /// <summary>Classifies beats, each in its context.</summary>
    /// <param name="beats">Normalised beats one after the other, <c>[beats x 360]</c>.</param>
    /// <param name="context">The values of <see cref="ContextNames"/> beat after beat, <c>[beats x context]</c>.</param>
    /// <param name="probabilities">Receives the probability of each class, <c>[beats x classes]</c>; each row sums to 1.</param>
    /// <param name="threads">Threads to use; 0 takes every core. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, or a sample or a context value is NaN or infinite; the message names the beat.</exception>
    /// <remarks>On one thread nothing is allocated once the first calls are over; on more, a few objects a call.</remarks>
    public void Score(ReadOnlySpan<float> beats, ReadOnlySpan<float> context, Span<float> probabilities, int threads = 1)
    {
        if (beats.Length % InputLength != 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{beats.Length} samples are no whole number of beats of {InputLength}."), nameof(beats));

        var count = beats.Length / InputLength;
        if (probabilities.Length != (long)count * Classes.Count)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{count} beats of {Classes.Count} classes need room for {(long)count * Classes.Count} probabilities, but there is room for {probabilities.Length}."),
                nameof(probabilities));
        }

        if (context.Length != (long)count * ContextNames.Count)
        {
            throw new ArgumentException(
                ContextNames.Count == 0
                    ? "The network takes no context; give none."
                    : string.Create(CultureInfo.InvariantCulture, $"The network takes {ContextNames.Count} context values with each beat ({string.Join(", ", ContextNames)}): {count} beats need {(long)count * ContextNames.Count}, but there are {context.Length}."),
                nameof(context));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        BeatSamples.CheckFinite(beats, InputLength, nameof(beats));
        BeatSamples.CheckFiniteContext(context, ContextNames, nameof(context));
        _scorer.Score(beats, context, probabilities, threads == 0 ? Environment.ProcessorCount : threads);
    }

    /// <summary>The same model with another card.</summary>
    /// <param name="card">The card; null for none.</param>
    public ArrhythmiNetModel WithCard(ModelCard? card) => new(Architecture, Classes, ContextNames, _numbers, card);

    /// <summary>
    /// The same network for beats among which the classes are otherwise frequent than where it was trained: each class's probability is multiplied by
    /// <c>(expected / trained)^strength</c>, and all are brought back to a sum of 1. It is done in the last layer's biases, and the card is dropped.
    /// </summary>
    /// <param name="trained">How frequent each class was in training: beats, or shares, above 0.</param>
    /// <param name="expected">How frequent each is expected to be, above 0.</param>
    /// <param name="strength">1 for the whole correction, 0 for none.</param>
    /// <exception cref="ArgumentException">There is not a frequency above 0 for each class, or the strength is not a number from 0 to 1.</exception>
    /// <remarks>Saerens, Latinne and Decaestecker, Neural Computation 14(1):21–41, 2002, equation 2.4, for a strength of 1.</remarks>
    public ArrhythmiNetModel WithFrequencies(IReadOnlyList<double> trained, IReadOnlyList<double> expected, double strength = 1)
    {
        Check(trained, nameof(trained));
        Check(expected, nameof(expected));
        if (!(strength >= 0 && strength <= 1))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "The strength of the correction must be a number from 0 to 1.");
        float[] numbers = [.. _numbers];
        double sums = Math.Log(trained.Sum() / expected.Sum());
        for (var k = 0; k < Classes.Count; k++)
            numbers[Definition.DenseBiasOffset + k] += (float)(strength * (Math.Log(expected[k] / trained[k]) + sums));
        return new ArrhythmiNetModel(Architecture, Classes, ContextNames, numbers);

        void Check(IReadOnlyList<double> frequencies, string name)
        {
            ArgumentNullException.ThrowIfNull(frequencies, name);
            if (frequencies.Count != Classes.Count || frequencies.Any(frequency => !(frequency > 0 && double.IsFinite(frequency))))
                throw new ArgumentException($"Each of the classes {string.Join(' ', Classes)} needs a frequency above 0.", name);
        }
    }

    /// <summary>Writes the model in the project's own format; the same model gives the same bytes.</summary>
    /// <param name="stream">Where to write.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToBytes());
    }

    /// <summary>Writes the model to a file, beside it first and then renamed, so that no half file is ever left.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PendingFile.Write(path, ToBytes());
    }

    /// <summary>The bytes <see cref="Save(Stream)"/> writes.</summary>
    public byte[] ToBytes() => ModelFormat.Write(this);

    /// <summary>Reads a model from a stream.</summary>
    /// <param name="stream">Stands at the model's first byte; left after its last.</param>
    /// <exception cref="InvalidDataException">What is read is no model, is damaged, or is of a newer version.</exception>
    public static ArrhythmiNetModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ModelFormat.Read(stream, "The model");
    }

    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no model, is damaged, or is of a newer version.</exception>
    public static ArrhythmiNetModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = File.OpenRead(path);
        var model = ModelFormat.Read(stream, path);
        ModelFormat.CheckEnd(stream, path);
        return model;
    }

    /// <summary>Reads a model from the bytes <see cref="ToBytes"/> gave.</summary>
    /// <param name="bytes">All of the model's bytes and no more.</param>
    /// <exception cref="InvalidDataException">The bytes are no model, are damaged, or are of a newer version.</exception>
    public static ArrhythmiNetModel FromBytes(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        var model = ModelFormat.Read(stream, "The model");
        ModelFormat.CheckEnd(stream, "The model");
        return model;
    }

    /// <summary>The architecture as a table.</summary>
    public override string ToString() => LayerSummary.Table(this);
}
