namespace ArrhythmiaVision.Attribution;

/// <summary>Where a feature map's points are put on the time line.</summary>
public enum MapPlacement
{
    /// <summary>Each at the middle of the samples it sees; between them the map is interpolated, beyond the outermost it stays as it is.</summary>
    ReceptiveFields,

    /// <summary>The first on the first sample and the last on the last, as in the paper's figures. This moves the evidence: in V2's last map by up
    /// to 0.29 s.</summary>
    EndToEnd,
}
