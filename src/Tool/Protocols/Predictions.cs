namespace ArrhythmiaVision.Tool;

/// <summary>What a model says of beats.</summary>
/// <param name="Classes">The most probable class of each.</param>
/// <param name="Confidences">How probable that class is.</param>
internal readonly record struct Predictions(int[] Classes, float[] Confidences);
