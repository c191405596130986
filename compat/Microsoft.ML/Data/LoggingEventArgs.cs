using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A message of the log.</summary>
public class LoggingEventArgs : EventArgs
{
    // A message alone has neither source nor raw form.
    public LoggingEventArgs(string message) => Message = message;

    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        RawMessage = message;
        Kind = kind;
        Source = source;
        Message = $"[Source={source}, Kind={kind}] {message}";
    }

    public string Source { get; } = null!;

    public ChannelMessageKind Kind { get; }

    public string Message { get; }

    public string RawMessage { get; } = null!;
}
