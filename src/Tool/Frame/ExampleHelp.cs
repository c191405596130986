using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ArrhythmiaVision.Tool;

/// <summary>The usual help, with examples and exit codes after it.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly (int Code, string Meaning)[] s_codes =
    [
        (ExitCodes.Success, "everything was done"),
        (ExitCodes.Failure, "something could not be done: a file is missing, damaged or not to be written"),
        (ExitCodes.Usage, "the command line makes no sense; nothing was begun"),
        (ExitCodes.Refused, "an evaluation was refused: the model has seen beats or patients of the test set"),
        (ExitCodes.Defect, "the tool itself is at fault"),
        (ExitCodes.Cancelled, "stopped from outside, as by Ctrl-C; nothing is left half-written"),
    ];

    public override bool ClearsParseErrors => usual.ClearsParseErrors;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ToolCommand command)
        {
            output.WriteLine("Examples:");
            foreach (var (line, meaning) in command.Examples)
            {
                output.WriteLine($"  {line}");
                output.WriteLine($"      {meaning}");
            }
        }
        else
        {
            output.WriteLine("Exit codes:");
            foreach (var (code, meaning) in s_codes)
                output.WriteLine(Invariant($"  {code,-4} {meaning}"));
        }

        output.WriteLine();
        return ExitCodes.Success;
    }
}
