using System.CommandLine;

namespace ArrhythmiaVision.Tool;

/// <summary>A command of the tool, with what all have in common: <c>--json</c>, <c>--quiet</c>, examples in its help.</summary>
internal abstract class ToolCommand : Command
{
    private readonly Option<bool> _json = new(JsonName) { Description = "Write the result as one JSON object on standard output, and nothing else there." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Show no progress on standard error, only warnings and errors." };

    protected ToolCommand(string name, string description)
        : base(name, description)
    {
    }

    /// <summary>The name of the option that asks for JSON; looked for even where the command line cannot be parsed.</summary>
    public const string JsonName = "--json";

    /// <summary>Command lines to learn from, with what each does.</summary>
    public abstract IReadOnlyList<(string Line, string Meaning)> Examples { get; }

    /// <summary>Adds what all commands have, and binds the command to a console.</summary>
    public void Bind(ToolConsole console)
    {
        Options.Add(_json);
        Options.Add(_quiet);
        SetAction(async (parsed, cancellation) =>
        {
            var session = new Session(console, parsed.GetValue(_quiet), cancellation);

            // On a thread of its own, so that Ctrl-C is heard meanwhile.
            var outcome = await Task.Run(() => Run(parsed, session), CancellationToken.None).ConfigureAwait(false);
            if (!outcome.WritesOwnOutput)
            {
                var text = new StringWriter();
                if (parsed.GetValue(_json))
                    text.WriteLine(outcome.ToJson());
                else
                    outcome.WriteText(text);
                console.Out.Write(text.ToString());
                console.Out.Flush();
            }

            foreach (string note in parsed.GetValue(_quiet) ? [] : outcome.Notes)
                console.Say(note);
            foreach (string complaint in outcome.Complaints)
                console.SayError(complaint);
            return outcome.ExitCode;
        });
    }

    /// <summary>Does what the command is for.</summary>
    protected abstract Outcome Run(ParseResult parsed, Session session);
}
