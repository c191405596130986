namespace ArrhythmiaVision.Networks;

/// <summary>The whole of an ONNX file (ModelProto), as far as it is written here.</summary>
internal sealed record OnnxFile(
    long IrVersion, string Producer, string Documentation, OnnxGraph Graph, long Opset, IReadOnlyList<KeyValuePair<string, string>> Metadata, long MLOpset = 0)
{
    /// <summary>Opset 13, of December 2020, has every operator that is needed, and what reads later ones reads it.</summary>
    public const long WrittenOpset = 13;

    /// <summary>The domain of the operators for classical machine learning.</summary>
    public const string MLDomain = "ai.onnx.ml";

    /// <summary>Their version where one is used; 0 stands for none.</summary>
    public const long WrittenMLOpset = 2;

    /// <summary>The version of the file's layout that came with opset 13.</summary>
    public const long WrittenIrVersion = 7;

    /// <summary>Who the file says wrote it.</summary>
    public const string WrittenProducer = "ArrhythmiaVision";
}
