namespace ArrhythmiaVision.Networks;

/// <summary>
/// An epoch's beats in their drawn order, cut into batches whose sizes differ by one at most, each beat shifted and scaled
/// as drawn for it.
/// </summary>
/// <remarks>
/// Every draw depends on the seed, the epoch and the beat alone, never on what was drawn before: threads may load in any
/// order, and a resumed run draws what an unbroken one would.
/// </remarks>
internal sealed class EpochBatches : IBatchSource
{
    private readonly BeatDataset _data;
    private readonly int[] _order;
    private readonly ulong _seed;
    private readonly int _shift;
    private readonly float _gain;
    private readonly double _logStretch;
    private readonly double _wander;
    private ulong _epochKey;
    private int _start;

    public EpochBatches(BeatDataset data, ArrhythmiNetTrainingOptions options)
    {
        _data = data;
        _order = new int[data.Count];
        _seed = (ulong)options.Seed;
        _shift = options.ShiftSamples;
        _gain = (float)options.GainJitter;
        _logStretch = Math.Log(1 + options.StretchJitter);
        _wander = options.WanderAmplitude;
        Steps = (data.Count + options.BatchSize - 1) / options.BatchSize;
    }

    /// <summary>Batches in an epoch.</summary>
    public int Steps { get; }

    /// <summary>Draws the order of an epoch.</summary>
    public void BeginEpoch(int epoch)
    {
        _epochKey = RandomBits.Mix(RandomBits.Mix(_seed) + (ulong)epoch);
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        for (var i = _order.Length - 1; i > 0; i--)
        {
            var j = RandomBits.Below(RandomBits.Mix(_epochKey ^ RandomBits.OrderStream, (ulong)i), i + 1);
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }
    }

    /// <summary>Turns to a batch of the epoch and gives its size.</summary>
    public int BeginStep(int step)
    {
        _start = (int)((long)_data.Count * step / Steps);
        return (int)((long)_data.Count * (step + 1) / Steps) - _start;
    }

    public int Load(int position, Span<float> beat, Span<float> context)
    {
        var index = _order[_start + position];
        var bits = RandomBits.Mix(_epochKey ^ RandomBits.AugmentationStream, (ulong)(_start + position));
        var shift = RandomBits.Below(bits, (2 * _shift) + 1) - _shift;
        var gain = 1 + (_gain * ((2 * RandomBits.Unit(RandomBits.Mix(bits))) - 1));
        var samples = _data.Samples.AsSpan(index * BeatDataset.BeatLength, BeatDataset.BeatLength);
        Augment(samples, shift, gain, beat);
        if (_logStretch > 0) Stretch(beat, Math.Exp(_logStretch * ((2 * Draw(bits, 1)) - 1)));
        if (_wander > 0) AddWander(beat, _wander * Draw(bits, 2), 0.5 + (1.5 * Draw(bits, 3)), Draw(bits, 4));
        _data.Context?.Values.AsSpan(index * context.Length, context.Length).CopyTo(context);
        return _data.Labels[index];
    }

    /// <summary>beat[i] = gain · samples[i − shift], the edge sample standing in for those beyond it.</summary>
    internal static void Augment(ReadOnlySpan<float> samples, int shift, float gain, Span<float> beat)
    {
        var from = Math.Max(0, -shift);
        var to = Math.Max(0, shift);
        var count = samples.Length - Math.Abs(shift);
        beat[..to].Fill(samples[0] * gain);
        var source = samples.Slice(from, count);
        var target = beat.Slice(to, count);
        for (var i = 0; i < target.Length; i++) target[i] = source[i] * gain;
        beat[(to + count)..].Fill(samples[^1] * gain);
    }

    /// <summary>Stretches the beat in time about its middle, interpolating between samples; the edge samples stand in for those beyond them.</summary>
    internal static void Stretch(Span<float> beat, double factor)
    {
        Span<float> source = stackalloc float[beat.Length];
        beat.CopyTo(source);
        var middle = beat.Length / 2;
        for (var i = 0; i < beat.Length; i++)
        {
            var at = Math.Clamp(middle + ((i - middle) / factor), 0, beat.Length - 1);
            var below = Math.Min((int)at, beat.Length - 2);
            beat[i] = source[below] + ((float)(at - below) * (source[below + 1] - source[below]));
        }
    }

    /// <summary>Adds amplitude · sin(2π (phase + periods · i / length)).</summary>
    internal static void AddWander(Span<float> beat, double amplitude, double periods, double phase)
    {
        for (var i = 0; i < beat.Length; i++)
            beat[i] += (float)(amplitude * Math.Sin(2 * Math.PI * (phase + (periods * i / beat.Length))));
    }

    /// <summary>The beat's n-th further draw, from 0 up to 1.</summary>
    private static float Draw(ulong bits, ulong n) => RandomBits.Unit(RandomBits.Mix(bits, n));
}
