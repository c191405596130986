using System.CommandLine;
using System.CommandLine.Help;
using System.Text.Json;

namespace ArrhythmiaVision.Tool;

/// <summary>The command <c>arrhythmia</c>.</summary>
internal static class ArrhythmiaTool
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="console">Where to write.</param>
    /// <param name="cancellation">Ends the command early, as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ToolConsole console, CancellationToken cancellation = default)
    {
        bool json = arguments.TakeWhile(argument => argument != "--").Contains(ToolCommand.JsonName);
        var parsed = Root(console).Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not ExampleHelp)
        {
            string hint = $"Try 'arrhythmia {(parsed.CommandResult.Command is ToolCommand command ? command.Name + " " : "")}--help'.";
            return Fail(console, json, ExitCodes.Usage, $"{string.Join(" ", parsed.Errors.Select(error => string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))} {hint}");
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = console.Out,
                Error = console.Error,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            }, cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var cause = ErrorText.Cause(e);
            int code = ErrorText.ExitCodeOf(cause);
            return Fail(console, json, code, code switch
            {
                ExitCodes.Cancelled => "Cancelled; nothing is left half-written.",
                ExitCodes.Defect => $"This should not have happened, and is a defect of the tool.{Environment.NewLine}{cause}",
                _ => ErrorText.Of(cause),
            });
        }
    }

    private static RootCommand Root(ToolConsole console)
    {
        var root = new RootCommand("ECG arrhythmia classification: finds and classifies the beats of recordings, says why, writes reports, compares annotations as ANSI/AAMI EC57 says, trains and evaluates classifiers. Not a medical device.");
        foreach (ToolCommand command in (ToolCommand[])[new FetchCommand(), new InfoCommand(), new DetectCommand(), new ClassifyCommand(), new StreamCommand(), new CompareCommand(), new ExplainCommand(), new ReportCommand(), new DemoCommand(), new TrainCommand(), new EvaluateCommand(), new ExportCommand(), new ConvertCommand()])
        {
            command.Bind(console);
            root.Subcommands.Add(command);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    private static int Fail(ToolConsole console, bool json, int code, string message)
    {
        if (json)
        {
            console.Out.WriteLine(JsonSerializer.Serialize(new ErrorJson(new ErrorDetail(code, message)), ToolJson.Readable.ErrorJson));
            console.Out.Flush();
        }

        console.SayError(message);
        return code;
    }
}
