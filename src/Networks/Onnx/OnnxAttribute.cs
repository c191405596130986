namespace ArrhythmiaVision.Networks;

/// <summary>A setting of a node (AttributeProto): one of a float, an integer, a list of integers, a list of texts.</summary>
internal sealed record OnnxAttribute(string Name, float? Number, long? Integer, IReadOnlyList<long>? Integers, IReadOnlyList<string>? Texts = null)
{
    public OnnxAttributeType Type =>
        Number is not null ? OnnxAttributeType.Float : Integer is not null ? OnnxAttributeType.Integer : Texts is not null ? OnnxAttributeType.Texts : OnnxAttributeType.Integers;

    public static OnnxAttribute Of(string name, float value) => new(name, value, null, null);

    public static OnnxAttribute Of(string name, long value) => new(name, null, value, null);

    public static OnnxAttribute Of(string name, params long[] values) => new(name, null, null, values);

    public static OnnxAttribute Of(string name, IReadOnlyList<string> texts) => new(name, null, null, null, texts);
}
