using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Beats as WFDB annotations: the class as its code, what the model said and how sure it was as auxiliary text.</summary>
internal sealed class AnnotationBeatWriter(string file, RecordLead lead, IReadOnlyList<string> classes) : IBeatWriter
{
    private readonly ResultAnnotations _annotations = new(classes, lead.SamplesPerFrame);
    private readonly AnnotationWriter _writer = new(file, AnnotationOutput.TicksOf(lead.Record));

    public void Write(in AnalyzedBeat beat) => _writer.Write(_annotations.Of(beat) with { Channel = (short)lead.Signal });

    public void Complete() => _writer.Complete();

    public void Dispose() => _writer.Dispose();
}
