using System.Numerics.Tensors;
using Microsoft.Data.Analysis;

namespace ArrhythmiaVision.DataFrames;

/// <summary>What a network gives beats, as columns.</summary>
internal static class ProbabilityColumns
{
    /// <summary>The most probable class, then a column a class.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="beats">Each beat's probabilities; empty where it was not classified, which is null in every column.</param>
    public static IEnumerable<DataFrameColumn> Of(IReadOnlyList<string> classes, IReadOnlyList<float[]> beats)
    {
        yield return new StringDataFrameColumn("Predicted", beats.Select(beat => beat.Length == 0 ? null : classes[TensorPrimitives.IndexOfMax<float>(beat)]));
        for (var k = 0; k < classes.Count; k++)
        {
            var place = k;
            yield return new SingleDataFrameColumn($"P({classes[k]})", beats.Select(beat => beat.Length == 0 ? (float?)null : beat[place]));
        }
    }
}
