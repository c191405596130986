using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>The project's own model format.</summary>
/// <remarks>
/// Little-endian: magic "ARVMODEL" (8 bytes); version, architecture (1 = V1, 2 = V2), samples in a beat, number of classes
/// (4 bytes each); each class name (4-byte length, UTF-8); count of numbers (4 bytes) and the numbers as float32, in
/// <see cref="NetworkDefinition"/>'s order; SHA-256 of all before it (32 bytes). Version 2 has, before the numbers, the number of
/// context values (4 bytes) and each one's name; it is written where there is context.
/// </remarks>
internal static class ModelFormat
{
    private const int Plain = 1;
    private const int WithContext = 2;

    private static ReadOnlySpan<byte> Magic => "ARVMODEL"u8;

    public static byte[] Write(ArrhythmiNetModel model)
    {
        var writer = new CheckedWriter();
        writer.Bytes(Magic);
        writer.Int32(model.ContextNames.Count == 0 ? Plain : WithContext);
        writer.Int32(model.Architecture == ArrhythmiNetArchitecture.V1 ? 1 : 2);
        writer.Int32(model.InputLength);
        writer.Int32(model.Classes.Count);
        foreach (var name in model.Classes) writer.Text(name);
        if (model.ContextNames.Count > 0)
        {
            writer.Int32(model.ContextNames.Count);
            foreach (var name in model.ContextNames) writer.Text(name);
        }

        writer.Floats(model.Numbers);
        return writer.Finish();
    }

    public static ArrhythmiNetModel Read(Stream stream, string name)
    {
        using var reader = new CheckedReader(stream, name);
        if (!reader.Bytes(Magic.Length).AsSpan().SequenceEqual(Magic)) throw reader.Broken("it is no ArrhythmiNet model: the first 8 bytes are not ARVMODEL");
        var version = reader.Int32();
        if (version is not (Plain or WithContext))
            throw reader.Broken(string.Create(CultureInfo.InvariantCulture, $"it is of format version {version}, and this library reads versions {Plain} and {WithContext}"));

        var architecture = reader.Int32("the architecture", 1, 2) == 1 ? ArrhythmiNetArchitecture.V1 : ArrhythmiNetArchitecture.V2;
        reader.Int32("the number of samples in a beat", BeatDataset.BeatLength, BeatDataset.BeatLength);
        var classes = new string[reader.Int32("the number of classes", 2, ClassNames.Maximum)];
        for (var i = 0; i < classes.Length; i++) classes[i] = reader.Text("a class name", ClassNames.LongestBytes);
        var context = new string[version == Plain ? 0 : reader.Int32("the number of context values", 1, ClassNames.MaximumContext)];
        for (var i = 0; i < context.Length; i++) context[i] = reader.Text("a context name", ClassNames.LongestBytes);
        var numbers = reader.Floats("numbers", ArchitectureTables.Build(architecture, classes.Length, context.Length).ParameterCount);
        reader.Finish();
        try
        {
            return new ArrhythmiNetModel(architecture, classes, context, numbers);
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
}
