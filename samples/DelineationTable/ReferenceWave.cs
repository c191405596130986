using ArrhythmiaVision.Recordings;

namespace DelineationTable;

/// <summary>A wave that a cardiologist marked.</summary>
/// <param name="Kind">p, N or t.</param>
/// <param name="Onset">Its onset's sample number; null where it is not marked.</param>
/// <param name="Peak">Its peak's sample number.</param>
/// <param name="Offset">Its offset's sample number; null where it is not marked.</param>
public sealed record ReferenceWave(string Kind, long? Onset, long Peak, long? Offset)
{
    /// <summary>Takes annotations of the form <c>(</c> peak <c>)</c> together.</summary>
    public static IReadOnlyList<ReferenceWave> From(IReadOnlyList<Annotation> annotations)
    {
        var waves = new List<ReferenceWave>();
        for (var i = 0; i < annotations.Count; i++)
        {
            if (annotations[i].Code == AnnotationCode.WaveformOnset || annotations[i].Code == AnnotationCode.WaveformEnd) continue;
            waves.Add(new ReferenceWave(annotations[i].Symbol, Neighbour(i - 1, AnnotationCode.WaveformOnset), annotations[i].Sample, Neighbour(i + 1, AnnotationCode.WaveformEnd)));
        }
        return waves;

        long? Neighbour(int i, AnnotationCode code) =>
            i >= 0 && i < annotations.Count && annotations[i].Code == code ? annotations[i].Sample : null;
    }
}
