using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using BenchmarkDotNet.Attributes;

namespace ArrhythmiaVision.Bench;

/// <summary>Explaining one beat, on one thread, beside a plain score of it.</summary>
public class AttributionBenchmarks
{
    private const int Segments = 12;
    private readonly float[] _probabilities = new float[5];
    private readonly float[] _map = new float[BeatDataset.BeatLength];
    private readonly ClinicalSegment[] _segments = ClinicalSegments.Equal(Segments);
    private ArrhythmiNetModel _model = null!;
    private float[] _beat = [];
    private GradCam _gradCam = null!;
    private ShapleySegments _one = null!;
    private ShapleySegments _twenty = null!;
    private ExpectedGradients _expected = null!;
    private IntegratedGradients _integrated = null!;
    private Occlusion _occlusion = null!;
    private PermutationShapley _permutation = null!;

    /// <summary>The network.</summary>
    [Params(ArrhythmiNetArchitecture.V1, ArrhythmiNetArchitecture.V2)]
    public ArrhythmiNetArchitecture Architecture { get; set; }

    /// <summary>Makes a network, a beat and what it is held against.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string[] classes = ["N", "L", "R", "A", "V"];
        _model = new ArrhythmiNetModel(Architecture, classes, [], InitialNumbers.Draw(ArchitectureTables.Build(Architecture, classes.Length), seed: 1));
        _beat = Beats(1, 0.05f);
        _gradCam = new GradCam(_model);
        _one = new ShapleySegments(_model, Others(1));
        _twenty = new ShapleySegments(_model, Others(20));
        _expected = new ExpectedGradients(_model, Others(100));
        _integrated = new IntegratedGradients(_model, Others(1));
        _occlusion = new Occlusion(_model, Others(1));
        _permutation = new PermutationShapley(_model, Others(1), pairs: 10, samplesPerPlayer: 10);

        static Baseline Others(int count) => new("made", Beats(count, 0.031f));
    }

    /// <summary>What all others are held against.</summary>
    [Benchmark(Baseline = true)]
    public void PlainScore() => _model.Score(_beat, _probabilities);

    /// <summary>Grad-CAM at the last convolution.</summary>
    [Benchmark]
    public void GradCam() => _gradCam.Attribute(_beat, [], 1, _map);

    /// <summary>Exact Shapley values of 12 segments: 4,096 coalitions.</summary>
    [Benchmark]
    public SegmentAttribution ShapleyOneBaseline() => _one.Explain(_beat, [], _segments);

    /// <summary>The same against 20 beats.</summary>
    [Benchmark]
    public SegmentAttribution ShapleyTwentyBaselines() => _twenty.Explain(_beat, [], _segments);

    /// <summary>Expected gradients with 100 background beats.</summary>
    [Benchmark]
    public BeatAttribution ExpectedGradients() => _expected.Attribute(_beat, [], 1);

    /// <summary>Integrated gradients, 50 steps.</summary>
    [Benchmark]
    public BeatAttribution IntegratedGradients() => _integrated.Attribute(_beat, [], 1);

    /// <summary>Occlusion, windows of 18 samples every 6.</summary>
    [Benchmark]
    public BeatAttribution Occlusion() => _occlusion.Attribute(_beat, [], 1);

    /// <summary>Permutation Shapley, 10 pairs of orders, 36 players of 10 samples.</summary>
    [Benchmark]
    public BeatAttribution Permutation() => _permutation.Attribute(_beat, [], 1);

    private static float[] Beats(int count, float step)
    {
        var beats = new float[count * BeatDataset.BeatLength];
        for (var i = 0; i < beats.Length; i++) beats[i] = MathF.Sin(i * step) + (0.3f * MathF.Sin(i * 0.31f));
        return beats;
    }
}
