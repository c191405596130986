namespace ArrhythmiaVision.Signals;

/// <summary>A bump of the QRS band's envelope that may be a QRS complex.</summary>
internal struct QrsCandidate
{
    /// <summary>The frame of the bump's top.</summary>
    public long Frame;

    /// <summary>Seconds of signal up to the top; gaps do not count.</summary>
    public double Time;

    /// <summary>The envelope at the top in mV.</summary>
    public float Size;

    /// <summary>The logarithm of the higher band's share at the top: how steep the bump's wave is.</summary>
    public float Sharpness;

    public float High;

    public bool Accepted;
}
