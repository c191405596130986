using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary>A method of explanation as a person names it, with the settings that it has here.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Title">Its name in pictures and words.</param>
/// <param name="Make">Makes it for a network, what beats are held against, and a way to cut them.</param>
internal sealed record ExplanationMethod(string Name, string Title, Func<ArrhythmiNetModel, ExplanationBaselines, BeatSegmenter, IAttributionMethod> Make)
{
    private const int Gradients = 100;
    private const int PermutationPairs = 10;
    private const int SamplesPerPlayer = 10;
    private const int ControlSeed = 20250503;

    /// <summary>The paper's Grad-CAM.</summary>
    public static ExplanationMethod GradCam { get; } = OfGradCam(new GradCamOptions());

    /// <summary>Exact Shapley values over the clinical segments.</summary>
    public static ExplanationMethod Shapley { get; } =
        new("shapley", "Shapley values of segments", (model, baselines, segmenter) => new ShapleySegments(model, baselines.Few, new ShapleySegmentsOptions { Segmenter = segmenter }));

    /// <summary>The methods that agreement is measured among.</summary>
    public static IReadOnlyList<ExplanationMethod> All { get; } =
    [
        GradCam,
        Shapley,
        new("expected-gradients", "Expected gradients", (model, baselines, _) => new ExpectedGradients(model, baselines.Many, Rounds(baselines.Many))),
        new("permutation", "Permutation Shapley", (model, baselines, _) => new PermutationShapley(model, baselines.Few, PermutationPairs, samplesPerPlayer: SamplesPerPlayer)),
        new("integrated-gradients", "Integrated gradients", (model, baselines, _) => new IntegratedGradients(model, baselines.Few, Rounds(baselines.Few))),
        new("occlusion", "Occlusion", (model, baselines, _) => new Occlusion(model, baselines.Few)),
    ];

    /// <summary>Grad-CAM with what speaks against the class.</summary>
    public static ExplanationMethod SignedGradCam { get; } = OfGradCam(new GradCamOptions { Signed = true });

    /// <summary>Integrated gradients of a network that never learned: what no check should let pass.</summary>
    public static ExplanationMethod Control { get; } = new("control", "Untrained network", (model, baselines, _) =>
        new IntegratedGradients(LayerRandomization.Randomize(model, [.. LayerRandomization.LayersOf(model)], ControlSeed), baselines.Few, Rounds(baselines.Few)));

    /// <summary>Every name that a person can choose.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(method => method.Name), SignedGradCam.Name];

    /// <summary>A method by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="layer">The convolution that Grad-CAM takes; null for the last.</param>
    /// <param name="placement">Where it puts the map's points.</param>
    /// <exception cref="ToolException">A layer or a placement is given to another method.</exception>
    public static ExplanationMethod Parse(string name, string? layer, MapPlacement placement)
    {
        bool isGradCam = name == GradCam.Name || name == SignedGradCam.Name;
        if (isGradCam)
            return OfGradCam(new GradCamOptions { Signed = name == SignedGradCam.Name, Layer = layer, Placement = placement });
        return layer is null && placement == MapPlacement.ReceptiveFields ? All.First(method => method.Name == name)
            : throw new ToolException(ExitCodes.Usage, $"--layer and --placement are about Grad-CAM's map; {name} has none. Give --method {GradCam.Name} or {SignedGradCam.Name}.");
    }

    private static ExplanationMethod OfGradCam(GradCamOptions options) =>
        new(options.Signed ? "grad-cam-signed" : "grad-cam", options.Signed ? "Grad-CAM, signed" : "Grad-CAM", (model, _, _) => new GradCam(model, options));

    // About the same number of gradients, whatever beats there are.
    private static int Rounds(Baseline baseline) => Math.Max(1, Gradients / baseline.Count);
}
