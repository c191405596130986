using System.Numerics;

namespace ArrhythmiaVision.Signals;

/// <summary>What cutting one beat's window came to.</summary>
public enum BeatWindowStatus
{
    /// <summary>The window lies wholly inside the signal and every sample of it is there.</summary>
    Complete,

    /// <summary>The window would begin before the first sample; nothing was written.</summary>
    TooNearStart,

    /// <summary>The window would end after the last sample; nothing was written.</summary>
    TooNearEnd,

    /// <summary>The window was written, but holds at least one missing sample (NaN or infinite).</summary>
    MissingSamples,
}

/// <summary>
/// A stretch of signal of fixed length about an R peak: <see cref="Before"/> samples before the peak, then the peak's own sample,
/// and on to <see cref="Length"/> samples in all.
/// </summary>
/// <remarks>
/// A window of R peak <c>r</c> holds the samples <c>r − Before</c> to <c>r − Before + Length − 1</c>, so the peak's own sample is at
/// position <see cref="Before"/>. Windows too near an end of the signal are never padded: they are reported.
/// </remarks>
public sealed record BeatWindow
{
    /// <summary>The window used throughout: 360 samples at 360 Hz, 180 before the R peak and 180 from it on.</summary>
    public static BeatWindow Default { get; } = new(180, 360);

    /// <summary>Makes a window.</summary>
    /// <param name="before">Samples before the R peak, 0 or more and less than <paramref name="length"/>.</param>
    /// <param name="length">Samples in all, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public BeatWindow(int before, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(before, length);
        Before = before;
        Length = length;
    }

    /// <summary>Samples before the R peak; also the R peak's position in the window.</summary>
    public int Before { get; }

    /// <summary>Samples in all.</summary>
    public int Length { get; }

    /// <summary>Where a window about <paramref name="rPeak"/> stands in a signal of <paramref name="signalLength"/> samples,
    /// without looking at the samples.</summary>
    /// <param name="rPeak">The R peak's sample number, counted from 0; a number outside the signal is too near that end.</param>
    /// <param name="signalLength">The signal's length in samples.</param>
    /// <returns><see cref="BeatWindowStatus.Complete"/> if the window lies inside the signal, else which end it is too near.
    /// A window too near both ends counts as too near the start.</returns>
    public BeatWindowStatus Locate(long rPeak, int signalLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signalLength);
        if (rPeak < Before) return BeatWindowStatus.TooNearStart;
        return rPeak > (long)signalLength - (Length - Before) ? BeatWindowStatus.TooNearEnd : BeatWindowStatus.Complete;
    }

    /// <summary>Copies the window about one R peak.</summary>
    /// <param name="signal">The signal, one lead.</param>
    /// <param name="rPeak">The R peak's sample number, counted from 0.</param>
    /// <param name="window">Receives <see cref="Length"/> samples; left as it is when the window is too near an end.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ArgumentException"><paramref name="window"/> is not <see cref="Length"/> samples long.</exception>
    public BeatWindowStatus Cut(ReadOnlySpan<float> signal, long rPeak, Span<float> window)
    {
        if (window.Length != Length)
            throw new ArgumentException(Invariant($"The window is {window.Length} samples long; this beat window cuts {Length}."), nameof(window));

        var status = Locate(rPeak, signal.Length);
        if (status != BeatWindowStatus.Complete) return status;
        signal.Slice((int)rPeak - Before, Length).CopyTo(window);
        return MissingSamples.Any(window) ? BeatWindowStatus.MissingSamples : BeatWindowStatus.Complete;
    }

    /// <summary>Copies the windows about many R peaks, one after another.</summary>
    /// <typeparam name="TSample">The type of the sample numbers, as <see cref="int"/> or <see cref="long"/>.</typeparam>
    /// <param name="signal">The signal, one lead.</param>
    /// <param name="rPeaks">The R peaks' sample numbers, in any order.</param>
    /// <param name="windows">Receives the windows, shape [beats × <see cref="Length"/>]; the row of a beat too near an end is filled
    /// with NaN.</param>
    /// <param name="statuses">Receives what came of each beat, one a beat.</param>
    /// <returns>How many windows are <see cref="BeatWindowStatus.Complete"/>.</returns>
    /// <exception cref="ArgumentException">A span's length does not fit the number of R peaks.</exception>
    public int CutAll<TSample>(ReadOnlySpan<float> signal, ReadOnlySpan<TSample> rPeaks, Span<float> windows, Span<BeatWindowStatus> statuses)
        where TSample : IBinaryInteger<TSample>
    {
        if (windows.Length != (long)rPeaks.Length * Length)
            throw new ArgumentException(Invariant($"{rPeaks.Length} windows of {Length} samples need {(long)rPeaks.Length * Length} places; {windows.Length} were given."), nameof(windows));
        if (statuses.Length != rPeaks.Length)
            throw new ArgumentException(Invariant($"There are {rPeaks.Length} R peaks but {statuses.Length} places for what came of them."), nameof(statuses));

        var complete = 0;
        for (var i = 0; i < rPeaks.Length; i++)
        {
            var window = windows.Slice(i * Length, Length);
            statuses[i] = Cut(signal, long.CreateChecked(rPeaks[i]), window);
            if (statuses[i] == BeatWindowStatus.Complete) complete++;
            else if (statuses[i] != BeatWindowStatus.MissingSamples) window.Fill(float.NaN);
        }
        return complete;
    }
}
