using System.Globalization;
using System.Numerics;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// The logits of every mixture of two beats: of up to 14 pieces each is either the one's or the other's, all 2ⁿ choices. One instance
/// serves one thread, and allocates nothing once it has met its largest task.
/// </summary>
/// <remarks>
/// A point of a convolution sees few pieces, so it has few values over all choices: each is worked out once, layer by layer, and only
/// the last sum over the points of the last map runs over every choice. The result is what scoring each mixture by itself gives, but
/// for the rounding of that sum.
/// </remarks>
public sealed unsafe class CoalitionScorer
{
    /// <summary>The most pieces, of samples and context together.</summary>
    public const int MaxPieces = 14;

    /// <summary>Rows that are gathered before they are multiplied.</summary>
    private const int ChunkRows = 96;

    /// <summary>Floats of all tables together; where more are needed, some pieces are chosen first, one task for each choice.</summary>
    private const long MaxFloats = 1 << 23;

    private readonly InferencePlan _plan;
    private readonly NetworkGeometry _geometry;
    private readonly UnitGeometry[] _units;
    private readonly CoalitionTable[] _tables;
    private readonly AlignedBuffer[] _outputs;
    private readonly AlignedBuffer _gathered;
    private readonly AlignedBuffer _dense;
    private readonly AlignedBuffer _zeros;
    private readonly AlignedBuffer _features;
    private readonly int _classColumns;
    private readonly int[] _pieceOf;
    private readonly float[] _present;
    private readonly float[] _absent;
    private readonly float[] _mixedContext;
    private readonly float[] _contextLogits;
    private readonly int[][] _maps;
    private AlignedBuffer _partial = new(0);

    /// <summary>Makes a scorer.</summary>
    /// <param name="model">The network.</param>
    public CoalitionScorer(ArrhythmiNetModel model)
        : this((model ?? throw new ArgumentNullException(nameof(model))).Plan) => ContextNames = model.ContextNames;

    internal CoalitionScorer(InferencePlan plan)
    {
        ContextNames = [.. Enumerable.Range(0, plan.Geometry.Definition.ContextLength).Select(i => string.Create(CultureInfo.InvariantCulture, $"context {i}"))];
        _plan = plan;
        _geometry = plan.Geometry;
        _units = _geometry.Units;
        _tables = [.. _units.Select(u => new CoalitionTable(u.Unit.OutputLength))];
        _outputs = [.. _units.Select(_ => new AlignedBuffer(0))];
        _gathered = new AlignedBuffer((long)ChunkRows * _units.Max(u => u.Unit.KernelSize * u.InputChannels));
        _classColumns = _geometry.Kernels.Pad(plan.ClassCount);
        _zeros = new AlignedBuffer(_classColumns);
        _features = new AlignedBuffer(_geometry.DenseInputs);
        _dense = PackDense();
        _pieceOf = new int[_geometry.Definition.InputLength];
        _present = new float[_pieceOf.Length];
        _absent = new float[_pieceOf.Length];
        _mixedContext = new float[_geometry.Definition.ContextLength];
        _contextLogits = new float[plan.ClassCount];
        _maps = new int[Math.Max(2, _units.Max(u => u.Unit.KernelSize))][];
        for (var i = 0; i < _maps.Length; i++) _maps[i] = new int[1 << MaxPieces];
    }

    private IReadOnlyList<string> ContextNames { get; }

    /// <summary>Scores every mixture.</summary>
    /// <param name="beat">The beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="other">The beat that stands in where a piece is absent, <c>[360]</c>.</param>
    /// <param name="otherContext">Its context.</param>
    /// <param name="pieces">Pieces of the samples, in any order and without overlap. Samples in none are always the beat's.</param>
    /// <param name="contextPieceOf">The piece of each context value, <c>[context]</c>, from 0 without a gap; -1 for one that is always the
    /// beat's. Empty: all are.</param>
    /// <param name="logits">Receives <c>[2^(pieces + context pieces) x classes]</c>: in row r the i-th piece is the beat's where bit i of r
    /// is 1; the context's pieces come after the samples'.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, a value is NaN or infinite, there are more than
    /// <see cref="MaxPieces"/> pieces, or one overlaps another or lies outside.</exception>
    public void Score(
        ReadOnlySpan<float> beat,
        ReadOnlySpan<float> context,
        ReadOnlySpan<float> other,
        ReadOnlySpan<float> otherContext,
        ReadOnlySpan<BeatPiece> pieces,
        ReadOnlySpan<int> contextPieceOf,
        Span<float> logits)
    {
        CoalitionArguments.CheckBeat(beat, context, _pieceOf.Length, ContextNames, nameof(beat));
        CoalitionArguments.CheckBeat(other, otherContext, _pieceOf.Length, ContextNames, nameof(other));
        var contextPieces = CoalitionArguments.CountContextPieces(contextPieceOf, _mixedContext.Length);
        var players = pieces.Length + contextPieces;
        CoalitionArguments.CheckCount(players, _plan.ClassCount, logits.Length);
        CoalitionArguments.CheckPieces(pieces, _pieceOf.Length);

        Array.Fill(_pieceOf, -1);
        for (var i = 0; i < pieces.Length; i++) _pieceOf.AsSpan(pieces[i].Start, pieces[i].Length).Fill(i);
        var free = pieces.Length;
        while (Prepare(free) > MaxFloats && free > 0) free--;
        Reserve();
        var rows = 1 << free;
        for (var chosen = 0; chosen < 1 << (pieces.Length - free); chosen++)
        {
            Mix(beat, other, free, chosen);
            foreach (var u in _units) Run(u, free);
            Sum(free, logits.Slice(chosen * rows * _plan.ClassCount, rows * _plan.ClassCount));
        }

        AddContext(context, otherContext, contextPieceOf, contextPieces, 1 << pieces.Length, logits);
        GC.KeepAlive(this);
    }

    /// <summary>Finds which pieces each point sees, and says how many floats all points' values take.</summary>
    private long Prepare(int free)
    {
        long floats = 0;
        foreach (var u in _units)
        {
            var table = _tables[u.Index];
            for (var t = 0; t < u.Unit.OutputLength; t++)
            {
                var mask = 0;
                for (var tap = 0; tap < u.Unit.KernelSize; tap++)
                {
                    var i = (t * u.Unit.Stride) + tap - u.Unit.Padding;
                    if ((uint)i >= (uint)u.Unit.InputLength) continue;
                    if (u.Index > 0) mask |= _tables[u.Index - 1].Masks[i];
                    else if ((uint)_pieceOf[i] < (uint)free) mask |= 1 << _pieceOf[i];
                }

                if (u.Unit.ShortcutSource >= 0)
                {
                    var (first, second) = ShortcutPoints(u, t);
                    var source = _tables[u.Unit.ShortcutSource];
                    mask |= source.Masks[first] | (second < 0 ? 0 : source.Masks[second]);
                }

                table.Masks[t] = mask;
            }

            table.Number();
            floats += table.Rows * u.OutputChannels;
        }

        return floats;
    }

    private void Reserve()
    {
        foreach (var u in _units)
        {
            var needed = _tables[u.Index].Rows * u.OutputChannels;
            if (_outputs[u.Index].Length < needed) _outputs[u.Index] = new AlignedBuffer(needed);
        }

        var sums = _tables[^1].Rows * _classColumns;
        if (_partial.Length < sums) _partial = new AlignedBuffer(sums);
    }

    /// <summary>Lays out the two beats that the free pieces are taken from; what is not free is alike in both.</summary>
    private void Mix(ReadOnlySpan<float> beat, ReadOnlySpan<float> other, int free, int chosen)
    {
        for (var i = 0; i < _pieceOf.Length; i++)
        {
            var piece = _pieceOf[i];
            var isPresent = piece < free || ((chosen >> (piece - free)) & 1) != 0;
            _present[i] = isPresent ? beat[i] : other[i];
            _absent[i] = piece >= 0 && piece < free ? other[i] : _present[i];
        }
    }

    private void Run(UnitGeometry u, int free)
    {
        var table = _tables[u.Index];
        if (u.Index > 0 && u.Unit.IsPointwise && table.Masks.AsSpan().SequenceEqual(_tables[u.Index - 1].Masks))
        {
            Convolve(u, _outputs[u.Index - 1].Pointer, 0, (int)table.Rows);
        }
        else
        {
            var size = u.Unit.KernelSize * u.InputChannels;
            int row = 0, first = 0;
            for (var t = 0; t < u.Unit.OutputLength; t++)
            {
                var subsets = 1 << BitOperations.PopCount((uint)table.Masks[t]);
                if (u.Index > 0) ProjectTaps(u, t);
                for (var subset = 0; subset < subsets; subset++)
                {
                    var target = _gathered.Pointer + ((nint)(row - first) * size);
                    if (u.Index > 0) GatherPoints(u, t, subset, target);
                    else GatherSamples(u, t, subset, table.Masks[t], free, target);
                    if (++row - first == ChunkRows)
                    {
                        Convolve(u, _gathered.Pointer, first, ChunkRows);
                        first = row;
                    }
                }
            }

            if (row > first) Convolve(u, _gathered.Pointer, first, row - first);
        }

        if (u.Unit.ShortcutSource >= 0) AddShortcut(u);
    }

    private void ProjectTaps(UnitGeometry u, int t)
    {
        for (var tap = 0; tap < u.Unit.KernelSize; tap++)
        {
            var i = (t * u.Unit.Stride) + tap - u.Unit.Padding;
            if ((uint)i < (uint)u.Unit.InputLength) CoalitionTable.Project(_tables[u.Index].Masks[t], _tables[u.Index - 1].Masks[i], _maps[tap]);
        }
    }

    private void GatherPoints(UnitGeometry u, int t, int subset, float* target)
    {
        var before = _tables[u.Index - 1];
        for (var tap = 0; tap < u.Unit.KernelSize; tap++)
        {
            var i = (t * u.Unit.Stride) + tap - u.Unit.Padding;
            var place = new Span<float>(target + (tap * u.InputChannels), u.InputChannels);
            if ((uint)i >= (uint)u.Unit.InputLength)
            {
                place.Clear();
                continue;
            }

            var source = _outputs[u.Index - 1].Pointer + ((nint)(before.Starts[i] + _maps[tap][subset]) * u.InputChannels);
            new ReadOnlySpan<float>(source, u.InputChannels).CopyTo(place);
        }
    }

    private void GatherSamples(UnitGeometry u, int t, int subset, int mask, int free, float* target)
    {
        for (var tap = 0; tap < u.Unit.KernelSize; tap++)
        {
            var i = (t * u.Unit.Stride) + tap - u.Unit.Padding;
            if ((uint)i >= (uint)_pieceOf.Length)
            {
                target[tap] = 0;
                continue;
            }

            var piece = _pieceOf[i];
            var isPresent = (uint)piece >= (uint)free || ((subset >> BitOperations.PopCount((uint)(mask & ((1 << piece) - 1)))) & 1) != 0;
            target[tap] = isPresent ? _present[i] : _absent[i];
        }
    }

    /// <summary>Convolves windows that lie one after the other into rows of the unit's table.</summary>
    private void Convolve(UnitGeometry u, float* windows, int firstRow, int count)
    {
        var kernels = _geometry.Kernels;
        var output = _outputs[u.Index].Pointer + ((nint)firstRow * u.OutputChannels);
        var bias = _plan.Bias(u);
        if (u.Unit.Kind == ConvolutionKind.Depthwise)
        {
            kernels.Depthwise(
                windows, u.Unit.KernelSize, u.Unit.KernelSize, _plan.Weights(u), bias, u.Unit.Low, u.Unit.High, output, u.OutputChannels, count, u.OutputChannels);
            return;
        }

        kernels.Multiply(
            RowBlock.Contiguous(windows, count, u.Depth), u.Depth, _plan.Weights(u), u.Panels, bias, u.Unit.Low, u.Unit.High,
            RowBlock.Contiguous(output, count, u.OutputChannels));
    }

    private void AddShortcut(UnitGeometry u)
    {
        var source = _units[u.Unit.ShortcutSource];
        var (table, sources) = (_tables[u.Index], _tables[source.Index]);
        var channels = Math.Min(source.OutputChannels, u.OutputChannels);
        for (var t = 0; t < u.Unit.OutputLength; t++)
        {
            var (first, second) = ShortcutPoints(u, t);
            CoalitionTable.Project(table.Masks[t], sources.Masks[first], _maps[0]);
            if (second >= 0) CoalitionTable.Project(table.Masks[t], sources.Masks[second], _maps[^1]);
            var subsets = 1 << BitOperations.PopCount((uint)table.Masks[t]);
            for (var subset = 0; subset < subsets; subset++)
            {
                Shortcut.AddPoint(
                    _geometry.Kernels,
                    _outputs[source.Index].Pointer + ((nint)(sources.Starts[first] + _maps[0][subset]) * source.OutputChannels),
                    second < 0 ? null : _outputs[source.Index].Pointer + ((nint)(sources.Starts[second] + _maps[^1][subset]) * source.OutputChannels),
                    channels,
                    _outputs[u.Index].Pointer + ((nint)(table.Starts[t] + subset) * u.OutputChannels));
            }
        }
    }

    /// <summary>The points of the shortcut's source that reach a point: one, or two that are averaged (the second -1 where there is none).</summary>
    private (int First, int Second) ShortcutPoints(UnitGeometry u, int t)
    {
        var length = _units[u.Unit.ShortcutSource].Unit.OutputLength;
        if (length == u.Unit.OutputLength) return (t, -1);
        return (2 * t, (2 * t) + 1 < length ? (2 * t) + 1 : -1);
    }

    /// <summary>What each value of a point of the last map adds to the logits, and their sums for every choice of the free pieces.</summary>
    private void Sum(int free, Span<float> logits)
    {
        var table = _tables[^1];
        var last = _units[^1];
        _geometry.Kernels.Multiply(
            RowBlock.Contiguous(_outputs[^1].Pointer, (int)table.Rows, last.OutputChannels), last.OutputChannels, _dense.Pointer,
            _classColumns / _geometry.Kernels.Width, _zeros.Pointer, float.NegativeInfinity, float.PositiveInfinity,
            RowBlock.Contiguous(_partial.Pointer, (int)table.Rows, _classColumns));
        logits.Clear();
        var classes = _plan.ClassCount;
        for (var t = 0; t < last.Unit.OutputLength; t++)
        {
            CoalitionTable.Project((1 << free) - 1, table.Masks[t], _maps[0]);
            for (var s = 0; s < 1 << free; s++)
            {
                var part = _partial.Pointer + ((nint)(table.Starts[t] + _maps[0][s]) * _classColumns);
                for (var k = 0; k < classes; k++) logits[(s * classes) + k] += part[k];
            }
        }
    }

    /// <summary>Adds the biases and what each choice of the context adds; the choices' rows are filled from the last to the first.</summary>
    private void AddContext(ReadOnlySpan<float> context, ReadOnlySpan<float> otherContext, ReadOnlySpan<int> pieceOf, int pieces, int rows, Span<float> logits)
    {
        var classes = _plan.ClassCount;
        for (var choice = (1 << pieces) - 1; choice >= 0; choice--)
        {
            context.CopyTo(_mixedContext);
            for (var i = 0; i < pieceOf.Length; i++)
            {
                if (pieceOf[i] >= 0 && ((choice >> pieceOf[i]) & 1) == 0) _mixedContext[i] = otherContext[i];
            }

            // With no channel pooled, what is left of the logits is the biases and the context's part.
            fixed (float* values = _mixedContext) Classifier.Context(_geometry, _plan.Packed, values, _features.Pointer);
            Classifier.Logits(_geometry, _plan.Packed, _features.Pointer, _contextLogits);
            var target = logits.Slice(choice * rows * classes, rows * classes);
            for (var i = 0; i < target.Length; i += classes)
            {
                for (var k = 0; k < classes; k++) target[i + k] = logits[i + k] + _contextLogits[k];
            }
        }
    }

    /// <summary>The dense weights of the pooled channels, over the map's length, in panels.</summary>
    private AlignedBuffer PackDense()
    {
        var (channels, width) = (_geometry.FeatureChannels, _geometry.Kernels.Width);
        var packed = new AlignedBuffer((long)channels * _classColumns);
        for (var k = 0; k < _plan.ClassCount; k++)
        {
            for (var c = 0; c < channels; c++)
                packed.Span[((((k / width) * channels) + c) * width) + (k % width)] = _plan.DenseWeights(k)[c] / _units[^1].Unit.OutputLength;
        }

        return packed;
    }
}
