namespace ArrhythmiaVision.Networks;

/// <summary>How a beat goes on beyond its ends in an exported graph: by samples it has, taken again.</summary>
public enum OnnxBoundary
{
    /// <summary>Mirrored about the ends, end values repeated.</summary>
    Symmetric,

    /// <summary>Mirrored about the end samples, which are not repeated.</summary>
    Reflect,

    /// <summary>Repeated.</summary>
    Periodic,

    /// <summary>The end values go on.</summary>
    Constant,
}
