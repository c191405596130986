namespace ArrhythmiaVision.Signals;

/// <summary>Brings a signal from one sampling rate to another, 360 Hz by default.</summary>
/// <remarks>
/// <para>A band-limited polyphase filter: each output sample, at time <c>t = m / OutputRate</c>, is the sum of the input samples about
/// <c>t</c>, weighted with a sinc cut off at <see cref="Cutoff"/> times half the lower of the two rates under a Kaiser window of
/// 32 zero crossings (<see cref="ZeroCrossings"/>) or fewer to each side. The filter is symmetric about <c>t</c>, so its phase is linear, its
/// delay is compensated, and sample 0 stays at time 0. Every phase's weights are scaled to a sum of 1, so a constant stays
/// exactly constant. (Crochiere and Rabiner, <em>Multirate Digital Signal Processing</em>, 1983; the window: Kaiser, 1974.)</para>
/// <para>The two rates are taken as the nearest fraction with both parts at most 65,535, which is exact for rates such as 250, 257, 1000
/// or 128 Hz and otherwise off by less than 10⁻⁷ of a sample a sample.</para>
/// <para>Beyond its ends the signal is taken to keep its first and last value. Missing samples (NaN or infinite) are bridged by a
/// straight line for the filter, and an output sample is NaN where the input sample nearest to its time is missing.</para>
/// <para>Instances are immutable and may be shared between threads.</para>
/// </remarks>
public sealed class Resampler
{
    /// <summary>The rate the models here are made for, in samples a second.</summary>
    public const double DefaultOutputRate = 360;

    /// <summary>Zero crossings of the sinc to each side of its centre, where not fewer are asked for.</summary>
    public const int ZeroCrossings = 32;

    /// <summary>The filter's cut-off, the point of half amplitude, as a share of half the lower rate.</summary>
    public const double Cutoff = 0.92;

    // What beats are told within leaves so much for it: docs/streaming.md.
    private const double BeatLookAheadSeconds = 0.075;

    // Kaiser's β for about 80 dB in the stop band.
    private const double KaiserBeta = 7.857;

    private const int MaxPart = ushort.MaxValue;

    private readonly int _up;
    private readonly int _down;
    private readonly int _half;
    private readonly float[] _weights;

    /// <summary>Makes a resampler.</summary>
    /// <param name="inputRate">The signal's rate in samples a second, above 0.</param>
    /// <param name="outputRate">The wanted rate in samples a second, above 0.</param>
    /// <param name="zeroCrossings">Zero crossings of the filter to each side, 1 to 1024: with fewer it looks ahead less, and cuts off less sharply.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not a number above 0, or one is more than 1000 times the other; or there are too few or too many zero crossings.</exception>
    public Resampler(double inputRate, double outputRate = DefaultOutputRate, int zeroCrossings = ZeroCrossings)
    {
        CheckRate(inputRate, nameof(inputRate));
        CheckRate(outputRate, nameof(outputRate));
        if (zeroCrossings is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(zeroCrossings), zeroCrossings, "A filter has 1 to 1024 zero crossings to each side.");
        var ratio = outputRate / inputRate;
        if (ratio is < 1e-3 or > 1e3)
            throw new ArgumentOutOfRangeException(nameof(outputRate), outputRate, Invariant($"From {inputRate} to {outputRate} samples a second is more than a factor of 1000."));
        InputRate = inputRate;
        OutputRate = outputRate;
        (_up, _down) = NearestFraction(ratio);

        // The distance between zero crossings, in input samples, grows when the output's rate is the lower one.
        var cut = Cutoff * Math.Min(1, (double)_up / _down);
        _half = IsIdentity ? 0 : (int)Math.Ceiling(zeroCrossings / cut);
        _weights = IsIdentity ? [] : MakeWeights(cut, zeroCrossings / cut);
    }

    /// <summary>What brings a lead to the rate that beats are cut at, 360 samples a second, looking ahead by 0.075 s at most from 60 samples a second on, so that live beats
    /// are told in time.</summary>
    /// <param name="inputRate">The lead's rate in samples a second, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a number above 0, or more than 1000 times more or less than 360.</exception>
    public static Resampler ForBeats(double inputRate)
    {
        CheckRate(inputRate, nameof(inputRate));
        var most = BeatLookAheadSeconds * Cutoff * Math.Min(inputRate, DefaultOutputRate);
        return new Resampler(inputRate, DefaultOutputRate, Math.Clamp((int)most, 4, ZeroCrossings));
    }

    /// <summary>The input's rate in samples a second.</summary>
    public double InputRate { get; }

    /// <summary>The output's rate in samples a second.</summary>
    public double OutputRate { get; }

    /// <summary>Whether the rates are equal, so that resampling only copies.</summary>
    public bool IsIdentity => _up == _down;

    /// <summary>The number of output samples of a signal: up to the one nearest to the last input sample, so that
    /// <see cref="MapSample"/> of every input sample is an output sample.</summary>
    /// <param name="inputLength">The input's length in samples, 0 or more.</param>
    public int OutputLength(int inputLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputLength);
        return inputLength == 0 ? 0 : checked((int)(MapSample(inputLength - 1) + 1));
    }

    /// <summary>The output sample nearest in time to an input sample, as annotations need it; of two equally near, the later.</summary>
    /// <param name="sample">An input sample number, counted from 0; it may lie outside the signal.</param>
    public long MapSample(long sample) => DivideToNearest((Int128)sample * _up, _down);

    /// <summary>By how many input samples after its own time an output sample is known at the latest.</summary>
    public int LookAhead => _half;

    /// <summary>How many input samples an output sample is the sum of.</summary>
    internal int Taps => 2 * _half;

    /// <summary>The first of the input samples that an output sample is the sum of, and their weights.</summary>
    internal long FirstInput(long output, out ReadOnlySpan<float> weights)
    {
        var place = output * _down;
        weights = _weights.AsSpan((int)(place % _up) * Taps, Taps);
        return place / _up - _half + 1;
    }

    /// <summary>The input sample nearest in time to an output sample; of two equally near, the later.</summary>
    internal long NearestInput(long output) => DivideToNearest((Int128)output * _down, _up);

    /// <summary>Maps many sample numbers as <see cref="MapSample"/> does.</summary>
    /// <param name="samples">Input sample numbers.</param>
    /// <param name="mapped">Receives the output sample numbers; may be the same memory as <paramref name="samples"/>.</param>
    /// <exception cref="ArgumentException">The spans' lengths differ.</exception>
    public void MapSamples(ReadOnlySpan<long> samples, Span<long> mapped)
    {
        if (mapped.Length != samples.Length)
            throw new ArgumentException(Invariant($"There are {samples.Length} sample numbers but {mapped.Length} places for them."), nameof(mapped));
        for (var i = 0; i < samples.Length; i++) mapped[i] = MapSample(samples[i]);
    }

    /// <summary>Resamples a whole signal.</summary>
    /// <param name="signal">The input, one lead.</param>
    /// <returns>The output, <see cref="OutputLength"/> samples.</returns>
    public float[] Resample(ReadOnlySpan<float> signal)
    {
        var output = new float[OutputLength(signal.Length)];
        Resample(signal, output);
        return output;
    }

    /// <summary>Resamples a whole signal into given memory.</summary>
    /// <param name="signal">The input, one lead.</param>
    /// <param name="output">Receives <see cref="OutputLength"/> samples; must not share memory with <paramref name="signal"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="output"/> has the wrong length or shares memory with the input.</exception>
    public void Resample(ReadOnlySpan<float> signal, Span<float> output)
    {
        if (output.Length != OutputLength(signal.Length))
            throw new ArgumentException(Invariant($"{signal.Length} samples become {OutputLength(signal.Length)}; the output has {output.Length}."), nameof(output));
        if (output.Overlaps(signal))
            throw new ArgumentException("The output must not share memory with the signal.", nameof(output));
        if (IsIdentity)
        {
            signal.CopyTo(output);
            return;
        }

        if (!MissingSamples.Any(signal))
        {
            Filter(signal, output);
            return;
        }

        var bridged = signal.ToArray();
        if (!Bridge(bridged))
        {
            output.Fill(float.NaN);
            return;
        }
        Filter(bridged, output);
        for (var m = 0; m < output.Length; m++)
        {
            var nearest = (int)Math.Min(NearestInput(m), signal.Length - 1);
            if (MissingSamples.IsMissing(signal[nearest])) output[m] = float.NaN;
        }
    }

    private void Filter(ReadOnlySpan<float> signal, Span<float> output)
    {
        var taps = 2 * _half;
        Span<float> edge = stackalloc float[taps <= 1024 ? taps : 0];
        if (edge.IsEmpty) edge = new float[taps];
        for (var m = 0; m < output.Length; m++)
        {
            var first = (int)FirstInput(m, out var weights);
            if (first >= 0 && first + taps <= signal.Length)
            {
                output[m] = Dot(weights, signal.Slice(first, taps));
                continue;
            }
            for (var i = 0; i < taps; i++) edge[i] = signal[Math.Clamp(first + i, 0, signal.Length - 1)];
            output[m] = Dot(weights, edge);
        }
    }

    private static float Dot(ReadOnlySpan<float> weights, ReadOnlySpan<float> samples) =>
        System.Numerics.Tensors.TensorPrimitives.Dot(weights, samples);

    // Weights of phase p: of the input samples from −half+1 to +half about the one at or before the output's time.
    private float[] MakeWeights(double cut, double reach)
    {
        var taps = 2 * _half;
        var weights = new float[_up * taps];
        var row = new double[taps];
        for (var phase = 0; phase < _up; phase++)
        {
            double sum = 0;
            for (var i = 0; i < taps; i++)
            {
                var t = i - _half + 1 - (double)phase / _up;
                var inside = 1 - t / reach * (t / reach);
                row[i] = inside <= 0 ? 0 : Sinc(cut * t) * KaiserWindow(inside);
                sum += row[i];
            }
            for (var i = 0; i < taps; i++) weights[phase * taps + i] = (float)(row[i] / sum);
        }
        return weights;
    }

    // The Bessel function I0(β √v) is Σ (β²v/4)^k / (k!)²: no root to take, and 26 terms reach double precision up to v = 1.
    private static double KaiserWindow(double v)
    {
        var power = KaiserBeta * KaiserBeta / 4 * v;
        var sum = 1.0;
        for (var k = 26; k >= 1; k--) sum = 1 + sum * power / (k * k);
        return sum;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    // Missing samples lie on a straight line between their neighbours, or keep the nearest value at the ends. False: none is there.
    private static bool Bridge(Span<float> signal)
    {
        var last = -1;
        for (var i = 0; i < signal.Length; i++)
        {
            if (MissingSamples.IsMissing(signal[i])) continue;
            for (var j = last + 1; j < i; j++)
                signal[j] = last < 0 ? signal[i] : signal[last] + (signal[i] - signal[last]) * (j - last) / (i - last);
            last = i;
        }
        if (last >= 0) signal[(last + 1)..].Fill(signal[last]);
        return last >= 0;
    }

    private static long DivideToNearest(Int128 numerator, int denominator)
    {
        var doubled = 2 * numerator + denominator;
        var quotient = doubled / (2 * denominator);
        return (long)(doubled < 0 && quotient * (2 * denominator) != doubled ? quotient - 1 : quotient);
    }

    // Continued fractions give the best fraction for the size of its parts.
    private static (int Up, int Down) NearestFraction(double ratio)
    {
        long up = 1, previousUp = 0, down = 0, previousDown = 1;
        var rest = ratio;
        while (true)
        {
            var whole = (long)Math.Floor(rest);
            var (nextUp, nextDown) = (whole * up + previousUp, whole * down + previousDown);
            if (nextUp > MaxPart || nextDown > MaxPart) break;
            (previousUp, previousDown, up, down) = (up, down, nextUp, nextDown);
            var fraction = rest - whole;
            // Past this the fraction is the rounding of the division, not part of the ratio.
            if (fraction < 1e-9 || Math.Abs((double)up / down - ratio) < 1e-14 * ratio) break;
            rest = 1 / fraction;
        }
        return ((int)up, (int)down);
    }

    private static void CheckRate(double rate, string name)
    {
        if (!(rate > 0) || !double.IsFinite(rate))
            throw new ArgumentOutOfRangeException(name, rate, "A sampling rate must be a number above 0, in samples a second.");
    }
}
