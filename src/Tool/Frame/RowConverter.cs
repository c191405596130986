using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArrhythmiaVision.Tool;

/// <summary>Writes many numbers in one line, where an indented document would give each a line of its own.</summary>
internal sealed class RowConverter : JsonConverter<float[]>
{
    public override float[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Results are only written.");

    public override void Write(Utf8JsonWriter writer, float[] value, JsonSerializerOptions options) =>
        writer.WriteRawValue(Encoding.UTF8.GetBytes($"[{string.Join(", ", value.Select(number => Invariant($"{number:R}")))}]"), skipInputValidation: true);
}
