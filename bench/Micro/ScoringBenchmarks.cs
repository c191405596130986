using ArrhythmiaVision.Networks;
using BenchmarkDotNet.Attributes;

namespace ArrhythmiaVision.Bench;

/// <summary>Scoring one beat, and a beat of a batch, on one thread.</summary>
public class ScoringBenchmarks
{
    private const int Batch = 256;
    private ArrhythmiNetModel _model = null!;
    private float[] _beats = [];
    private float[] _probabilities = [];

    /// <summary>The network.</summary>
    [Params(ArrhythmiNetArchitecture.V1, ArrhythmiNetArchitecture.V2)]
    public ArrhythmiNetArchitecture Architecture { get; set; }

    /// <summary>Makes a network and beats.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string[] classes = ["N", "L", "R", "A", "V"];
        _model = new ArrhythmiNetModel(Architecture, classes, [], InitialNumbers.Draw(ArchitectureTables.Build(Architecture, classes.Length), seed: 1));
        _beats = new float[Batch * _model.InputLength];
        for (var i = 0; i < _beats.Length; i++) _beats[i] = MathF.Sin(i * 0.05f);
        _probabilities = new float[Batch * classes.Length];
    }

    /// <summary>One call, one beat.</summary>
    [Benchmark]
    public void OneBeat() => _model.Score(_beats.AsSpan(0, _model.InputLength), _probabilities.AsSpan(0, _model.Classes.Count));

    /// <summary>A beat's share of a batch.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public void BeatOfABatch() => _model.Score(_beats, _probabilities);
}
