namespace ArrhythmiaVision.Networks;

/// <summary>A trained ArrhythmiNet and the names of its classes. Immutable; one instance serves many threads at once.</summary>
public sealed class ArrhythmiNetModel
{
    private ArrhythmiNetModel() => throw new NotImplementedException();

    /// <summary>Which network it is.</summary>
    public ArrhythmiNetArchitecture Architecture => throw new NotImplementedException();

    /// <summary>The classes' names, in the order of the outputs.</summary>
    public IReadOnlyList<string> Classes => throw new NotImplementedException();

    /// <summary>Samples in a beat.</summary>
    public int InputLength => BeatDataset.BeatLength;

    /// <summary>Numbers in the model: every weight, bias, batch normalisation factor and running statistic.</summary>
    public int ParameterCount => throw new NotImplementedException();

    /// <summary>Size as float32, in units of 1,024 bytes.</summary>
    public double SizeKB => ParameterCount * 4 / 1024.0;

    /// <summary>Points of the last feature map.</summary>
    public int FeatureMapLength => throw new NotImplementedException();

    /// <summary>Channels of the last feature map.</summary>
    public int FeatureMapChannels => throw new NotImplementedException();

    /// <summary>Classifies beats.</summary>
    /// <param name="beats">Normalised beats one after the other, <c>[beats x 360]</c>.</param>
    /// <param name="probabilities">Receives the probability of each class, <c>[beats x classes]</c>; each row sums to 1.</param>
    /// <param name="threads">Threads to use; 0 takes every core. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, or a sample is NaN or infinite; the message names the beat.</exception>
    public void Score(ReadOnlySpan<float> beats, Span<float> probabilities, int threads = 1) => throw new NotImplementedException();

    /// <summary>Writes the model in the project's own format; the same model gives the same bytes.</summary>
    /// <param name="stream">Where to write.</param>
    public void Save(Stream stream) => throw new NotImplementedException();

    /// <summary>Writes the model to a file, beside it first and then renamed, so that no half file is ever left.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => throw new NotImplementedException();

    /// <summary>The bytes <see cref="Save(Stream)"/> writes.</summary>
    public byte[] ToBytes() => throw new NotImplementedException();

    /// <summary>Reads a model from a stream.</summary>
    /// <param name="stream">Stands at the model's first byte; left after its last.</param>
    /// <exception cref="InvalidDataException">What is read is no model, is damaged, or is of a newer version.</exception>
    public static ArrhythmiNetModel Load(Stream stream) => throw new NotImplementedException();

    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no model, is damaged, or is of a newer version.</exception>
    public static ArrhythmiNetModel Load(string path) => throw new NotImplementedException();

    /// <summary>Reads a model from the bytes <see cref="ToBytes"/> gave.</summary>
    /// <param name="bytes">All of the model's bytes and no more.</param>
    /// <exception cref="InvalidDataException">The bytes are no model, are damaged, or are of a newer version.</exception>
    public static ArrhythmiNetModel FromBytes(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();
}
