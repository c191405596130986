namespace ArrhythmiaVision.Tool;

/// <summary>Ends a command with a message for the person and an exit code for the shell.</summary>
internal sealed class ToolException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}
