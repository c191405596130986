using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ArrhythmiaVision.Networks;

/// <summary>The file a training run is kept in between epochs, with the settings and the data it belongs to.</summary>
/// <remarks>
/// Draws depend on the seed and the epoch alone (<see cref="EpochBatches"/>), so numbers, moments and the epoch are the whole
/// state: what is resumed ends with the very same bits.
/// </remarks>
internal sealed class Checkpoint
{
    private const int Version = 1;
    private const int LongestText = 1 << 20;
    private const int DigestBytes = 1 << 22;
    private readonly string _path;
    private readonly string[] _settings;
    private readonly byte[] _data;
    private readonly NetworkDefinition _definition;

    public Checkpoint(string path, ArrhythmiNetTrainingOptions options, BeatDataset training, BeatDataset? validation, NetworkDefinition definition, CancellationToken cancellation = default)
    {
        _path = path;
        _settings = Describe(options);
        _data = Digest(training, validation, cancellation);
        _definition = definition;
    }

    private static ReadOnlySpan<byte> Magic => "ARVCHKPT"u8;

    public void Write(TrainingState state)
    {
        var writer = new CheckedWriter();
        writer.Bytes(Magic);
        writer.Int32(Version);
        writer.Text(string.Join('\n', _settings));
        writer.Bytes(_data);
        writer.Int32(state.Epoch);
        foreach (var record in state.History)
        {
            writer.Double(record.Loss);
            writer.Double(record.Accuracy);
            writer.Double(record.ValidationLoss ?? double.NaN);
            writer.Double(record.ValidationAccuracy ?? double.NaN);
            writer.Double(record.LearningRate);
            writer.Int64(record.Duration.Ticks);
        }

        writer.Int32(state.BestEpoch);
        writer.Double(state.BestFigure);
        writer.Floats(state.Numbers);
        writer.Floats(state.First);
        writer.Floats(state.Second);
        writer.Floats(state.BestNumbers);
        PendingFile.Write(_path, writer.Finish());
    }

    /// <summary>The state in the file; null where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of other settings or data.</exception>
    public TrainingState? TryRead()
    {
        if (!File.Exists(_path)) return null;

        using var stream = File.OpenRead(_path);
        using var reader = new CheckedReader(stream, "Checkpoint " + _path);
        if (!reader.Bytes(Magic.Length).AsSpan().SequenceEqual(Magic)) throw reader.Broken("it is no checkpoint: the first 8 bytes are not ARVCHKPT");
        var version = reader.Int32();
        if (version != Version)
            throw reader.Broken(string.Create(CultureInfo.InvariantCulture, $"it is of format version {version}, and this library reads version {Version}"));

        CheckSettings(reader.Text("the settings", LongestText).Split('\n'));
        if (!reader.Bytes(_data.Length).AsSpan().SequenceEqual(_data))
            throw Refused("it was written while training on other beats, labels or classes");

        var epochs = reader.Int32("the number of epochs", 1, int.MaxValue);
        var history = new List<EpochRecord>();
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            history.Add(new EpochRecord(
                epoch, reader.Double(), reader.Double(), Known(reader.Double()), Known(reader.Double()), reader.Double(), new TimeSpan(reader.Int64())));
        }

        var bestEpoch = reader.Int32("the best epoch", 0, epochs);
        var bestFigure = reader.Double();
        var count = _definition.ParameterCount;
        var state = new TrainingState(reader.Floats("numbers", count))
        {
            First = reader.Floats("first moments", count),
            Second = reader.Floats("second moments", count),
            BestNumbers = reader.Floats("the best epoch's numbers", bestEpoch > 0 ? count : 0),
            BestEpoch = bestEpoch,
            BestFigure = bestFigure,
            History = history,
        };
        reader.Finish();
        return state;
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private void CheckSettings(string[] written)
    {
        if (written.AsSpan().SequenceEqual(_settings)) return;

        var now = _settings.Except(written, StringComparer.Ordinal);
        var then = written.Except(_settings, StringComparer.Ordinal);
        throw Refused($"it was written with {string.Join(", ", then)}; now it is {string.Join(", ", now)}");
    }

    private InvalidDataException Refused(string why) =>
        new($"Checkpoint {_path} is of another run: {why}. Delete it to start afresh, or name another file.");

    /// <summary>Every setting that has a part in the result; the number of threads has none.</summary>
    private static string[] Describe(ArrhythmiNetTrainingOptions options)
    {
        var warmStart = options.WarmStart is { } model ? DigestOf(model) : "none";
        return
        [
            Line($"Architecture = {options.Architecture}"),
            Line($"Epochs = {options.Epochs}"),
            Line($"BatchSize = {options.BatchSize}"),
            Line($"LearningRate = {options.LearningRate:R}"),
            Line($"Schedule = {options.Schedule}"),
            Line($"WarmUpFraction = {options.WarmUpFraction:R}"),
            Line($"WeightDecay = {options.WeightDecay:R}"),
            Line($"LabelSmoothing = {options.LabelSmoothing:R}"),
            Line($"ShiftSamples = {options.ShiftSamples}"),
            Line($"GainJitter = {options.GainJitter:R}"),
            Line($"StretchJitter = {options.StretchJitter:R}"),
            Line($"WanderAmplitude = {options.WanderAmplitude:R}"),
            Line($"ClassesOfOneShape = {string.Join(' ', options.ClassesOfOneShape)}"),
            Line($"ContextOfOneShape = {string.Join(' ', options.ContextOfOneShape)}"),
            Line($"Seed = {options.Seed}"),
            Line($"EarlyStoppingPatience = {options.EarlyStoppingPatience?.ToString(CultureInfo.InvariantCulture) ?? "none"}"),
            Line($"Monitor = {options.Monitor}"),
            Line($"WarmStart = {warmStart}"),
            Line($"Teachers = {string.Join(' ', options.Teachers.Select(DigestOf))}"),
        ];

        static string DigestOf(ArrhythmiNetModel model) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(model.Numbers)))[..16];

        static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
    }

    private static byte[] Digest(BeatDataset training, BeatDataset? validation, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in training.Classes) hash.AppendData(MemoryMarshal.AsBytes((name + "\n").AsSpan()));
        Append(training);
        if (validation is not null) Append(validation);
        return hash.GetHashAndReset();

        void Append(BeatDataset set)
        {
            for (var samples = MemoryMarshal.AsBytes(set.Samples.AsSpan()); !samples.IsEmpty; samples = samples[Math.Min(samples.Length, DigestBytes)..])
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(samples[..Math.Min(samples.Length, DigestBytes)]);
            }

            hash.AppendData(MemoryMarshal.AsBytes(set.Labels.AsSpan()));
            if (set.Context is not { } context) return;

            foreach (var name in context.Names) hash.AppendData(MemoryMarshal.AsBytes((name + "\n").AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(context.Values.AsSpan()));
        }
    }
}
