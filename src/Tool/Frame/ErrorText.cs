using System.Text.RegularExpressions;

namespace ArrhythmiaVision.Tool;

/// <summary>Exceptions as a person should read them, and the exit code that each ends the command with.</summary>
internal static class ErrorText
{
    /// <summary>The message, without what only a programmer needs: the parameter's name, and the value, which the messages here state themselves.</summary>
    public static string Of(Exception exception)
    {
        string message = exception.Message;

        if (PendingFile.IsDiskFull(exception))
            return $"The disk is full: {Regex.Replace(message, $@"\.[0-9a-f]{{32}}\{PendingFile.Extension}(?=')", "").TrimEnd('.')}. Make room, or write to another place.";
        if (exception is ArgumentException { ParamName: { Length: > 0 } name })
        {
            int end = message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal);
            if (end > 0)
                message = message[..end];
        }

        return message.ReplaceLineEndings(Environment.NewLine);
    }

    /// <summary>What went wrong at the root of things that tasks and loops wrap.</summary>
    public static Exception Cause(Exception exception) => exception is AggregateException all && all.InnerExceptions.Count > 0
        ? Cause(all.InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException) ?? all.InnerExceptions[0])
        : exception;

    /// <summary>Whether the person's files or wishes are at fault, and not the tool.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>The exit code that an exception ends the command with.</summary>
    public static int ExitCodeOf(Exception exception) => exception switch
    {
        ToolException { ExitCode: var code } => code,
        OperationCanceledException => ExitCodes.Cancelled,
        _ when IsExpected(exception) => ExitCodes.Failure,
        _ => ExitCodes.Defect,
    };
}
