namespace ArrhythmiaVision.Networks;

/// <summary>
/// One thread's room to score in: each unit's output, with the zero rows about each beat that the next unit's padding
/// asks for. Outputs nothing needs any more give their room to later ones, unless all are kept.
/// </summary>
internal sealed unsafe class InferenceWorkspace
{
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _features;
    private readonly AlignedBuffer[] _slots;
    private readonly int[] _slotOf;
    private readonly int[] _padding;
    private readonly NetworkGeometry _geometry;

    public InferenceWorkspace(NetworkGeometry geometry, int beats, bool keepAll)
    {
        _geometry = geometry;
        Beats = beats;
        var units = geometry.Units;
        _padding = [.. units.Select(u => u.Index + 1 < units.Length ? units[u.Index + 1].Unit.Padding : 0)];
        _slotOf = new int[units.Length];
        var sizes = new List<int>();
        var free = new Stack<int>();
        for (var u = 0; u < units.Length; u++)
        {
            if (!free.TryPop(out var slot))
            {
                slot = sizes.Count;
                sizes.Add(0);
            }

            _slotOf[u] = slot;
            sizes[slot] = Math.Max(sizes[slot], BeatStride(units[u]));
            for (var v = 0; v < u && !keepAll; v++)
            {
                if (LastUse(v) == u) free.Push(_slotOf[v]);
            }
        }

        _slots = [.. sizes.Select(size => new AlignedBuffer((long)size * beats))];
        _input = new AlignedBuffer((long)InputStride * beats);
        _features = new AlignedBuffer(geometry.DenseInputs);
    }

    public int Beats { get; }

    public float* Features => _features.Pointer;

    private int InputStride => _geometry.Definition.InputLength + (2 * _geometry.Units[0].Unit.Padding);

    /// <summary>Copies beats in, with the first unit's padding about each.</summary>
    public void LoadInput(float* beats, int count)
    {
        var length = _geometry.Definition.InputLength;
        var padding = _geometry.Units[0].Unit.Padding;
        for (var i = 0; i < count; i++)
        {
            new ReadOnlySpan<float>(beats + ((nint)i * length), length)
                .CopyTo(new Span<float>(_input.Pointer + ((nint)i * InputStride) + padding, length));
        }
    }

    /// <summary>A unit's input, padding included, and the distance from one beat to the next.</summary>
    public float* PaddedInput(UnitGeometry u, out int stride)
    {
        if (u.Index == 0)
        {
            stride = InputStride;
            return _input.Pointer;
        }

        stride = BeatStride(_geometry.Units[u.Index - 1]);
        return _slots[_slotOf[u.Index - 1]].Pointer;
    }

    /// <summary>A beat's output <c>[length x padded channels]</c>, without the padding about it.</summary>
    public float* Output(UnitGeometry u, int beat) =>
        _slots[_slotOf[u.Index]].Pointer + ((nint)beat * BeatStride(u)) + (_padding[u.Index] * u.OutputChannels);

    public int BeatStride(UnitGeometry u) => (u.Unit.OutputLength + (2 * _padding[u.Index])) * u.OutputChannels;

    public void ClearPadding(UnitGeometry u, int count)
    {
        var padding = _padding[u.Index] * u.OutputChannels;
        if (padding == 0) return;

        for (var i = 0; i < count; i++)
        {
            var output = Output(u, i);
            new Span<float>(output - padding, padding).Clear();
            new Span<float>(output + u.OutputSize, padding).Clear();
        }
    }

    private int LastUse(int unit)
    {
        var last = unit + 1;
        foreach (var u in _geometry.Units)
        {
            if (u.Unit.ShortcutSource == unit) last = Math.Max(last, u.Index);
        }

        return last;
    }
}
