using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>The R peaks that somebody annotated: every annotation that marks a beat, whatever its class.</summary>
public sealed class AnnotatedRPeaks : IRPeakSource
{
    private readonly IReadOnlyList<Annotation> _annotations;
    private readonly int _samplesPerFrame;
    private long _pushed;
    private int _next;

    /// <summary>Takes the beats of annotations.</summary>
    /// <param name="annotations">Annotations in order of time; those that mark no beat are passed over.</param>
    /// <param name="samplesPerFrame">Samples of the lead for each that the annotations count, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="samplesPerFrame"/> is less than 1.</exception>
    public AnnotatedRPeaks(IReadOnlyList<Annotation> annotations, int samplesPerFrame = 1)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerFrame, 1);
        _annotations = annotations;
        _samplesPerFrame = samplesPerFrame;
    }

    /// <summary>Reads the beats of an annotator of a record.</summary>
    /// <param name="lead">The lead they are wanted for.</param>
    /// <param name="annotator">The annotation file's extension; <c>atr</c> for reference annotations.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or an annotation lies outside the record.</exception>
    public static AnnotatedRPeaks Read(RecordLead lead, string annotator = MitBihArrhythmiaDatabase.Annotator)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return new AnnotatedRPeaks(lead.Record.ReadAnnotations(annotator), lead.SamplesPerFrame);
    }

    /// <summary>0: a beat is known as soon as its sample is.</summary>
    public long MaxDelay => 0;

    /// <inheritdoc/>
    public void Push(ReadOnlySpan<float> samples, List<RPeak> peaks)
    {
        _pushed += samples.Length;
        GiveBefore(_pushed, peaks);
    }

    /// <inheritdoc/>
    public void Flush(List<RPeak> peaks) => GiveBefore(long.MaxValue, peaks);

    private void GiveBefore(long end, List<RPeak> peaks)
    {
        ArgumentNullException.ThrowIfNull(peaks);
        for (; _next < _annotations.Count; _next++)
        {
            var annotation = _annotations[_next];
            var sample = annotation.Sample * _samplesPerFrame;
            if (sample >= end) return;
            if (annotation.Code.IsBeat) peaks.Add(new RPeak(sample, annotation.Code));
        }
    }
}
