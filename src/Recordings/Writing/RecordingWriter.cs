namespace ArrhythmiaVision.Recordings;

/// <summary>Writes recordings as WFDB, EDF+ or CSV, signal by signal and block by block. Files appear under their names only when they are whole.</summary>
public static class RecordingWriter
{
    /// <summary>Writes a recording.</summary>
    /// <param name="path">The file; of WFDB the record's path, without extension or with <c>.hea</c>.</param>
    /// <param name="format">The format; every one but BDF.</param>
    /// <param name="content">What to write.</param>
    /// <param name="cancellationToken">Ends the writing early; nothing is left then.</param>
    /// <exception cref="ArgumentException">The format cannot hold it: the message says what to change.</exception>
    public static void Write(string path, RecordingFormat format, RecordingContent content, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        if (content.Signals.Count == 0)
            throw new ArgumentException("There is no signal to write.", nameof(content));
        foreach (var signal in content.Signals)
        {
            if (!(signal.SamplingRate > 0) || !double.IsFinite(signal.SamplingRate))
                throw new ArgumentException($"Signal '{signal.Name}' has no sampling rate above 0.", nameof(content));
        }

        switch (format)
        {
            case RecordingFormat.Wfdb:
                WfdbOutput.Write(RecordPath.WithoutExtension(path), content, cancellationToken);
                break;
            case RecordingFormat.Edf:
                EdfOutput.Write(path, content, cancellationToken);
                break;
            case RecordingFormat.Csv:
                CsvOutput.Write(path, content, cancellationToken);
                break;
            default:
                throw new ArgumentException("BDF files are read, not written. Write EDF, WFDB or CSV.", nameof(format));
        }
    }
}
