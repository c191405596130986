namespace ArrhythmiaVision.Signals;

/// <summary>Judges second by second what can be made of a lead as recorded. Holds three numbers a second.</summary>
/// <remarks>
/// <para>A second is <see cref="SignalCondition.Missing"/> where more than half of its samples are, and <see cref="SignalCondition.Flat"/> where
/// the others lie within 0.01 mV. It is <see cref="SignalCondition.Saturated"/> where its highest or lowest value is held for 0.08 s and lies
/// 1 mV or more from its median: no ECG has such a plateau. The rest is held against what is usual in the recording, the median of the
/// ranges of its seconds: it is <see cref="SignalCondition.Noisy"/> where the noise's standard deviation is above 3 % of that (and above
/// 0.02 mV), or where the baseline is more than half of that away from where it is in the seconds about it.</para>
/// <para>Noise is measured by the median of absolute second differences over some 6 ms, which QRS complexes, a tenth of the time, hardly
/// change. Against the noise marks of MIT-BIH the rule is cautious: docs/report.md has the figures.</para>
/// </remarks>
public sealed class SignalQuality
{
    /// <summary>The lowest sampling rate, samples a second.</summary>
    public const double MinRate = 20;

    /// <summary>The highest sampling rate, samples a second.</summary>
    public const double MaxRate = 100_000;

    /// <summary>Of white noise of standard deviation 1, the median of absolute second differences.</summary>
    private const double MedianDifference = 0.67448975019608171 * 2.4494897427831779;

    private const float FlatRange = 0.01f;
    private const double PlateauSeconds = 0.08;
    private const float PlateauDistance = 1;
    private const double NoiseShare = 0.03;
    private const double LeastNoise = 0.02;
    private const double BaselineShare = 0.5;
    private const int BaselineSeconds = 4;

    private readonly List<Second> _seconds = [];
    private readonly float[] _block;
    private readonly float[] _present;
    private readonly float[] _sorted;
    private readonly int _lag;
    private readonly int _plateau;
    private int _filled;
    private long _samples;

    /// <summary>Begins with a lead.</summary>
    /// <param name="samplingRate">Its samples a second, 20 to 100,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its range.</exception>
    public SignalQuality(double samplingRate)
    {
        if (!(samplingRate >= MinRate && samplingRate <= MaxRate))
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, "The sampling rate must lie between 20 and 100,000 samples a second.");
        var length = (int)Math.Round(samplingRate);
        (_block, _present, _sorted) = (new float[length], new float[length], new float[length]);
        _lag = Math.Max(1, (int)Math.Round(samplingRate / 180));
        _plateau = Math.Max(3, (int)Math.Ceiling(PlateauSeconds * samplingRate));
    }

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Samples in mV; missing ones are NaN or infinite.</param>
    public void Push(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, _block.Length - _filled);
            samples[..count].CopyTo(_block.AsSpan(_filled));
            _filled += count;
            samples = samples[count..];
            if (_filled == _block.Length) Measure();
        }
    }

    /// <summary>Judges what was pushed, the last part of a second too.</summary>
    /// <returns>Stretches that follow one another from the first sample to the last; neighbours differ in condition.</returns>
    public IReadOnlyList<SignalStretch> Finish()
    {
        if (_filled > 0) Measure();
        var usual = Usual();
        var stretches = new List<SignalStretch>();
        for (var i = 0; i < _seconds.Count; i++)
        {
            var condition = Judge(i, usual);
            var start = (long)i * _block.Length;
            var end = Math.Min(start + _block.Length, _samples);
            if (stretches.Count > 0 && stretches[^1].Condition == condition) stretches[^1] = stretches[^1] with { End = end };
            else stretches.Add(new SignalStretch(start, end, condition));
        }
        return stretches;
    }

    private SignalCondition Judge(int second, float usual)
    {
        var (condition, _, noise, _) = _seconds[second];
        if (condition != SignalCondition.Good) return condition;
        if (noise > Math.Max(LeastNoise, NoiseShare * usual)) return SignalCondition.Noisy;
        return Math.Abs(_seconds[second].Median - BaselineAbout(second)) > BaselineShare * usual ? SignalCondition.Noisy : SignalCondition.Good;
    }

    /// <summary>The median of the medians of the seconds about one.</summary>
    private float BaselineAbout(int second)
    {
        Span<float> about = stackalloc float[2 * BaselineSeconds + 1];
        var count = 0;
        for (var i = Math.Max(0, second - BaselineSeconds); i <= Math.Min(_seconds.Count - 1, second + BaselineSeconds); i++)
        {
            if (_seconds[i].Condition == SignalCondition.Good) about[count++] = _seconds[i].Median;
        }
        about = about[..count];
        about.Sort();
        return about[count / 2];
    }

    private float Usual()
    {
        var ranges = _seconds.Where(second => second.Condition == SignalCondition.Good).Select(second => second.Range).Order().ToArray();
        return ranges.Length == 0 ? 0 : ranges[ranges.Length / 2];
    }

    private void Measure()
    {
        var block = _block.AsSpan(0, _filled);
        _samples += _filled;
        _filled = 0;
        var count = 0;
        foreach (var sample in block)
        {
            if (!MissingSamples.IsMissing(sample)) _present[count++] = sample;
        }
        if (2 * count < block.Length || count == 0)
        {
            _seconds.Add(new(SignalCondition.Missing, 0, 0, 0));
            return;
        }

        var present = _present.AsSpan(0, count);
        var sorted = _sorted.AsSpan(0, count);
        present.CopyTo(sorted);
        sorted.Sort();
        var (lowest, median, highest) = (sorted[0], sorted[count / 2], sorted[^1]);
        var condition = highest - lowest <= FlatRange ? SignalCondition.Flat
            : (highest - median >= PlateauDistance && IsHeld(present, highest)) || (median - lowest >= PlateauDistance && IsHeld(present, lowest)) ? SignalCondition.Saturated
            : SignalCondition.Good;
        _seconds.Add(new(condition, highest - lowest, Noise(present), median));
    }

    private bool IsHeld(ReadOnlySpan<float> samples, float value)
    {
        var run = 0;
        foreach (var sample in samples)
        {
            run = sample == value ? run + 1 : 0;
            if (run >= _plateau) return true;
        }
        return false;
    }

    private float Noise(ReadOnlySpan<float> samples)
    {
        var count = samples.Length - 2 * _lag;
        if (count < 1) return 0;
        var differences = _sorted.AsSpan(0, count);
        for (var i = 0; i < count; i++) differences[i] = Math.Abs(samples[i] - 2 * samples[i + _lag] + samples[i + 2 * _lag]);
        differences.Sort();
        return (float)(differences[count / 2] / MedianDifference);
    }

    private readonly record struct Second(SignalCondition Condition, float Range, float Noise, float Median);
}
