using System.Text;
using System.Text.Json;

namespace ArrhythmiaVision.Networks;

/// <summary>Denoising as a line of JSON in a file's metadata; numbers are written so that they come back to the last bit.</summary>
internal static class OnnxDenoisingText
{
    public static string Write(OnnxDenoising denoising)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("boundary", denoising.Boundary.ToString());
            writer.WriteString("function", denoising.Function.ToString());
            writer.WriteNumber("firmRatio", denoising.FirmRatio);
            writer.WriteBoolean("noiseOfEachLevel", denoising.NoiseOfEachLevel);
            Write(writer, "thresholds", denoising.Thresholds);
            Write(writer, "filter", denoising.Filter);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <exception cref="InvalidDataException">The text describes no denoising.</exception>
    public static OnnxDenoising Read(string text, string fileName)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var denoising = new OnnxDenoising
            {
                Boundary = Enum.Parse<OnnxBoundary>(root.GetProperty("boundary").GetString()!),
                Function = Enum.Parse<OnnxShrinkage>(root.GetProperty("function").GetString()!),
                FirmRatio = root.GetProperty("firmRatio").GetSingle(),
                NoiseOfEachLevel = root.GetProperty("noiseOfEachLevel").GetBoolean(),
                Thresholds = Numbers(root.GetProperty("thresholds")),
                Filter = Numbers(root.GetProperty("filter")),
            };
            denoising.Check(nameof(text));
            return denoising;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{fileName} cannot be read: what it says of its denoising is damaged. {exception.Message}", exception);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<float> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static float[] Numbers(JsonElement list) =>
        list.GetArrayLength() <= OnnxDenoising.MostTaps
            ? [.. list.EnumerateArray().Select(number => number.GetSingle())]
            : throw new JsonException("A list is too long.");
}
