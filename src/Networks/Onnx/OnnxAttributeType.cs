namespace ArrhythmiaVision.Networks;

/// <summary>What a node's setting holds, by its number in ONNX's AttributeProto.AttributeType.</summary>
internal enum OnnxAttributeType
{
    Float = 1,
    Integer = 2,
    Integers = 7,
    Texts = 8,
}
