namespace ArrhythmiaVision.Networks;

/// <summary>Scores any number of beats on any number of threads; workspaces are lent out and come back.</summary>
internal sealed unsafe class BatchScorer(InferencePlan plan)
{
    /// <summary>Beats that go through the network together: enough to share the reading of weights, few enough to stay in cache.</summary>
    private const int TileBeats = 4;

    private readonly InferenceWorkspace?[] _idle = new InferenceWorkspace?[Math.Max(8, 2 * Environment.ProcessorCount)];

    public InferencePlan Plan => plan;

    private int BeatLength => plan.Geometry.Definition.InputLength;

    public void Score(ReadOnlySpan<float> beats, ReadOnlySpan<float> contexts, Span<float> probabilities, int threads)
    {
        var count = beats.Length / BeatLength;
        var tile = Math.Clamp((count + threads - 1) / threads, 1, TileBeats);
        var tiles = (count + tile - 1) / tile;
        fixed (float* input = beats)
        fixed (float* context = contexts)
        fixed (float* output = probabilities)
        {
            var work = new Work(input, context, output, count, tile, tiles);
            if (Math.Min(threads, tiles) > 1) ScoreParallel(work, Math.Min(threads, tiles));
            else ScoreAll(work);
        }
    }

    private void ScoreAll(in Work work)
    {
        var workspace = Rent();
        for (var i = 0; i < work.Tiles; i++) ScoreTile(work, i, workspace);
        Return(workspace);
    }

    /// <summary>Each thread takes the next tile as soon as it is done with one, so that all end within a tile of each other.</summary>
    private void ScoreParallel(Work work, int threads)
    {
        var next = 0;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var workspace = Rent();
            for (int i; (i = Interlocked.Increment(ref next) - 1) < work.Tiles;) ScoreTile(work, i, workspace);
            Return(workspace);
        });
    }

    private void ScoreTile(in Work work, int index, InferenceWorkspace workspace)
    {
        var beat = (nint)index * work.Tile;
        var beats = (int)Math.Min(work.Tile, work.Count - beat);
        plan.Score(
            work.Input + (beat * BeatLength), work.Context + (beat * plan.Geometry.Definition.ContextLength), beats, workspace,
            new Span<float>(work.Output + (beat * plan.ClassCount), beats * plan.ClassCount));
    }

    private InferenceWorkspace Rent()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } workspace) return workspace;
        }

        return new InferenceWorkspace(plan.Geometry, TileBeats, keepAll: false);
    }

    private void Return(InferenceWorkspace workspace)
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], workspace, null) is null) return;
        }
    }

    /// <summary>A call's beats, cut into tiles; what the pointers stand on is fixed until the call ends.</summary>
    private readonly struct Work(float* input, float* context, float* output, int count, int tile, int tiles)
    {
        public readonly float* Input = input;
        public readonly float* Context = context;
        public readonly float* Output = output;
        public readonly int Count = count;
        public readonly int Tile = tile;
        public readonly int Tiles = tiles;
    }
}
