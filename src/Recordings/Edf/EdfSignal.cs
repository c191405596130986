namespace ArrhythmiaVision.Recordings;

/// <summary>One signal of an EDF file as its header describes it.</summary>
/// <param name="Label">The label, as <c>ECG II</c>.</param>
/// <param name="Units">The physical dimension, as <c>uV</c>.</param>
/// <param name="SamplesPerRecord">Samples in each data record.</param>
/// <param name="PhysicalMin">The physical value of <paramref name="DigitalMin"/>.</param>
/// <param name="PhysicalMax">The physical value of <paramref name="DigitalMax"/>.</param>
/// <param name="DigitalMin">The least stored value.</param>
/// <param name="DigitalMax">The greatest stored value.</param>
/// <param name="IsAnnotations">Whether it holds annotations and no samples.</param>
internal sealed record EdfSignal(
    string Label, string Units, int SamplesPerRecord, double PhysicalMin, double PhysicalMax, double DigitalMin, double DigitalMax, bool IsAnnotations)
{
    /// <summary>The label of a signal that holds annotations.</summary>
    public const string Annotations = "EDF Annotations";

    /// <summary>The same in BDF+.</summary>
    public const string BdfAnnotations = "BDF Annotations";

    private readonly double _scale = (PhysicalMax - PhysicalMin) / (DigitalMax - DigitalMin);

    /// <summary>The physical value of a stored one.</summary>
    public float ToPhysical(int digital) => (float)(((digital - DigitalMin) * _scale) + PhysicalMin);

    /// <summary>Whether a stored value stands for no sample: the least that the format holds, where the header's range leaves it out.</summary>
    public bool IsMissing(int digital, int lowest) => digital == lowest && lowest < DigitalMin;
}
