namespace ArrhythmiaVision.Attribution;

/// <summary>How Grad-CAM is done.</summary>
public sealed record GradCamOptions
{
    /// <summary>The convolution, by its name in the model's layers; null for the last.</summary>
    public string? Layer { get; init; }

    /// <summary>True keeps what speaks against the class, below 0; false cuts it off, as the paper's equation 3 does.</summary>
    public bool Signed { get; init; }

    /// <summary>Where the map's points are put.</summary>
    public MapPlacement Placement { get; init; }

    /// <summary>What of the class is explained. The method's paper takes the logit.</summary>
    public AttributionTarget Target { get; init; }
}
