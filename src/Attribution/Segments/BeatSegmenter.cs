using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Attribution;

/// <summary>Cuts a beat into segments.</summary>
/// <param name="beat">A normalised beat, <c>[360]</c>.</param>
/// <returns>Segments without overlap; samples in none are never taken away.</returns>
public delegate IReadOnlyList<ClinicalSegment> BeatSegmenter(ReadOnlySpan<float> beat);

/// <summary>Ways to cut beats into segments.</summary>
public static class BeatSegmenters
{
    /// <summary>Finds the waves in the beat's own window, with the R peak in its middle. Where the record is at hand, waves found there are
    /// surer: cut by <see cref="ClinicalSegments.From"/> and give the segments.</summary>
    /// <param name="samplingRate">Samples a second.</param>
    /// <returns>A segmenter for one thread.</returns>
    public static BeatSegmenter FromWindow(double samplingRate = 360)
    {
        var delineator = new Delineator(samplingRate);
        return beat => ClinicalSegments.From(delineator.DelineateBeat(beat, beat.Length / 2), 0, beat.Length);
    }

    /// <summary>The same segments for every beat.</summary>
    /// <param name="segments">The segments.</param>
    public static BeatSegmenter Fixed(IReadOnlyList<ClinicalSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ClinicalSegment[] copy = [.. segments];
        return _ => copy;
    }
}
