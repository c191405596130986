namespace ArrhythmiaVision.Recordings;

/// <summary>A database is neither on this machine nor could be downloaded. The message names the ways to get it.</summary>
public sealed class RecordingsUnavailableException : IOException
{
    /// <summary>Says what was looked for and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What ended the download, if one was begun.</param>
    public RecordingsUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
