namespace ArrhythmiaVision.Analysis;

/// <summary>The newest samples of a signal in one piece.</summary>
internal sealed class SampleWindow
{
    private float[] _samples = new float[1 << 12];
    private int _from;
    private int _to;

    /// <summary>The number of the first sample held.</summary>
    public long Start { get; private set; }

    /// <summary>The number of the sample that comes next.</summary>
    public long End => Start + _to - _from;

    /// <summary>Samples by their numbers.</summary>
    public ReadOnlySpan<float> Slice(long first, int count) => _samples.AsSpan(_from + (int)(first - Start), count);

    /// <summary>Room for samples to come, to be filled from its beginning.</summary>
    public Span<float> Room(int count)
    {
        if (_to + count > _samples.Length)
        {
            var held = _samples.AsSpan(_from, _to - _from);
            if (held.Length + count > _samples.Length / 2)
                _samples = new float[2 * (held.Length + count)];
            held.CopyTo(_samples);
            (_from, _to) = (0, held.Length);
        }
        return _samples.AsSpan(_to, count);
    }

    /// <summary>Adds samples that were put into <see cref="Room"/>.</summary>
    public void Add(int count) => _to += count;

    /// <summary>Forgets samples before a number.</summary>
    public void DropBefore(long number)
    {
        var drop = (int)Math.Clamp(number - Start, 0, _to - _from);
        _from += drop;
        Start += drop;
    }
}
