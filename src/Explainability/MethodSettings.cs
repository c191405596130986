using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Explainability;

/// <summary>Which method explains, and how.</summary>
internal abstract record MethodSettings
{
    /// <summary>Whether the method gives values to the context and adds up to the difference of two outputs, held against a baseline.</summary>
    public abstract bool HasBaseline { get; }

    /// <summary>Whether it gives values to segments.</summary>
    public abstract bool HasSegments { get; }

    /// <summary>Makes the method for a network.</summary>
    /// <exception cref="ArgumentException">It cannot be done so; the message says why, and what the choices are.</exception>
    public abstract IAttributionMethod Create(ArrhythmiNetModel model, Baseline? baseline);
}

/// <summary>Grad-CAM.</summary>
internal sealed record GradCamSettings(string? Layer, bool Signed, MapPlacement Placement, AttributionTarget Target) : MethodSettings
{
    public override bool HasBaseline => false;

    public override bool HasSegments => false;

    public override IAttributionMethod Create(ArrhythmiNetModel model, Baseline? baseline) =>
        new GradCam(model, new GradCamOptions { Layer = Layer, Signed = Signed, Placement = Placement, Target = Target });
}

/// <summary>Shapley values, or what stands in for them.</summary>
internal sealed record ShapSettings(ShapMethod Method, AttributionTarget Target, int Rounds, int Pairs, int SamplesPerPlayer, int Steps, int Window, int Stride, int Seed) : MethodSettings
{
    public override bool HasBaseline => true;

    public override bool HasSegments => Method == ShapMethod.Segments;

    public override IAttributionMethod Create(ArrhythmiNetModel model, Baseline? baseline) => Method switch
    {
        ShapMethod.Segments => new ShapleySegments(model, baseline!, new ShapleySegmentsOptions { Target = Target }),
        ShapMethod.ExpectedGradients => new ExpectedGradients(model, baseline!, Rounds, Seed, Target),
        ShapMethod.Permutation => new PermutationShapley(model, baseline!, Pairs, Seed, SamplesPerPlayer, Target),
        ShapMethod.IntegratedGradients => new IntegratedGradients(model, baseline!, Steps, Target),
        ShapMethod.Occlusion => new Occlusion(model, baseline!, Window, Stride, Target),
        _ => throw new ArgumentOutOfRangeException(nameof(Method), Method, $"There is no such method; there are {string.Join(", ", Enum.GetNames<ShapMethod>())}."),
    };
}
