using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Schema shapes of a vector made from another.</summary>
internal static class VectorShapes
{
    /// <summary>Adds a vector of Single whose length is known where that of <paramref name="like"/> is.</summary>
    public static SchemaShape Add(SchemaShape shape, string name, SchemaShape.Column like)
    {
        // A shape says whether the length is known, not what it is.
        int size = like.Kind == SchemaShape.Column.VectorKind.Vector ? BeatWindow.Default.Length : 0;
        return SchemaShapes.Add(shape, [new DataViewSchema.DetachedColumn(name, new VectorDataViewType(NumberDataViewType.Single, size))]);
    }
}
