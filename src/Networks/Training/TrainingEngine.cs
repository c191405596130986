namespace ArrhythmiaVision.Networks;

/// <summary>
/// A network in training: its packed weights, the values and gradients of a batch, and each unit's forward and backward
/// work on one chunk of the batch.
/// </summary>
/// <remarks>
/// A batch is cut into chunks of a size that depends on the batch size alone. Every sum over the batch is a sum within each
/// chunk, then over the chunks in order: the bits do not depend on which thread took which chunk. Raw convolutions are
/// stored; normalised and activated values are worked out again, tile by tile, where they are read.
/// </remarks>
internal sealed unsafe partial class TrainingEngine
{
    private const float Momentum = 0.1f;
    private const int SmallestChunk = 4;
    private const int MostChunks = 32;

    // Floats of input and output a tile takes: well within the second-level cache, and rows enough for a block of the
    // weights' gradient to be worth its way to memory and back.
    private const int PointwiseTileFloats = 24 * 1024;
    private const int WindowedTileFloats = 16 * 1024;

    private readonly NetworkDefinition _definition;
    private readonly NetworkKernels _kernels;
    private readonly UnitGeometry[] _units;
    private readonly bool[] _residual;
    private readonly int[] _tileGroups;
    private readonly AlignedBuffer _packed;
    private readonly AlignedBuffer _first;
    private readonly AlignedBuffer _second;
    private readonly AlignedBuffer _transposed;
    private readonly AlignedBuffer _parts;
    private readonly AlignedBuffer _moments;
    private readonly AlignedBuffer _norms;
    private readonly AlignedBuffer _means;
    private readonly AlignedBuffer _variances;
    private readonly AlignedBuffer _zeros;
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _contexts;
    private readonly AlignedBuffer[] _values;
    private readonly AlignedBuffer?[] _outputs;
    private readonly AlignedBuffer[] _gradients;
    private readonly int[] _gradientSlots;
    private readonly int[] _slotSizes;
    private readonly List<OptimizerBlock> _optimizerBlocks;
    private readonly List<TransposeBlock> _transposeBlocks;
    private readonly int[] _labels;
    private readonly OneShape? _oneShape;
    private readonly IReadOnlyList<ArrhythmiNetModel> _teachers;
    private readonly double[] _chunkLoss;
    private readonly int[] _chunkCorrect;
    private int _batch;

    /// <param name="definition">The network.</param>
    /// <param name="kernels">What it is worked out by.</param>
    /// <param name="batchSize">Beats in a full batch.</param>
    /// <param name="labelSmoothing">The share of a label that is spread over all classes.</param>
    /// <param name="oneShape">What its classes of one shape are held by; null where there are none.</param>
    /// <param name="teachers">Models whose mean probabilities stand in for the labels; none for the labels.</param>
    /// <param name="cancellation">Ends the making early: the memory that a large batch takes is not had at once.</param>
    public TrainingEngine(NetworkDefinition definition, NetworkKernels kernels, int batchSize, double labelSmoothing, OneShape? oneShape = null, IReadOnlyList<ArrhythmiNetModel>? teachers = null, CancellationToken cancellation = default)
    {
        _definition = definition;
        _kernels = kernels;
        Geometry = new NetworkGeometry(definition, kernels);
        _units = Geometry.Units;
        BatchSize = batchSize;
        ChunkSize = Math.Max(SmallestChunk, (batchSize + MostChunks - 1) / MostChunks);
        LabelSmoothing = labelSmoothing;
        _oneShape = oneShape;
        _teachers = teachers ?? [];
        var chunks = ChunksOfFullBatch;

        _residual = [.. _units.Select(u => definition.IsResidual(u.Index))];
        _tileGroups = [.. _units.Select(u => TileGroups(u, ChunkSize))];
        _packed = new AlignedBuffer(Geometry.PackedCount);
        _first = new AlignedBuffer(Geometry.PackedCount);
        _second = new AlignedBuffer(Geometry.PackedCount);
        _transposed = new AlignedBuffer(Geometry.TransposedCount);
        _parts = new AlignedBuffer((long)chunks * Geometry.PackedCount);
        _moments = new AlignedBuffer((long)chunks * 3 * Geometry.ChannelCount);
        _norms = new AlignedBuffer((long)NormState.Values * Geometry.ChannelCount);
        _means = new AlignedBuffer(Geometry.ChannelCount);
        _variances = new AlignedBuffer(Geometry.ChannelCount);
        _zeros = new AlignedBuffer(_units.Max(u => Math.Max(kernels.Pad(u.InputChannels), u.OutputChannels)));
        _input = new AlignedBuffer((long)batchSize * PaddedInput);
        _contexts = new AlignedBuffer((long)batchSize * definition.ContextLength);
        _values = [.. _units.Select(u => OfBatch((long)batchSize * u.OutputSize))];
        _outputs = [.. _units.Select(u => _residual[u.Index] ? OfBatch((long)batchSize * u.OutputSize) : null)];
        var slots = new GradientSlots(Geometry);
        _gradientSlots = slots.SlotOf;
        _slotSizes = slots.Sizes;
        _gradients = [.. slots.Sizes.Select(size => OfBatch((long)chunks * ChunkSize * size))];
        _labels = new int[batchSize];
        _chunkLoss = new double[chunks];
        _chunkCorrect = new int[chunks];
        _optimizerBlocks = BuildOptimizerBlocks();
        _transposeBlocks = BuildTransposeBlocks();

        AlignedBuffer OfBatch(long size)
        {
            cancellation.ThrowIfCancellationRequested();
            return new AlignedBuffer(size);
        }
    }

    public NetworkGeometry Geometry { get; }

    public int BatchSize { get; }

    public int ChunkSize { get; }

    public double LabelSmoothing { get; }

    public int UnitCount => _units.Length;

    /// <summary>Chunks of a full batch: more threads than these find nothing to do.</summary>
    public int ChunksOfFullBatch => (BatchSize + ChunkSize - 1) / ChunkSize;

    /// <summary>Chunks of the batch under way.</summary>
    public int Chunks => (_batch + ChunkSize - 1) / ChunkSize;

    private int PaddedInput => _definition.InputLength + (2 * _units[0].Unit.Padding);

    public TrainingWorkspace CreateWorkspace() => new(Geometry, _tileGroups, _teachers);

    public void SetNumbers(ReadOnlySpan<float> numbers)
    {
        Geometry.Pack(numbers, _packed.Pointer, _means.Pointer, _variances.Pointer);
        GC.KeepAlive(this);
    }

    public void GetNumbers(Span<float> numbers)
    {
        Geometry.Unpack(_packed.Pointer, _means.Pointer, _variances.Pointer, numbers);
        GC.KeepAlive(this);
    }

    /// <summary>The optimiser's moments, in the order of the flat list (its running statistics' places unused).</summary>
    public void GetMoments(Span<float> first, Span<float> second)
    {
        Geometry.Unpack(_first.Pointer, null, null, first);
        Geometry.Unpack(_second.Pointer, null, null, second);
        GC.KeepAlive(this);
    }

    public void SetMoments(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        Geometry.Pack(first, _first.Pointer, null, null);
        Geometry.Pack(second, _second.Pointer, null, null);
        GC.KeepAlive(this);
    }

    /// <summary>The last backward pass's gradients, in the order of the flat list (running statistics' places unused).</summary>
    public void GetGradients(Span<float> numbers)
    {
        var total = new AlignedBuffer(Geometry.PackedCount);
        for (var chunk = 0; chunk < Chunks; chunk++)
            _kernels.AddScaled(Part(chunk), 1, Geometry.PackedCount, total.Pointer, accumulate: true);
        Geometry.Unpack(total.Pointer, null, null, numbers);
        GC.KeepAlive(total);
        GC.KeepAlive(this);
    }

    /// <summary>Sets the size of the batch that the next forward pass takes.</summary>
    public void BeginBatch(int count) => _batch = count;

    /// <summary>The batch's summed loss and its number of beats classified right.</summary>
    public (double Loss, int Correct) Totals()
    {
        var loss = 0.0;
        var correct = 0;
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            loss += _chunkLoss[chunk];
            correct += _chunkCorrect[chunk];
        }

        return (loss, correct);
    }

    private static int TileGroups(UnitGeometry u, int chunkSize)
    {
        var floats = (u.GroupPaddedLength * u.InputChannels) + (u.GroupGradientLength * u.OutputChannels);
        var groups = Math.Max(1, (u.Unit.IsPointwise ? PointwiseTileFloats : WindowedTileFloats) / floats);
        if (u.Unit.IsPointwise) groups = Math.Max(12, groups / 12 * 12);
        return Math.Min(groups, chunkSize * u.GroupsPerBeat);
    }

    private (int First, int Count) Beats(int chunk)
    {
        var first = chunk * ChunkSize;
        return (first, Math.Min(ChunkSize, _batch - first));
    }

    private float* Samples(int beat) => _input.Pointer + ((nint)beat * PaddedInput) + _units[0].Unit.Padding;

    private float* Context(int beat) => _contexts.Pointer + ((nint)beat * _definition.ContextLength);

    private float* Values(UnitGeometry u, int beat) => _values[u.Index].Pointer + ((nint)beat * u.OutputSize);

    private float* Output(UnitGeometry u, int beat) => _outputs[u.Index]!.Pointer + ((nint)beat * u.OutputSize);

    /// <summary>
    /// A chunk's gradients begin at the same place whichever unit holds the buffer: its lines stay in the cache of the thread that
    /// takes the chunk.
    /// </summary>
    private float* Gradient(UnitGeometry u, int beat)
    {
        var slot = _gradientSlots[u.Index];
        var chunk = beat / ChunkSize;
        return _gradients[slot].Pointer + ((nint)chunk * ChunkSize * _slotSizes[slot]) + ((nint)(beat - (chunk * ChunkSize)) * u.OutputSize);
    }

    private float* Part(int chunk) => _parts.Pointer + ((nint)chunk * Geometry.PackedCount);

    /// <summary>A chunk's pivot, sum and sum of squares of each channel.</summary>
    private float* ChunkMoments(UnitGeometry u, int chunk) =>
        _moments.Pointer + ((nint)chunk * 3 * Geometry.ChannelCount) + (3 * u.ChannelOffset);

    private NormState Norm(UnitGeometry u) => new(_norms.Pointer + (NormState.Values * u.ChannelOffset), u.OutputChannels);
}
