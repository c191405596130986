using ArrhythmiaVision.Recordings;
using Spectre.Console;

namespace ArrhythmiaVision.Tool;

/// <summary>Where a command writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
/// <param name="output">Takes results, and nothing else.</param>
/// <param name="error">Takes messages and progress.</param>
/// <param name="errorIsTerminal">Whether a person looks at <paramref name="error"/>: then progress moves and there are colours.</param>
internal sealed class ToolConsole(TextWriter output, TextWriter error, bool errorIsTerminal)
{
    private readonly Lazy<IAnsiConsole> _live = new(() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) }));
    private readonly Lock _lines = new();

    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>What comes in.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary><see cref="Out"/> as bytes, for commands that write as they go.</summary>
    public Stream OutBytes { get; init; } = Stream.Null;

    /// <summary>Where databases of recordings are found.</summary>
    public RecordingLibraryOptions Library { get; init; } = new();

    /// <summary>The console of this process.</summary>
    public static ToolConsole OfProcess()
    {
        // Made here at once, so that Spectre finds the very writer it knows standard error by.
        return new ToolConsole(Console.Out, Console.Error, !Console.IsErrorRedirected) { Input = Console.OpenStandardInput(), OutBytes = Console.OpenStandardOutput() };
    }

    /// <summary>Writes a line of its own to standard error, whatever else is shown there.</summary>
    public void Say(string line)
    {
        lock (_lines)
            Error.WriteLine(line);
    }

    /// <summary>Says what ended the command, in red on a terminal.</summary>
    public void SayError(string message)
    {
        string text = $"arrhythmia: {message}";

        // Not Spectre's own WriteLine, which breaks lines where the terminal ends, and paths in them.
        bool colours = errorIsTerminal && _live.Value.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
        Say(colours ? $"\u001b[31m{text}\u001b[0m" : text);
    }

    /// <summary>Begins to show how far something is.</summary>
    /// <param name="title">What is under way, as <c>detecting</c>.</param>
    public IProgressDisplay Begin(string title)
    {
        // A terminal that cannot move its cursor, or that nobody sits at (TERM=dumb, most CI), gets lines.
        bool live = errorIsTerminal && _live.Value.Profile.Capabilities is { Ansi: true, Interactive: true };
        return live ? new LiveProgress(_live.Value, title) : new LineProgress(this, title);
    }
}
