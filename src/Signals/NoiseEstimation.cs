namespace ArrhythmiaVision.Signals;

/// <summary>Over which stretch of the record a denoiser measures the noise.</summary>
public enum NoiseEstimation
{
    /// <summary>Over a window that slides along and looks back only. The noise may change, and a stream gives the same result.</summary>
    CausalSlidingWindow,

    /// <summary>Over the whole record at once.</summary>
    WholeRecord,
}
