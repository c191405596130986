namespace ArrhythmiaVision.Networks;

/// <summary>Types of a tensor's elements, by their numbers in ONNX's TensorProto.DataType.</summary>
internal enum OnnxElementType
{
    Float = 1,
    Int64 = 7,
    Text = 8,
    Double = 11,
}
