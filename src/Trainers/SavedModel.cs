using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>A transformer as it travels in a saved model: the text that holds it, and the chain that works from the text.</summary>
internal sealed record SavedModel(ArrhythmiNetModel Model, string FeatureColumnName, string LabelColumnName, ContextSource? Context, ArrhythmiNetTrainingSummary? Training)
{
    // The number after the name is the version of what follows.
    private const string Name = "ArrhythmiNet/";
    private const string Header = Name + "1:";
    private const string HeaderWithContext = Name + "2:";

    /// <summary>Whether a state is one of these.</summary>
    public static bool IsState(string state) => state.StartsWith(Name, StringComparison.Ordinal);

    /// <summary>What of a transformer travels.</summary>
    public static SavedModel Of(ArrhythmiNetTransformer transformer) =>
        new(transformer.Model, transformer.FeatureColumnName, transformer.LabelColumnName, transformer.Context, transformer.Training);

    /// <summary>The transformer.</summary>
    public ArrhythmiNetTransformer ToTransformer(int threads) => new(Model, FeatureColumnName, LabelColumnName, Context, threads, Training);

    /// <summary>The chain of ML.NET's own components that scores as the transformer does.</summary>
    public static TransformerChain<ITransformer> BuildChain(ArrhythmiNetTransformer transformer)
    {
        var classes = transformer.Model.Classes;
        var features = new VectorDataViewType(NumberDataViewType.Single, BeatDataset.BeatLength);
        var context = transformer.Context;
        var chain = new SavedChain(context is null
            ? [new(transformer.FeatureColumnName, features)]
            : [new(transformer.FeatureColumnName, features), new(context.ColumnName, new VectorDataViewType(NumberDataViewType.Single, context.Size))]);
        var keyData = chain.Rows(classes.Select(name => new ClassRow { Class = name }));
        chain.Then(transforms => transforms.CopyColumns(SavedScoring.Features, transformer.FeatureColumnName))
            .ThenState(Of(transformer).Encode());
        if (context is null)
        {
            chain.Then(transforms => transforms.CustomMapping<SavedScoring.Input, SavedScoring.Output>(new SavedScoring().Score, SavedScoring.Contract));
        }
        else
        {
            chain.Then(transforms => transforms.CopyColumns(SavedScoringInContext.Context, context.ColumnName))
                .Then(transforms => transforms.CustomMapping<SavedScoringInContext.Input, SavedScoring.Output>(new SavedScoringInContext().Score, SavedScoringInContext.Contract));
        }
        chain.Then(transforms => transforms.Conversion.MapValueToKey(ScoreColumns.PredictedLabel, SavedScoring.Class, keyData: keyData));

        // Only Expression gives a vector that keeps its slots' names in a saved model. It takes four single values at
        // a time, so the vector starts as -1, -2, ... and the classes' probabilities replace these four by four.
        const string scores = SavedChain.Prefix + "scores";
        chain.ThenVector(scores, [.. classes.Select((_, c) => -1f - c)], classes);
        for (int first = 0; first < classes.Count; first += SavedPicking.AtOnce)
        {
            string output = first + SavedPicking.AtOnce < classes.Count ? scores : ScoreColumns.Score;
            string expression = string.Create(CultureInfo.InvariantCulture,
                $"(v, a, b, c, d) : v == {-1 - first} ? a : v == {-2 - first} ? b : v == {-3 - first} ? c : v == {-4 - first} ? d : v");
            chain.Then(transforms => transforms.CustomMapping<SavedPicking.Input, SavedPicking.Output>(SavedPicking.Pick, SavedPicking.Contract))
                .Then(transforms => transforms.Expression(output, expression, scores, SavedPicking.A, SavedPicking.B, SavedPicking.C, SavedPicking.D));
        }
        return chain.Build();
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a newer version.</exception>
    public static SavedModel Decode(ReadOnlySpan<char> state)
    {
        bool hasContext = state.StartsWith(HeaderWithContext, StringComparison.Ordinal);
        if (!hasContext && !state.StartsWith(Header, StringComparison.Ordinal))
            throw new InvalidDataException("The model was saved by a newer version of ArrhythmiaVision.Trainers, or is damaged.");
        var bytes = new byte[state.Length];
        if (!Convert.TryFromBase64Chars(state[Header.Length..], bytes, out int length))
            throw new InvalidDataException("The ArrhythmiNet in the model is damaged: it is no base64 text.");
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, length));
            string featureColumnName = reader.ReadString(), labelColumnName = reader.ReadString();
            var context = hasContext ? new ContextSource(reader.ReadString(), reader.ReadInt32(), ReadList(reader, r => r.ReadInt32())) : null;
            var training = reader.ReadBoolean() ? ReadTraining(reader) : null;
            return new SavedModel(ArrhythmiNetModel.FromBytes(ReadNetwork(reader)), featureColumnName, labelColumnName, context, training);
        }
        catch (Exception damage) when (damage is IOException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The ArrhythmiNet in the model is damaged.", damage);
        }
    }

    /// <summary>Writes a state, as <see cref="Decode"/> reads it.</summary>
    public string Encode()
    {
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(FeatureColumnName);
            writer.Write(LabelColumnName);
            if (Context is { } context)
                WriteContext(writer, context);
            writer.Write(Training is not null);
            if (Training is { } training)
                WriteTraining(writer, training);
            byte[] network = Model.ToBytes();
            writer.Write(network.Length);
            writer.Write(network);
        }
        return (Context is null ? Header : HeaderWithContext) + Convert.ToBase64String(stream.ToArray());
    }

    private static void WriteContext(BinaryWriter writer, ContextSource context)
    {
        writer.Write(context.ColumnName);
        writer.Write(context.Size);
        writer.Write(context.Slots.Count);
        foreach (int slot in context.Slots)
            writer.Write(slot);
    }

    private static void WriteTraining(BinaryWriter writer, ArrhythmiNetTrainingSummary training)
    {
        writer.Write(training.RowsRead);
        writer.Write(training.RowsWithoutLabel);
        writer.Write(training.RowsPerClass.Count);
        foreach (int count in training.RowsPerClass)
            writer.Write(count);
        writer.Write(training.TrainingRows);
        writer.Write(training.ValidationRows);
        writer.Write(training.ModelEpoch);
        writer.Write(training.StoppedEarly);
        writer.Write(training.ResumedAfterEpoch);
        writer.Write(training.Elapsed.Ticks);
        writer.Write(training.History.Count);
        foreach (var epoch in training.History)
        {
            writer.Write(epoch.Epoch);
            writer.Write(epoch.Loss);
            writer.Write(epoch.Accuracy);
            writer.Write(epoch.ValidationLoss ?? double.NaN);
            writer.Write(epoch.ValidationAccuracy ?? double.NaN);
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.Duration.Ticks);
        }
    }

    private static ArrhythmiNetTrainingSummary ReadTraining(BinaryReader reader) => new(
        reader.ReadInt64(),
        reader.ReadInt64(),
        ReadList(reader, r => r.ReadInt32()),
        reader.ReadInt32(),
        reader.ReadInt32(),
        reader.ReadInt32(),
        reader.ReadBoolean(),
        reader.ReadInt32(),
        TimeSpan.FromTicks(reader.ReadInt64()),
        ReadList(reader, r => new EpochRecord(r.ReadInt32(), r.ReadDouble(), r.ReadDouble(), ReadOptional(r), ReadOptional(r), r.ReadDouble(), TimeSpan.FromTicks(r.ReadInt64()))));

    private static byte[] ReadNetwork(BinaryReader reader)
    {
        // ReadBytes takes the memory before it looks whether there is so much.
        int length = reader.ReadInt32();
        return length <= reader.BaseStream.Length - reader.BaseStream.Position ? reader.ReadBytes(length) : throw new EndOfStreamException();
    }

    private static List<T> ReadList<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var list = new List<T>();
        for (int left = reader.ReadInt32(); left > 0; left--)
            list.Add(read(reader));
        return list;
    }

    private static double? ReadOptional(BinaryReader reader) => reader.ReadDouble() is var value && double.IsNaN(value) ? null : value;

    private sealed class ClassRow
    {
        public string Class { get; set; } = "";
    }
}
