namespace ArrhythmiaVision.Signals;

/// <summary>When <see cref="StreamingRPeakDetector"/> decides whether something is a QRS complex.</summary>
public enum RPeakTiming
{
    /// <summary>When what follows within 1.3 s is known: at the latest about 1.5 s after the R peak. The more accurate, and what whole records are searched by.</summary>
    Thorough,

    /// <summary>When what follows within 0.36 s is known: at the latest about 0.6 s after the R peak, for what must be told at once.</summary>
    Prompt,
}
