namespace ArrhythmiaVision.Tool;

/// <summary>Progress as plain lines: one for each step.</summary>
internal sealed class LineProgress(ToolConsole console, string title) : IProgressDisplay
{
    public void Report(double fraction, string status)
    {
    }

    public void Step(string line) => console.Say($"{title}: {line}");

    public void Warn(string line) => console.Say($"warning: {line}");

    public void Dispose()
    {
    }
}
