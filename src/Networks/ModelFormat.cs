using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>The project's own model format.</summary>
/// <remarks>
/// Little-endian: magic "ARVMODEL" (8 bytes); version, architecture (1 = V1, 2 = V2), samples in a beat, number of classes
/// (4 bytes each); each class name (4-byte length, UTF-8); count of numbers (4 bytes) and the numbers as float32, in
/// <see cref="NetworkDefinition"/>'s order; SHA-256 of all before it (32 bytes). Version 2 has, before the numbers, the number of
/// context values (4 bytes) and each one's name, and the model's card (4-byte length, UTF-8 JSON; length 0 for none); it is written
/// where there is context or a card.
/// </remarks>
internal static class ModelFormat
{
    private const int Plain = 1;
    private const int Extended = 2;
    private const int LongestCard = 1 << 20;

    // The first is number 1.
    private static readonly ArrhythmiNetArchitecture[] Numbered = [ArrhythmiNetArchitecture.V1, ArrhythmiNetArchitecture.V2];

    private static ReadOnlySpan<byte> Magic => "ARVMODEL"u8;

    public static byte[] Write(ArrhythmiNetModel model)
    {
        var writer = new CheckedWriter();
        writer.Bytes(Magic);
        var extended = model.ContextNames.Count > 0 || model.Card is not null;
        writer.Int32(extended ? Extended : Plain);
        writer.Int32(NumberOf(model.Architecture));
        writer.Int32(model.InputLength);
        writer.Int32(model.Classes.Count);
        foreach (var name in model.Classes) writer.Text(name);
        if (extended)
        {
            writer.Int32(model.ContextNames.Count);
            foreach (var name in model.ContextNames) writer.Text(name);
            writer.Text(model.Card?.ToJson() ?? "");
        }

        writer.Floats(model.Numbers);
        return writer.Finish();
    }

    public static ArrhythmiNetModel Read(Stream stream, string name)
    {
        using var reader = new CheckedReader(stream, name);
        if (!reader.Bytes(Magic.Length).AsSpan().SequenceEqual(Magic)) throw reader.Broken("it is no ArrhythmiNet model: the first 8 bytes are not ARVMODEL");
        var version = reader.Int32();
        if (version is not (Plain or Extended))
            throw reader.Broken(string.Create(CultureInfo.InvariantCulture, $"it is of format version {version}, and this library reads versions {Plain} and {Extended}"));

        var architecture = Numbered[reader.Int32("the architecture", 1, Numbered.Length) - 1];
        reader.Int32("the number of samples in a beat", BeatDataset.BeatLength, BeatDataset.BeatLength);
        var classes = new string[reader.Int32("the number of classes", 2, ClassNames.Maximum)];
        for (var i = 0; i < classes.Length; i++) classes[i] = reader.Text("a class name", ClassNames.LongestBytes);
        var context = new string[version == Plain ? 0 : reader.Int32("the number of context values", 0, ClassNames.MaximumContext)];
        for (var i = 0; i < context.Length; i++) context[i] = reader.Text("a context name", ClassNames.LongestBytes);
        var card = version == Plain ? "" : reader.Text("the model card", LongestCard);
        var numbers = reader.Floats("numbers", ArchitectureTables.Build(architecture, classes.Length, context.Length).ParameterCount);
        reader.Finish();
        try
        {
            return new ArrhythmiNetModel(architecture, classes, context, numbers, card.Length == 0 ? null : ModelCard.FromJson(card));
        }
        catch (InvalidDataException exception)
        {
            throw reader.Broken(exception.Message.TrimEnd('.'));
        }
        catch (ArgumentException exception)
        {
            throw reader.Broken(exception.Message.TrimEnd('.'));
        }
    }

    public static void CheckEnd(Stream stream, string name)
    {
        if (stream.ReadByte() >= 0) throw new InvalidDataException($"{name} cannot be read: bytes follow the model's end.");
    }

    private static int NumberOf(ArrhythmiNetArchitecture architecture) => Array.IndexOf(Numbered, architecture) is >= 0 and var place
        ? place + 1
        : throw new NotSupportedException($"ArrhythmiNet {architecture} has no number in model files.");
}
