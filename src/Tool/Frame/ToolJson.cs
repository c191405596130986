using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArrhythmiaVision.Tool;

/// <summary>How results are written as JSON: made at compile time, so that nothing is reflected over when a command starts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    NewLine = "\n")]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(DetectJson))]
[JsonSerializable(typeof(ClassifyJson))]
[JsonSerializable(typeof(InfoJson))]
[JsonSerializable(typeof(FetchJson))]
[JsonSerializable(typeof(ExportJson))]
[JsonSerializable(typeof(ConvertJson))]
[JsonSerializable(typeof(CompareJson))]
[JsonSerializable(typeof(EvaluateJson))]
[JsonSerializable(typeof(RecordExplanationJson))]
[JsonSerializable(typeof(ScoresJson))]
[JsonSerializable(typeof(OverviewJson))]
[JsonSerializable(typeof(PagesJson))]
[JsonSerializable(typeof(ReportJson))]
[JsonSerializable(typeof(DemoJson))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>The context that is used: letters of other alphabets in paths stay as they are.</summary>
    public static ToolJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
