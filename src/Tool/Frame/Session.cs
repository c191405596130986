using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>One run of a command: its console, its records, and whether it is to end early.</summary>
internal sealed class Session(ToolConsole console, bool quiet, CancellationToken cancellation)
{
    /// <summary>Databases of recordings.</summary>
    public RecordingLibrary Library { get; } = new(console.Library);

    /// <summary>Where they are looked for, and downloaded from.</summary>
    public RecordingLibraryOptions LibraryOptions => console.Library;

    public CancellationToken Cancellation => cancellation;

    /// <summary>What comes in: standard input.</summary>
    public Stream Input => console.Input;

    /// <summary>Takes results as they come: standard output as bytes.</summary>
    public Stream Output => console.OutBytes;

    /// <summary>Begins to show how far something is.</summary>
    public IProgressDisplay Begin(string title) => quiet ? new SilentProgress(console) : console.Begin(title);
}
