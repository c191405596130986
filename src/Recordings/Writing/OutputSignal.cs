namespace ArrhythmiaVision.Recordings;

/// <summary>Reads the next samples of a signal that is to be written.</summary>
/// <param name="destination">Takes the samples in the signal's unit; NaN where missing. Never empty.</param>
/// <returns>How many were read: 1 or more, or 0 at the end.</returns>
public delegate int SampleReading(Span<float> destination);

/// <summary>A signal that <see cref="RecordingWriter"/> writes.</summary>
public sealed record OutputSignal
{
    /// <summary>The signal's name: the lead's for an ECG.</summary>
    public required string Name { get; init; }

    /// <summary>The physical unit, as <c>mV</c>.</summary>
    public required string Units { get; init; }

    /// <summary>Samples a second, above 0.</summary>
    public required double SamplingRate { get; init; }

    /// <summary>How many samples there are.</summary>
    public required long Length { get; init; }

    /// <summary>The least sample, which formats of whole numbers are scaled by.</summary>
    public required float Lowest { get; init; }

    /// <summary>The greatest sample.</summary>
    public required float Highest { get; init; }

    /// <summary>Gives the samples, from the first to the last.</summary>
    public required SampleReading Read { get; init; }

    /// <summary>How a WFDB record stored the very same samples, so that another one stores the same numbers; null where none did.</summary>
    public WfdbSignal? Stored { get; init; }

    /// <summary>Reads exactly so many samples, and makes those that are not there missing.</summary>
    internal void Fill(Span<float> destination)
    {
        while (!destination.IsEmpty && Read(destination) is > 0 and var count)
            destination = destination[count..];
        destination.Fill(float.NaN);
    }
}
