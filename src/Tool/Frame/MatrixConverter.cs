using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArrhythmiaVision.Tool;

/// <summary>Writes a matrix of counts with a row a line, where an indented document would give each number a line of its own.</summary>
internal sealed class MatrixConverter : JsonConverter<long[][]>
{
    public override long[][] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Results are only written.");

    public override void Write(Utf8JsonWriter writer, long[][] value, JsonSerializerOptions options)
    {
        string indent = "\n" + new string(' ', 2 * (writer.CurrentDepth + 1));
        string rows = string.Join("," + indent, value.Select(row => $"[{string.Join(", ", row.Select(count => Invariant($"{count}")))}]"));
        writer.WriteRawValue(Encoding.UTF8.GetBytes($"[{indent}{rows}{indent[..^2]}]"), skipInputValidation: true);
    }
}
