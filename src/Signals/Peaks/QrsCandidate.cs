namespace ArrhythmiaVision.Signals;

/// <summary>A bump of the QRS band's envelope, which may be a QRS complex.</summary>
/// <param name="Frame">The frame of the bump's top.</param>
/// <param name="Time">Seconds of signal up to the top; gaps do not count.</param>
/// <param name="Size">The QRS band's envelope at the top in mV.</param>
/// <param name="High">The largest envelope of the band above, near the top, in mV.</param>
/// <param name="Fine">The largest envelope of the highest band, near the top, in mV.</param>
/// <param name="Low">The lowest band's envelope at the top in mV.</param>
internal readonly record struct QrsCandidate(long Frame, double Time, float Size, float High, float Fine, float Low)
{
    private const float Smallest = 1e-6f;

    /// <summary>How steep the bump's wave is: the logarithm of the higher band's share.</summary>
    public float Sharpness { get; } = MathF.Log(Math.Max(High, Smallest) / Size);

    /// <summary>The logarithm of the highest band's share of the higher one.</summary>
    public float Fineness { get; } = MathF.Log(Math.Max(Fine, Smallest) / Math.Max(High, Smallest));

    /// <summary>How slow the bump's wave is: the logarithm of the lowest band's share.</summary>
    public float Slowness { get; } = MathF.Log(Math.Max(Low, Smallest) / Size);

    /// <summary>Whether it was taken for a QRS complex.</summary>
    public bool IsBeat { get; init; }
}
