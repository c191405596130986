namespace ArrhythmiaVision.Networks;

/// <summary>An input or output of the graph (ValueInfoProto): <c>[N x Width]</c> with any N.</summary>
internal sealed record OnnxPort(string Name, long Width, OnnxElementType Type = OnnxElementType.Float)
{
    /// <summary>What the batch's axis is called in the file.</summary>
    public const string BatchAxis = "N";
}
