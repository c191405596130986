namespace ArrhythmiaVision.Recordings;

/// <summary>What is known of a CSV file that it does not say itself. What is null is found out from the file.</summary>
public sealed record CsvOptions
{
    /// <summary>Samples a second, above 0; null to take it from the column of times.</summary>
    public double? SamplingRate { get; init; }

    /// <summary>The unit of columns whose heading names none, such as <c>uV</c>; mV by default.</summary>
    public string Units { get; init; } = "mV";

    internal void Check()
    {
        if (SamplingRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(SamplingRate), rate, "A sampling rate must be a number above 0, in samples a second.");
        ArgumentNullException.ThrowIfNull(Units);
    }
}
