namespace ArrhythmiaVision.Attribution;

/// <summary>A way to say what in a beat speaks for a class. One instance serves one thread; the same beat gives the same bits.</summary>
public interface IAttributionMethod
{
    /// <summary>The method's name, e.g. "Grad-CAM".</summary>
    string Name { get; }

    /// <summary>The network that is explained.</summary>
    ArrhythmiNetModel Model { get; }

    /// <summary>Says what speaks for a class.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="classIndex">The class, an index into the model's classes.</param>
    /// <exception cref="ArgumentException">There is no such class (the message lists those there are), the sizes do not agree with the
    /// network, or a value is NaN or infinite.</exception>
    BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex);
}
