namespace ArrhythmiaVision.Analysis;

/// <summary>Where the samples of one lead come from, in order and in blocks.</summary>
/// <remarks>A source is read once. Its members are called one at a time, but not always from one thread.</remarks>
public interface ISampleSource
{
    /// <summary>Samples a second.</summary>
    double SamplingRate { get; }

    /// <summary>How many samples there are; null where that is not known beforehand.</summary>
    long? Length { get; }

    /// <summary>Reads the next samples.</summary>
    /// <param name="destination">Takes the samples, mV; NaN where missing. Never empty.</param>
    /// <returns>How many were read: 1 or more, or 0 at the end.</returns>
    int Read(Span<float> destination);
}
