using System.Numerics.Tensors;

namespace ArrhythmiaVision.Signals;

/// <summary>What is usual in a recording so far: how large its beats are, what their QRS complexes look like, and whether P waves go before them.</summary>
/// <remarks>
/// <para>One patient's normal beat looks like another's ectopic one; what a beat is, it is against the patient's other beats. All looks
/// back, so that the measures are the same in a whole record and in a stream; sums are taken one sample after another, so that they are the same on every machine:</para>
/// <list type="bullet">
/// <item>the usual scale is the median of the scales of the last <see cref="ScaleBeats"/> beats, this one counted in;</item>
/// <item>the usual QRS complex is, sample by sample, the median of the last <see cref="ShapeBeats"/> beats before this one, each less
/// its own mean over the complex. The first beat is measured against itself;</item>
/// <item>the usual width of a QRS complex, and its usual area, are the medians of those of the last <see cref="ScaleBeats"/> beats, this one counted in;</item>
/// <item>the usual P wave is, sample by sample, the median of the stretches from 239 to 81 ms before the R peak of the last
/// <see cref="ShapeBeats"/> beats before this one, each less the line between its ends. The coherence of P waves is the root of its energy over the median energy
/// of those stretches: where a P wave stands in each they are alike and it is near 1; fibrillation waves come at any time and cancel;</item>
/// <item>an RR interval of 1.3 to 3 s has two atrial cycles where a P wave stands in its middle that no QRS complex follows: a stretch that correlates with the usual P wave
/// by 0.85 and has half to double its size, 100 ms before to 39 ms after half the interval before the beat's own P wave, there being 10 beats and a coherence of 0.8. Other intervals
/// have one. What counts is their mean over the last 256 intervals.</item>
/// </list>
/// <para>The complex is taken from 70 ms before the R peak to 80 ms after it for its shape, and from 83 ms before to 108 ms after it
/// for its height. Its width is the time in which the squares of the signal's steps go from a twentieth to nineteen of their sum over the stretch from 100 ms before
/// the R peak to 150 ms after it, its area the sum of the distances of that stretch's samples from their median. Nothing is allocated per beat. Not for use by two threads at once.</para>
/// </remarks>
public sealed class UsualBeat
{
    /// <summary>Beats that the usual scale is taken from.</summary>
    public const int ScaleBeats = 300;

    /// <summary>Beats that the usual QRS complex is taken from.</summary>
    public const int ShapeBeats = 50;

    /// <summary>The longest RR interval in which P waves are looked for, in samples (3 s).</summary>
    public const int LongestInterval = PWaves.LongestInterval;

    // At 360 samples a second, the R peak being sample 180 of the window.
    private const int HeightStart = 150;
    private const int HeightLength = 70;
    private const int ShapeStart = 155;
    private const int ShapeLength = 55;

    private readonly NormalizationMethod _method;
    private readonly SlidingMedian _scales = new(ScaleBeats);
    private readonly SlidingMedian[] _samples = new SlidingMedian[HeightLength];
    private readonly float[] _usual = new float[HeightLength];
    private readonly float[] _qrs = new float[HeightLength];
    private readonly SlidingMedian _widths = new(ScaleBeats);
    private readonly SlidingMedian _areas = new(ScaleBeats);
    private readonly float[] _extent = new float[QrsExtent.Length];
    private readonly PWaves _pWaves = new(ShapeBeats);

    /// <summary>Begins a recording.</summary>
    /// <param name="method">The measure by which beats are scaled: their standard deviation, range or interquartile range.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such normalisation.</exception>
    public UsualBeat(NormalizationMethod method)
    {
        if (!Enum.IsDefined(method)) throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such normalisation.");
        _method = method;
        for (var i = 0; i < _samples.Length; i++) _samples[i] = new SlidingMedian(ShapeBeats);
    }

    /// <summary>Measures the next beat, and takes it in.</summary>
    /// <param name="beat">The beat, <see cref="BeatWindow.Default"/> at 360 samples a second; in order of time, none left out but those whose
    /// window is not whole.</param>
    /// <param name="sinceLast">The signal from the R peak before up to this beat's, in which P waves that no QRS complex follows are looked for; empty
    /// where it is not at hand, or longer than <see cref="LongestInterval"/>.</param>
    /// <exception cref="ArgumentException">The beat has not 360 samples, or one of them is missing; nothing was taken in.</exception>
    public BeatMeasures Push(ReadOnlySpan<float> beat, ReadOnlySpan<float> sinceLast = default)
    {
        if (beat.Length != BeatWindow.Default.Length)
            throw new ArgumentException(Invariant($"The beat has {beat.Length} samples; it must have {BeatWindow.Default.Length}."), nameof(beat));
        if (MissingSamples.Any(beat)) throw new ArgumentException("A sample of the beat is missing. Leave beats with missing samples out.", nameof(beat));

        _scales.Push(BeatNormalization.Measure(_method, beat).Scale);
        var height = beat.Slice(HeightStart, HeightLength);
        double sum = 0;
        foreach (var sample in height) sum += sample;
        TensorPrimitives.Subtract(height, (float)(sum / HeightLength), _qrs);
        if (_samples[0].Count == 0) _qrs.CopyTo(_usual, 0);
        else for (var i = 0; i < HeightLength; i++) _usual[i] = _samples[i].Median;

        const int first = ShapeStart - HeightStart;
        var distance = 1 - Correlation(_qrs.AsSpan(first, ShapeLength), _usual.AsSpan(first, ShapeLength));
        var ratio = Ratio(Height(_qrs), Height(_usual));
        for (var i = 0; i < HeightLength; i++) _samples[i].Push(_qrs[i]);

        var complex = beat.Slice(QrsExtent.Start, QrsExtent.Length);
        var width = QrsExtent.Width(complex);
        var area = QrsExtent.Area(complex, _extent);
        _widths.Push(width);
        _areas.Push(area);
        var (coherence, cycles) = _pWaves.Push(beat, sinceLast);
        return new BeatMeasures(_scales.Median, distance, ratio, Ratio(width, _widths.Median), Ratio(area, _areas.Median), coherence, cycles);
    }

    /// <summary>Forgets everything and begins anew.</summary>
    public void Reset()
    {
        _scales.Reset();
        foreach (var sample in _samples) sample.Reset();
        _widths.Reset();
        _areas.Reset();
        _pWaves.Reset();
    }

    private static float Height(ReadOnlySpan<float> samples) => TensorPrimitives.Max(samples) - TensorPrimitives.Min(samples);

    /// <summary>To what is usual; 1 where that is nothing.</summary>
    private static float Ratio(float value, float usual) => usual > 0 ? value / usual : 1;

    /// <summary>Pearson's correlation; 0 where one of the two is constant.</summary>
    private static float Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double meanA = 0, meanB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            meanA += a[i];
            meanB += b[i];
        }
        meanA /= a.Length;
        meanB /= b.Length;
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa > 0 && bb > 0 ? (float)(ab / Math.Sqrt(aa * bb)) : 0;
    }
}
