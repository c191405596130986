using ArrhythmiaVision.Transforms;

namespace Microsoft.ML;

/// <summary>What ArrhythmiaVision adds to <see cref="MLContext"/> itself.</summary>
public static class EcgContext
{
    /// <summary>
    /// Lets a context load models that have BeatSegment in them; once for each context, and again does no harm. Every other component of
    /// ArrhythmiaVision is loaded without it.
    /// </summary>
    /// <param name="context">The context that will load.</param>
    /// <exception cref="NotSupportedException">ML.NET's version is one that this cannot be told to.</exception>
    public static void RegisterBeatSegment(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SavedSegmenting.Register(context.ComponentCatalog);
    }
}
