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
        threads = Math.Min(threads, tiles);
        fixed (float* input = beats)
        fixed (float* context = contexts)
        fixed (float* output = probabilities)
        {
            if (threads <= 1) ScoreTiles(input, context, output, count, tile, 0, tiles);
            else ScoreParallel((nint)input, (nint)context, (nint)output, count, tile, tiles, threads);
        }
    }

    /// <summary>Scores the tiles from <paramref name="first"/> up to, but not including, <paramref name="end"/>.</summary>
    private void ScoreTiles(float* input, float* context, float* output, int count, int tile, int first, int end)
    {
        var workspace = Rent();
        for (var i = first; i < end; i++)
        {
            var beat = i * tile;
            var beats = Math.Min(tile, count - beat);
            plan.Score(
                input + ((nint)beat * BeatLength), context + ((nint)beat * plan.Geometry.Definition.ContextLength), beats, workspace,
                new Span<float>(output + ((nint)beat * plan.ClassCount), beats * plan.ClassCount));
        }

        Return(workspace);
    }

    private void ScoreParallel(nint input, nint context, nint output, int count, int tile, int tiles, int threads)
    {
        // Runs of tiles rather than single ones, so that taking the next one costs little.
        var run = Math.Max(1, tiles / (threads * 16));
        var next = 0;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            for (int first; (first = Interlocked.Add(ref next, run) - run) < tiles;)
                ScoreTiles((float*)input, (float*)context, (float*)output, count, tile, first, Math.Min(tiles, first + run));
        });
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
}
