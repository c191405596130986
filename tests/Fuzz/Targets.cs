namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>Every reader.</summary>
internal static class Targets
{
    public static IReadOnlyList<Func<Target>> All { get; } =
    [
        () => RecordingTargets.Header, () => RecordingTargets.Wfdb, () => RecordingTargets.Annotations, () => RecordingTargets.Edf, () => RecordingTargets.Csv,
        () => ModelTargets.Model, () => ModelTargets.SealedModel, () => ModelTargets.Onnx, () => ModelTargets.Card,
        () => SavedStateTargets.Denoising, () => SavedStateTargets.Normalizing, () => SavedStateTargets.Segmenting, () => SavedStateTargets.Network, () => SavedStateTargets.Explaining,
    ];
}
