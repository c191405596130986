namespace ArrhythmiaVision.Networks;

/// <summary>An operation of the graph (NodeProto).</summary>
internal sealed record OnnxNode(
    string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes, string Domain = "");
