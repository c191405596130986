namespace ArrhythmiaVision.Tool;

/// <summary>No progress, only warnings: <c>--quiet</c>.</summary>
internal sealed class SilentProgress(ToolConsole console) : IProgressDisplay
{
    public void Report(double fraction, string status)
    {
    }

    public void Step(string line)
    {
    }

    public void Warn(string line) => console.Say($"warning: {line}");

    public void Dispose()
    {
    }
}
