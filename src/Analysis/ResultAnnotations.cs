using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>Collects classified beats as annotations, to be written beside the record and read by any WFDB program.</summary>
/// <remarks>A class is written as the standard code of that symbol: N, L, R, A, V, or the AAMI classes N, S, V, F. A beat that was not
/// classified is written as Q, unclassifiable. The auxiliary text holds the most probable class with its probability (<see cref="ModelLabel"/>)
/// where the network has judged the beat. Holds 48 bytes or so a beat.</remarks>
public sealed class ResultAnnotations
{
    private readonly List<Annotation> _annotations = [];
    private readonly AnnotationCode[] _codes;
    private readonly int _samplesPerFrame;
    private readonly Dictionary<(int Class, int Thousandths, bool Rejected), ReadOnlyMemory<byte>> _texts = [];
    private readonly IReadOnlyList<string> _classes;

    /// <summary>Begins a set of annotations.</summary>
    /// <param name="classes">The model's classes, each the symbol of a standard code.</param>
    /// <param name="samplesPerFrame">Samples of the lead in each frame of the record, in which annotations are counted.</param>
    /// <exception cref="ArgumentException">A class is no standard symbol.</exception>
    public ResultAnnotations(IReadOnlyList<string> classes, int samplesPerFrame = 1)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerFrame, 1);
        _samplesPerFrame = samplesPerFrame;
        _classes = classes;
        _codes = [.. classes.Select(name => AnnotationCode.TryFromSymbol(name, out var code) && code.IsBeat ? code
            : throw new ArgumentException($"The class '{name}' is no standard symbol of a beat, so an annotation file cannot hold it.", nameof(classes)))];
    }

    /// <summary>The annotations so far.</summary>
    public IReadOnlyList<Annotation> Annotations => _annotations;

    /// <summary>Adds a beat; a visitor.</summary>
    /// <param name="beat">The beat, not before the last one in time.</param>
    public void Add(in AnalyzedBeat beat) => _annotations.Add(Of(beat));

    /// <summary>A beat as an annotation.</summary>
    /// <param name="beat">The beat.</param>
    public Annotation Of(in AnalyzedBeat beat) => new(beat.Sample / _samplesPerFrame, beat.IsClassified ? _codes[beat.ClassIndex] : AnnotationCode.Unclassifiable)
    {
        Aux = beat.Probabilities.IsEmpty ? default : TextOf(beat),
    };

    /// <summary>Writes the annotation file; it appears under its name only when it is whole.</summary>
    /// <param name="path">The file: the record's path with the annotator's name as extension.</param>
    public void Write(string path) => new AnnotationFile(_annotations).Write(path);

    // Beats of one class and probability share a text.
    private ReadOnlyMemory<byte> TextOf(in AnalyzedBeat beat)
    {
        var best = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(beat.Probabilities.Span);
        var key = (best, (int)MathF.Round(beat.Probabilities.Span[best] * 1000), !beat.IsClassified);
        if (!_texts.TryGetValue(key, out var text))
            _texts[key] = text = Annotation.AuxFrom(new ModelLabel(_classes[best], key.Item2 / 1000.0, key.Item3).ToString());
        return text;
    }
}
