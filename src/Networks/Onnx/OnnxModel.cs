namespace ArrhythmiaVision.Networks;

/// <summary>What <see cref="OnnxImport"/> read: the network, and what the file's graph does besides it.</summary>
/// <param name="Network">The network alone; it takes normalised beats, whatever the graph did.</param>
/// <param name="Options">Exported with these, the network gives the file's bytes again.</param>
public sealed record OnnxModel(ArrhythmiNetModel Network, OnnxExportOptions Options);
