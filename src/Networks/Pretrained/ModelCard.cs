using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArrhythmiaVision.Networks;

/// <summary>What must be known of a trained model to use it: how its beats are prepared, what it was trained on, how good it is, what it cannot do.</summary>
/// <remarks>It travels in the model's own file. The idea of a card is that of Mitchell et al., Model Cards for Model Reporting, 2019 (arXiv 1810.03993).</remarks>
public sealed record ModelCard
{
    /// <summary>The model's name, as <c>v2-ds1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The recordings: database, version, licence, lead.</summary>
    public required string Data { get; init; }

    /// <summary>How a beat becomes what the network takes, in words.</summary>
    public required string Preparation { get; init; }

    /// <summary>What brings beats to a common scale, as <c>ZScore</c>.</summary>
    public required string Normalization { get; init; }

    /// <summary>Whose scale that is, <c>Beat</c> or <c>Patient</c>.</summary>
    public required string NormalizationScope { get; init; }

    /// <summary>The protocol that divided the beats, as <c>unique</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The seed of the division and of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>The records that beats were trained on, by name.</summary>
    public required IReadOnlyList<string> TrainingRecords { get; init; }

    /// <summary>How it was trained: each setting's name and value.</summary>
    public required IReadOnlyDictionary<string, string> Training { get; init; }

    /// <summary>The command that makes the model, bit for bit on the same instruction set.</summary>
    public required string Command { get; init; }

    /// <summary>What was measured.</summary>
    public required IReadOnlyList<ModelFigure> Figures { get; init; }

    /// <summary>A probability for each of the model's classes: a beat whose most probable class is less probable than that is of none of them. One for all classes in cards that
    /// have but a number; null where none were calibrated.</summary>
    [JsonConverter(typeof(NumberOrNumbers))]
    public IReadOnlyList<double>? RejectBelow { get; init; }

    /// <summary>What the model is not good for.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>The card as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelCardJson.Default.ModelCard);

    /// <summary>Reads a card.</summary>
    /// <param name="json">What <see cref="ToJson"/> gave.</param>
    /// <exception cref="InvalidDataException">The text is no card.</exception>
    public static ModelCard FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, ModelCardJson.Default.ModelCard) ?? throw new InvalidDataException("The model card is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The model card cannot be read: " + exception.Message, exception);
        }
    }
}

/// <summary>One figure that was measured of a model.</summary>
/// <param name="Protocol">The protocol it was measured by, as <c>inter-patient</c>.</param>
/// <param name="Name">What it is, as <c>accuracy</c> or <c>V F1</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record ModelFigure(string Protocol, string Name, double Value);

/// <summary>Reads a single number, which cards of older models have, as a list of one.</summary>
internal sealed class NumberOrNumbers : JsonConverter<IReadOnlyList<double>>
{
    public override IReadOnlyList<double> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return [Number(ref reader)];
        var numbers = new List<double>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            numbers.Add(Number(ref reader));
        return numbers;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<double> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (double number in value)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static double Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw new JsonException("A probability must be a number.");
}

/// <summary>Cards are written and read without reflection, so that trimmed programs can too.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NewLine = "\n")]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class ModelCardJson : JsonSerializerContext;
