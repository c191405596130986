using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>Collects classified beats as annotations, to be written beside the record and read by any WFDB program.</summary>
/// <remarks>A class is written as the standard code of that symbol: N, L, R, A, V, or the AAMI classes N, S, V, F. A beat that was not
/// classified is written as Q, unclassifiable. Holds 48 bytes or so a beat.</remarks>
public sealed class ResultAnnotations
{
    private readonly List<Annotation> _annotations = [];
    private readonly AnnotationCode[] _codes;
    private readonly int _samplesPerFrame;

    /// <summary>Begins a set of annotations.</summary>
    /// <param name="classes">The model's classes, each the symbol of a standard code.</param>
    /// <param name="samplesPerFrame">Samples of the lead in each frame of the record, in which annotations are counted.</param>
    /// <exception cref="ArgumentException">A class is no standard symbol.</exception>
    public ResultAnnotations(IReadOnlyList<string> classes, int samplesPerFrame = 1)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerFrame, 1);
        _samplesPerFrame = samplesPerFrame;
        _codes = [.. classes.Select(name => AnnotationCode.TryFromSymbol(name, out var code) && code.IsBeat ? code
            : throw new ArgumentException($"The class '{name}' is no standard symbol of a beat, so an annotation file cannot hold it.", nameof(classes)))];
    }

    /// <summary>The annotations so far.</summary>
    public IReadOnlyList<Annotation> Annotations => _annotations;

    /// <summary>Adds a beat; a visitor.</summary>
    /// <param name="beat">The beat, not before the last one in time.</param>
    public void Add(in AnalyzedBeat beat) =>
        _annotations.Add(new Annotation(beat.Sample / _samplesPerFrame, beat.IsClassified ? _codes[beat.ClassIndex] : AnnotationCode.Unclassifiable));

    /// <summary>Writes the annotation file; it appears under its name only when it is whole.</summary>
    /// <param name="path">The file: the record's path with the annotator's name as extension.</param>
    public void Write(string path) => new AnnotationFile(_annotations).Write(path);
}
