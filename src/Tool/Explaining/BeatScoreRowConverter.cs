using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArrhythmiaVision.Tool;

/// <summary>Writes a row of scores in one line; null for what is no number, as the correlation of a constant map.</summary>
internal sealed class BeatScoreRowConverter : JsonConverter<BeatScoreRow>
{
    public override BeatScoreRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Results are only written.");

    public override void Write(Utf8JsonWriter writer, BeatScoreRow value, JsonSerializerOptions options) =>
        writer.WriteRawValue(Encoding.UTF8.GetBytes($"[{string.Join(", ", value.Values.Select(score => double.IsFinite(score) ? Invariant($"{score:F4}") : "null"))}]"), skipInputValidation: true);
}
