using System.Text;
using System.Text.Json;

namespace ArrhythmiaVision.Networks;

/// <summary>What an exported file says of itself.</summary>
internal sealed record OnnxMetadata(
    ArrhythmiNetArchitecture Architecture, IReadOnlyList<string> Classes, IReadOnlyList<string> ContextNames, OnnxExportOptions Options)
{
    private const string ClassesKey = "classes";
    private const string ContextKey = "context";
    private const string PreprocessingKey = "preprocessing";
    private const string VersionKey = "arrhythmiavision.version";
    private const string ArchitectureKey = "arrhythmiavision.architecture";
    private const string NormalizationKey = "arrhythmiavision.normalization";
    private const string ConvolutionsKey = "arrhythmiavision.convolutions";
    private const string ScaleKey = "arrhythmiavision.scale";
    private const string DenoisingKey = "arrhythmiavision.denoising";
    private const string PrefixKey = "arrhythmiavision.prefix";
    private const string ClassKey = "arrhythmiavision.class";
    private const string ContextPlacesKey = "arrhythmiavision.contextplaces";
    private const string SlotNamesKey = "arrhythmiavision.slotnames";
    private const string ExplanationKey = "arrhythmiavision.explanation";
    private const string Version = "1";
    private const string Given = "True";

    public IReadOnlyList<KeyValuePair<string, string>> ToEntries() =>
    [
        new(VersionKey, Version),
        new(ArchitectureKey, Architecture.ToString()),
        new(NormalizationKey, Options.Normalization.ToString()),
        new(ConvolutionsKey, Options.Convolutions.ToString()),
        .. Options.Denoising is { } denoising ? Entry(DenoisingKey, OnnxDenoisingText.Write(denoising)) : [],
        .. Options.ContextPlaces is { } places ? Entry(ContextPlacesKey, places.InText) : [],
        .. Options.ScaleInput ? Entry(ScaleKey, Given) : [],
        .. Options.PredictedClass ? Entry(ClassKey, Given) : [],
        .. Options.SlotNames ? Entry(SlotNamesKey, Given) : [],
        .. Options.Explanation != OnnxExplanation.None ? Entry(ExplanationKey, Options.Explanation.ToString()) : [],
        .. Options.NamePrefix.Length > 0 ? Entry(PrefixKey, Options.NamePrefix) : [],
        new(ClassesKey, ToJson(Classes)),
        .. ContextNames.Count > 0 ? Entry(ContextKey, ToJson(ContextNames)) : [],
        new(PreprocessingKey, Options.PreprocessingText),
    ];

    /// <exception cref="InvalidDataException">The entries are not those of an exported file.</exception>
    public static OnnxMetadata Parse(IReadOnlyList<KeyValuePair<string, string>> entries, string fileName)
    {
        if (!Has(VersionKey))
            throw Broken(fileName, "it was not written by ArrhythmiaVision, and only its own exports can be read");
        if (Value(VersionKey) is not Version and var version)
            throw Broken(fileName, $"it is of version '{version}' of the project's exports, and this library reads version {Version}");

        return new OnnxMetadata(
            Choice<ArrhythmiNetArchitecture>(ArchitectureKey),
            Names(ClassesKey, ClassNames.Check),
            Has(ContextKey) ? Names(ContextKey, ClassNames.CheckContext) : [],
            new OnnxExportOptions
            {
                Normalization = Choice<OnnxNormalization>(NormalizationKey),
                Convolutions = Choice<OnnxConvolutions>(ConvolutionsKey),
                Denoising = Has(DenoisingKey) ? OnnxDenoisingText.Read(Value(DenoisingKey), fileName) : null,
                ContextPlaces = Has(ContextPlacesKey) ? ContextPlaces() : null,
                ScaleInput = Has(ScaleKey),
                PredictedClass = Has(ClassKey),
                SlotNames = Has(SlotNamesKey),
                Explanation = Has(ExplanationKey) ? Choice<OnnxExplanation>(ExplanationKey) : OnnxExplanation.None,
                NamePrefix = Has(PrefixKey) ? Text(PrefixKey, OnnxExportOptions.LongestPrefix) : "",
                Preprocessing = Text(PreprocessingKey, OnnxExportOptions.LongestPreprocessing),
            });

        bool Has(string key) => entries.Any(entry => entry.Key == key);

        string Value(string key)
        {
            var values = entries.Where(entry => entry.Key == key).ToArray();
            return values.Length == 1 ? values[0].Value : throw Broken(fileName, $"its metadata names '{key}' {values.Length} times");
        }

        T Choice<T>(string key)
            where T : struct, Enum
        {
            var value = Value(key);
            foreach (var choice in Enum.GetValues<T>())
            {
                if (choice.ToString() == value) return choice;
            }

            throw Broken(fileName, $"'{value}' is no {key} that is known here; there are {string.Join(", ", Enum.GetNames<T>())}");
        }

        OnnxContextPlaces ContextPlaces()
        {
            var places = OnnxContextPlaces.Parse(Value(ContextPlacesKey)) ?? throw Broken(fileName, $"its {ContextPlacesKey} are no places");
            try
            {
                places.Check(Has(ContextKey) ? Names(ContextKey, ClassNames.CheckContext).Count : 0, ContextPlacesKey);
                return places;
            }
            catch (ArgumentException exception)
            {
                throw Broken(fileName, $"its {ContextPlacesKey} are no places. " + exception.Message.TrimEnd('.'));
            }
        }

        string Text(string key, int longest)
        {
            var text = Value(key);
            return text.Length <= longest ? text : throw Broken(fileName, $"'{key}' is longer than {longest} characters");
        }

        IReadOnlyList<string> Names(string key, Func<IReadOnlyList<string>, string, IReadOnlyList<string>> check)
        {
            try
            {
                return check(FromJson(Value(key)), key);
            }
            catch (ArgumentException exception)
            {
                throw Broken(fileName, $"its {key} is no list of names. " + exception.Message.TrimEnd('.'));
            }
            catch (JsonException exception)
            {
                throw Broken(fileName, $"its {key} is no list of names. " + exception.Message.TrimEnd('.'));
            }
        }
    }

    private static KeyValuePair<string, string>[] Entry(string key, string value) => [new(key, value)];

    private static string ToJson(IReadOnlyList<string> names)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var name in names) writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static List<string> FromJson(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var names = new List<string>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("They do not begin with [.");
        while (reader.Read() && reader.TokenType == JsonTokenType.String && names.Count <= ClassNames.Maximum) names.Add(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.EndArray || reader.Read()) throw new JsonException("They are not strings alone, or too many.");
        return names;
    }

    private static InvalidDataException Broken(string fileName, string why) => new($"{fileName} cannot be read: {why}.");
}
