using System.Globalization;

namespace ArrhythmiaVision.Attribution.Tests;

/// <summary>Networks and beats by formula, the same that Golden/golden.py makes.</summary>
internal static class TestModels
{
    public static ArrhythmiNetModel Make(ArrhythmiNetArchitecture architecture, params string[] context)
    {
        var definition = ArchitectureTables.Build(architecture, 5, context.Length);
        return new ArrhythmiNetModel(architecture, SyntheticBeats.Names, context, Formulas.Single(Formulas.Numbers(definition)));
    }

    public static float[] Beat(int index) => Formulas.Single(Formulas.Beats(index + 1, 360))[(index * 360)..];

    public static float[] Context(int index, int length) => Formulas.Single(Formulas.Context(index, length));

    /// <summary>A baseline of the formulas' beats from a given one on.</summary>
    public static Baseline Beats(int first, int count, int contextLength = 0) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{count} beats"), Formulas.Single(Formulas.Beats(first + count, 360)).AsSpan(first * 360),
            Enumerable.Range(first, count).SelectMany(i => Context(i, contextLength)).ToArray());

    public static float Logit(ArrhythmiNetModel model, ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        var logits = new float[model.Classes.Count];
        new NetworkProbe(model).Score(beat, context, logits);
        return logits[classIndex];
    }

    public static double Checksum(IEnumerable<float> values) => Formulas.Checksum([.. values]);

    public static readonly ClinicalSegment[] Five =
    [
        new("a", 0, 100), new("b", 100, 140), new("c", 140, 175), new("d", 175, 190), new("e", 190, 360),
    ];
}
