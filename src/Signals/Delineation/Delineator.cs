namespace ArrhythmiaVision.Signals;

/// <summary>Finds the waves of the beats of a whole record, or of one beat's window: the same that <see cref="StreamingDelineator"/> finds.</summary>
/// <remarks>An instance can be used again and again, and allocates nothing but the array that it returns. Not for use by two threads at
/// once.</remarks>
public sealed class Delineator
{
    private const int Chunk = 4096;

    private readonly StreamingDelineator _stream;

    /// <summary>Makes a delineator.</summary>
    /// <param name="samplingRate">Samples a second, <see cref="StreamingDelineator.MinRate"/> to <see cref="StreamingDelineator.MaxRate"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside these.</exception>
    public Delineator(double samplingRate) => _stream = new StreamingDelineator(samplingRate);

    /// <summary>Samples a second.</summary>
    public double SamplingRate => _stream.SamplingRate;

    /// <summary>Finds the waves of every beat.</summary>
    /// <param name="signal">One lead in any unit, neither filtered nor scaled; NaN where samples are missing.</param>
    /// <param name="rPeaks">The R peaks' sample numbers, rising.</param>
    /// <returns>One element for each R peak, in order.</returns>
    /// <exception cref="ArgumentException">An R peak lies outside the signal, or not after the one before it.</exception>
    public BeatDelineation[] Delineate(ReadOnlySpan<float> signal, ReadOnlySpan<long> rPeaks)
    {
        var beats = new BeatDelineation[rPeaks.Length];
        Delineate(signal, rPeaks, beats);
        return beats;
    }

    /// <summary>Finds the waves of every beat, in given memory.</summary>
    /// <param name="signal">One lead in any unit, neither filtered nor scaled; NaN where samples are missing.</param>
    /// <param name="rPeaks">The R peaks' sample numbers, rising.</param>
    /// <param name="beats">Receives one element for each R peak, in order.</param>
    /// <exception cref="ArgumentException">An R peak lies outside the signal, or not after the one before it; or there are not as many
    /// places as R peaks.</exception>
    public void Delineate(ReadOnlySpan<float> signal, ReadOnlySpan<long> rPeaks, Span<BeatDelineation> beats)
    {
        if (beats.Length != rPeaks.Length)
            throw new ArgumentException(Invariant($"There are {rPeaks.Length} R peaks but {beats.Length} places for their beats."), nameof(beats));
        for (var i = 0; i < rPeaks.Length; i++)
        {
            if (rPeaks[i] < 0 || rPeaks[i] >= signal.Length)
                throw new ArgumentException(Invariant($"R peak {i} is sample {rPeaks[i]}, but the signal has samples 0 to {signal.Length - 1}."), nameof(rPeaks));
            if (i > 0 && rPeaks[i] <= rPeaks[i - 1])
                throw new ArgumentException(Invariant($"R peak {i} (sample {rPeaks[i]}) is not after the one before it (sample {rPeaks[i - 1]}); sort them and leave doubles out."), nameof(rPeaks));
        }

        _stream.Reset();
        var written = 0;
        for (int from = 0, peak = 0; from < signal.Length; from += Chunk)
        {
            var part = signal.Slice(from, Math.Min(Chunk, signal.Length - from));
            var first = peak;
            while (peak < rPeaks.Length && rPeaks[peak] < from + part.Length) peak++;
            written += _stream.Push(part, rPeaks[first..peak], beats[written..]);
        }
        _stream.Flush(beats[written..]);
    }

    /// <summary>Finds the waves of one beat when only a window of signal about it is known.</summary>
    /// <param name="window">The window's samples, as 360 at 360 Hz with the R peak at sample 180; other beats' R peaks are not in it, or
    /// not known.</param>
    /// <param name="rPeak">The R peak's sample number in the window.</param>
    /// <returns>The waves, by sample numbers of the window. A wave that goes on beyond the window ends with it. With no beats before it
    /// to compare with, whether there is a P wave is less certain than in a record.</returns>
    /// <exception cref="ArgumentException">The R peak lies outside the window.</exception>
    public BeatDelineation DelineateBeat(ReadOnlySpan<float> window, long rPeak)
    {
        var beat = default(BeatDelineation);
        Delineate(window, new ReadOnlySpan<long>(in rPeak), new Span<BeatDelineation>(ref beat));
        return beat;
    }
}
