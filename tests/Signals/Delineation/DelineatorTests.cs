using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Signals.Tests;

public class DelineatorTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(128)]
    [InlineData(250)]
    [InlineData(257)]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(1000)]
    public void KnownWavesAreFoundWhereTheyAreAtAnyRate(double rate)
    {
        var ecg = KnownEcg.Make(rate);
        var beats = new Delineator(rate).Delineate(ecg.Signal, ecg.RPeaks);
        Assert.Equal(ecg.RPeaks, beats.Select(b => b.RPeak));
        Assert.All(beats.Skip(1).SkipLast(1), b =>
        {
            double Time(long sample) => (sample - b.RPeak) / rate;
            var (p, qrs, t) = (b.P!.Value, b.Qrs!.Value, b.T!.Value);
            // A peak may be off by the noise and by a sample of either rate; an end by half a width more.
            var (peak, end) = (0.012 + 1 / rate, 0.02 + 1 / rate);
            Assert.Equal(KnownEcg.PTime, Time(p.Peak), peak);
            Assert.Equal(KnownEcg.TTime, Time(t.Peak), peak);
            Assert.Equal(KnownEcg.QTime, Time(qrs.Q!.Value), peak);
            Assert.Equal(KnownEcg.STime, Time(qrs.S!.Value), peak);
            Assert.Equal(KnownEcg.PTime - 2.2 * KnownEcg.PWidth, Time(p.Onset), end);
            Assert.Equal(KnownEcg.PTime + 2.2 * KnownEcg.PWidth, Time(p.Offset), end);
            Assert.Equal(KnownEcg.QTime - 2.2 * 0.008, Time(qrs.Onset), end);
            Assert.Equal(KnownEcg.STime + 2.2 * KnownEcg.QrsWidth, Time(qrs.Offset), end);
            Assert.Equal(KnownEcg.TTime + 2.2 * KnownEcg.TWidth, Time(t.Offset), 1.5 * end);
        });
    }

    [Fact]
    public void InvertedTWavesAreFound()
    {
        var ecg = KnownEcg.Make(360, tHeight: -0.3);
        Assert.All(new Delineator(360).Delineate(ecg.Signal, ecg.RPeaks), b => Assert.Equal(KnownEcg.TTime, (b.T!.Value.Peak - b.RPeak) / 360.0, 0.015));
    }

    [Fact]
    public void BeatsWithoutAPWaveHaveNone()
    {
        // As in atrial fibrillation: no P waves, fine waves instead, and an irregular rhythm.
        var ecg = KnownEcg.Make(360, 60, pShare: 0, irregularity: 0.3);
        for (var i = 0; i < ecg.Signal.Length; i++) ecg.Signal[i] += (float)(0.03 * Math.Sin(2 * Math.PI * 6.3 * i / 360));
        var beats = new Delineator(360).Delineate(ecg.Signal, ecg.RPeaks);
        Assert.InRange(beats.Count(b => b.P is not null), 0, beats.Length / 4);
        Assert.All(beats, b => Assert.NotNull(b.Qrs));
    }

    [Fact]
    public void MissingPWavesAmongOthersAreTold()
    {
        var ecg = KnownEcg.Make(360, 60, seed: 4, pShare: 0.7);
        var beats = new Delineator(360).Delineate(ecg.Signal, ecg.RPeaks);
        Assert.InRange(beats.Zip(ecg.HasP).Count(b => b.First.P is not null != b.Second), 0, beats.Length / 5);
        Assert.InRange(ecg.HasP.Count(has => !has), 10, 40);
    }

    [Theory]
    [InlineData(0.0625f, 0)]
    [InlineData(1024, 0)]
    [InlineData(1, 16)]
    [InlineData(8, -100)]
    public void NeitherGainNorOffsetMatters(float gain, float offset)
    {
        var ecg = KnownEcg.Make(360);
        var expected = new Delineator(360).Delineate(ecg.Signal, ecg.RPeaks);
        var actual = new Delineator(360).Delineate([.. ecg.Signal.Select(v => gain * v + offset)], ecg.RPeaks);
        if (offset == 0)
        {
            Assert.Equal(expected, actual);
            return;
        }

        // With an offset the samples' last bits are others.
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.InRange(pair.First.P!.Value.Onset - pair.Second.P!.Value.Onset, -1, 1);
            Assert.InRange(pair.First.Qrs!.Value.Onset - pair.Second.Qrs!.Value.Onset, -1, 1);
            Assert.InRange(pair.First.Qrs!.Value.Offset - pair.Second.Qrs!.Value.Offset, -1, 1);
            Assert.InRange(pair.First.T!.Value.Offset - pair.Second.T!.Value.Offset, -1, 1);
        });
    }

    [Fact]
    public void WavesAreInOrderInsideTheSignalAndWithoutMissingSamples() =>
        Prop.ForAll(DelineationCase.Cases.ToArbitrary(), c =>
        {
            var (signal, peaks) = c.Input();
            var beats = new Delineator(c.Rate).Delineate(signal, peaks);
            return beats.Zip(peaks).All(b => b.First.RPeak == b.Second && IsSound(b.First, signal));
        }).Holds(cases: 60);

    private static bool IsSound(BeatDelineation beat, float[] signal)
    {
        var places = new List<long>();
        if (beat.P is { } p) places.AddRange([p.Onset, p.Peak, p.Offset]);
        if (beat.Qrs is { } qrs)
        {
            places.Add(qrs.Onset);
            if (qrs.Q is { } q) places.Add(q);
            places.Add(beat.RPeak);
            if (qrs.S is { } s) places.Add(s);
            places.Add(qrs.Offset);
        }
        if (beat.T is { } t) places.AddRange([t.Onset, t.Peak, t.Offset]);
        var whole = (long from, long to) => signal.AsSpan((int)from, (int)(to - from + 1)).ToArray().All(float.IsFinite);
        return places.SequenceEqual(places.Order()) && places.All(place => place >= 0 && place < signal.Length)
            && (beat.P is not { } pw || whole(pw.Onset, pw.Offset)) && (beat.T is not { } tw || whole(tw.Onset, tw.Offset))
            && (beat.Qrs is not { } c || whole(c.Onset, c.Offset));
    }

    [Fact]
    public void NothingIsFoundInAFlatOrMissingSignal()
    {
        Assert.All(new Delineator(360).Delineate(Enumerable.Repeat(1.7f, 3600).ToArray(), [180, 500, 3599]), b => Assert.Equal(new BeatDelineation(b.RPeak, null, null, null), b));
        Assert.All(new Delineator(250).Delineate(Enumerable.Repeat(float.NaN, 3600).ToArray(), [0, 500, 3599]), b => Assert.Equal(new BeatDelineation(b.RPeak, null, null, null), b));
        Assert.Empty(new Delineator(100).Delineate([], []));
        Assert.Empty(new Delineator(100).Delineate(new float[10], []));
    }

    [Fact]
    public void AGapTakesOnlyTheWavesThatItTouches()
    {
        var ecg = KnownEcg.Make(360);
        var whole = new Delineator(360).Delineate(ecg.Signal, ecg.RPeaks);
        ecg.Signal[ecg.RPeaks[10] - 58] = float.NaN;
        ecg.Signal[ecg.RPeaks[20]] = float.NaN;
        var beats = new Delineator(360).Delineate(ecg.Signal, ecg.RPeaks);
        Assert.Null(beats[10].P);
        Assert.NotNull(beats[10].Qrs);
        Assert.NotNull(beats[10].T);
        Assert.Equal(new BeatDelineation(ecg.RPeaks[20], null, null, null), beats[20]);
        Assert.Equal(whole[15], beats[15]);
        Assert.NotNull(beats[21].P);
    }

    [Fact]
    public void OneBeatsWindowGivesWhatTheRecordGives()
    {
        var ecg = KnownEcg.Make(360, 60);
        var delineator = new Delineator(360);
        var beats = delineator.Delineate(ecg.Signal, ecg.RPeaks);
        var window = new float[360];
        for (var i = 1; i < beats.Length - 1; i++)
        {
            BeatWindow.Default.Cut(ecg.Signal, ecg.RPeaks[i], window);
            var beat = delineator.DelineateBeat(window, 180);
            var shift = ecg.RPeaks[i] - 180;
            Assert.Equal(180, beat.RPeak);
            Assert.InRange(beat.P!.Value.Peak + shift - beats[i].P!.Value.Peak, -2, 2);
            Assert.InRange(beat.Qrs!.Value.Onset + shift - beats[i].Qrs!.Value.Onset, -2, 2);
            Assert.InRange(beat.Qrs!.Value.Offset + shift - beats[i].Qrs!.Value.Offset, -2, 2);
            Assert.InRange(beat.T!.Value.Peak + shift - beats[i].T!.Value.Peak, -3, 3);
        }
    }

    [Fact]
    public void AWindowsWavesEndWithIt()
    {
        var ecg = KnownEcg.Make(360, 10);
        // The window ends in the T wave, after its peak.
        var window = ecg.Signal.AsSpan((int)ecg.RPeaks[3] - 100, 100 + 115);
        var beat = new Delineator(360).DelineateBeat(window, 100);
        Assert.InRange(beat.T!.Value.Offset, beat.T.Value.Peak, window.Length - 1);
    }

    [Fact]
    public void TheCallersMistakesAreNamed()
    {
        var delineator = new Delineator(360);
        Assert.Contains("sample 500", Assert.Throws<ArgumentException>("rPeaks", () => delineator.Delineate(new float[400], [100, 500])).Message);
        Assert.Contains("sample -1", Assert.Throws<ArgumentException>("rPeaks", () => delineator.Delineate(new float[400], [-1])).Message);
        Assert.Contains("not after", Assert.Throws<ArgumentException>("rPeaks", () => delineator.Delineate(new float[400], [200, 100])).Message);
        Assert.Contains("not after", Assert.Throws<ArgumentException>("rPeaks", () => delineator.Delineate(new float[400], [200, 200])).Message);
        Assert.Throws<ArgumentException>("beats", () => delineator.Delineate(new float[400], [200], new BeatDelineation[2]));
        Assert.Throws<ArgumentException>("rPeaks", () => delineator.DelineateBeat(new float[360], 360));
        foreach (var rate in (double[])[99, 1001, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>("samplingRate", () => new Delineator(rate));
    }

    [Fact]
    public void OneBeatAfterAnotherAllocatesNothing()
    {
        var ecg = KnownEcg.Make(360, 60);
        var delineator = new Delineator(360);
        var beats = new BeatDelineation[ecg.RPeaks.Length];
        var window = ecg.Signal.AsSpan((int)ecg.RPeaks[3] - 180, 360).ToArray();
        delineator.Delineate(ecg.Signal, ecg.RPeaks, beats);
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            delineator.Delineate(ecg.Signal, ecg.RPeaks, beats);
            delineator.DelineateBeat(window, 180);
        }));
    }
}
