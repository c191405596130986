namespace ArrhythmiaVision.Attribution;

/// <summary>What of a class is explained.</summary>
public enum AttributionTarget
{
    /// <summary>Its logit: the class's own evidence, whatever speaks for the others.</summary>
    Logit,

    /// <summary>Its probability, from 0 to 1: what of it the other classes leave counts too.</summary>
    Probability,
}
