using System.Text.Json;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

/// <summary>What a command line came to, run in this process.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    /// <summary>Standard output as the one JSON object that it must be.</summary>
    public JsonElement Json
    {
        get
        {
            var element = JsonDocument.Parse(Out).RootElement;
            Assert.Equal(JsonValueKind.Object, element.ValueKind);
            return element;
        }
    }

    /// <summary>Runs a command line with output piped; databases are looked for in a folder, and never downloaded.</summary>
    public static Task<Ran> InAsync(string? data, params string[] arguments) => InAsync(data, new StringWriter(), default, arguments);

    /// <summary>Runs a command line that databases are nothing to.</summary>
    public static Task<Ran> OfAsync(params string[] arguments) => InAsync(null, arguments);

    /// <summary>Runs a command line with a library and a standard input of the test's own; what is written as bytes is <see cref="Out"/>.</summary>
    public static async Task<Ran> WithAsync(RecordingLibraryOptions library, Stream input, string[] arguments, CancellationToken cancellation = default)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        using var bytes = new MemoryStream();
        int code = await ArrhythmiaTool.RunAsync(arguments, new ToolConsole(output, error, errorIsTerminal: false) { Library = library, Input = input, OutBytes = bytes }, cancellation);
        return new Ran(code, output + System.Text.Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>Runs a command line with a standard error of the test's own, to be ended early.</summary>
    public static async Task<Ran> InAsync(string? data, TextWriter error, CancellationToken cancellation, params string[] arguments)
    {
        var output = new StringWriter();
        var console = new ToolConsole(output, error, errorIsTerminal: false)
        {
            Library = new RecordingLibraryOptions { DataFolder = data, CacheFolder = Path.Combine(Path.GetTempPath(), "arrhythmia-no-such-cache"), AllowDownload = false },
        };
        int code = await ArrhythmiaTool.RunAsync(arguments, console, cancellation);
        return new Ran(code, output.ToString(), error.ToString()!);
    }
}
