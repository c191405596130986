namespace ArrhythmiaVision.Recordings;

/// <summary>Writes an annotation file one annotation after the other, in memory that does not grow. The file appears under its name only on <see cref="Complete"/>.</summary>
public sealed class AnnotationWriter : IDisposable
{
    private readonly PendingFile _file;
    private readonly AnnotationEncoder _encoder;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="timeResolution">Ticks a second, where <see cref="Annotation.Sample"/> does not count samples of the record; null where it does.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time resolution is not a positive number.</exception>
    public AnnotationWriter(string path, double? timeResolution = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var preamble = new AnnotationFile([], timeResolution).Preamble;
        _file = new PendingFile(path);
        _encoder = new AnnotationEncoder(_file.Stream);
        foreach (Annotation annotation in preamble)
        {
            _encoder.Write(annotation);
        }
    }

    /// <summary>Writes an annotation.</summary>
    /// <param name="annotation">The annotation, normally not before the last one in time.</param>
    /// <exception cref="ArgumentException">It has a field that the format cannot hold.</exception>
    public void Write(Annotation annotation) => _encoder.Write(annotation);

    /// <summary>Ends the file and gives it its name.</summary>
    public void Complete()
    {
        _encoder.End();
        _file.Commit();
    }

    /// <summary>Ends the writing; without <see cref="Complete"/> nothing is left of it.</summary>
    public void Dispose() => _file.Dispose();
}
