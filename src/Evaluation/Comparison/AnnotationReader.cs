using System.Globalization;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>Reads annotations one by one and holds them to the order of time, on which all matching rests.</summary>
internal sealed class AnnotationReader(IEnumerable<Annotation> annotations, string name) : IDisposable
{
    private readonly IEnumerator<Annotation> _annotations = annotations.GetEnumerator();
    private long _index = -1;

    /// <summary>The annotation read last.</summary>
    public Annotation Current { get; private set; }

    /// <summary>Reads the next annotation.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The annotation lies before the one in front of it, or before the record.</exception>
    public bool Read()
    {
        if (!_annotations.MoveNext())
            return false;
        var next = _annotations.Current;
        _index++;
        if (next.Sample < Current.Sample)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: annotation {_index} ('{next.Symbol}') is at sample {next.Sample}, before sample {Current.Sample}, where {(_index == 0 ? "the record starts" : "the annotation in front of it lies")}. Sort the annotations by time first."));
        }

        Current = next;
        return true;
    }

    public void Dispose() => _annotations.Dispose();
}
