namespace ArrhythmiaVision.Signals.Tests;

public class UsualBeatTests
{
    [Fact]
    public void MeasuresAreThoseOfTheirDefinitions()
    {
        var random = new Random(3);
        var beats = Enumerable.Range(0, 400).Select(i => Beat(random, i % 9 == 0)).ToArray();
        foreach (var method in Enum.GetValues<NormalizationMethod>())
        {
            var history = new UsualBeat(method);
            for (var i = 0; i < beats.Length; i++)
            {
                var measures = history.Push(beats[i]);
                var scales = beats[Math.Max(0, i - 299)..(i + 1)].Select(beat => RecordScale.Measure(method, beat).Scale);
                Assert.Equal(Median(scales), measures.Scale);

                var before = i == 0 ? beats[..1] : beats[Math.Max(0, i - 50)..i];
                var usual = Enumerable.Range(150, 70).Select(t => Median(before.Select(beat => (float)(beat[t] - beat[150..220].Average(v => (double)v))))).ToArray();
                Assert.Equal(1 - MathNet.Numerics.Statistics.Correlation.Pearson(beats[i][155..210].Select(v => (double)v), usual[5..60].Select(v => (double)v)), measures.QrsDistance, 1e-5);
                Assert.Equal((beats[i][150..220].Max() - beats[i][150..220].Min()) / (usual.Max() - usual.Min()), measures.QrsSizeRatio, 1e-5f);
            }
        }
    }

    [Fact]
    public void AnotherShapeStandsOutWhateverItsSize()
    {
        var random = new Random(4);
        var history = new UsualBeat(NormalizationMethod.ZScore);
        for (var i = 0; i < 30; i++) Assert.True(history.Push(Beat(random, false)).QrsDistance < 0.05);
        var wide = history.Push(Beat(random, true));
        Assert.True(wide.QrsDistance > 0.2);

        // Gain and offset change neither distance nor ratio, and the scale as they should.
        var other = new UsualBeat(NormalizationMethod.ZScore);
        random = new Random(4);
        for (var i = 0; i < 30; i++) other.Push(Array.ConvertAll(Beat(random, false), v => 1000 * v + 5));
        var scaled = other.Push(Array.ConvertAll(Beat(random, true), v => 1000 * v + 5));
        Assert.Equal(wide.QrsDistance, scaled.QrsDistance, 1e-4f);
        Assert.Equal(wide.QrsSizeRatio, scaled.QrsSizeRatio, 1e-4f);
        Assert.Equal(1000 * wide.Scale, scaled.Scale, 1e-2f);
    }

    [Fact]
    public void PWavesAreCoherentAndFibrillationIsNot()
    {
        // A P wave of 0.15 mV in its place, ectopic ones before every third beat; then fibrillation waves of the same size, 6 a second, at any phase.
        var random = new Random(5);
        var history = new UsualBeat(NormalizationMethod.ZScore);
        for (var i = 0; i < 200; i++)
        {
            var coherence = history.Push(WithP(random, i % 3 == 2 ? 105 : 125)).PCoherence;
            if (i > 20) Assert.InRange(coherence, 0.7f, 1);
        }
        var coherences = new List<float>();
        for (var i = 0; i < 200; i++)
        {
            var beat = Beat(random, false);
            var phase = 2 * Math.PI * random.NextDouble();
            for (var t = 0; t < beat.Length; t++) beat[t] += (float)(0.15 * Math.Sin((2 * Math.PI * 6 * t / 360) + phase));
            coherences.Add(history.Push(beat).PCoherence);
        }

        // The median of 50 values of a sine at random phases has a standard deviation of pi / (2 sqrt(50)) = 0.22 of the amplitude, whose
        // root mean square is 0.71: about 0.31 of coherence, and by chance twice that.
        Assert.InRange(coherences.Skip(60).Average(), 0.2, 0.45);
        Assert.All(coherences.Skip(60), coherence => Assert.True(coherence < 0.7f));
    }

    [Fact]
    public void CoherenceIsThatOfItsDefinition()
    {
        var random = new Random(6);
        var beats = Enumerable.Range(0, 120).Select(i => WithP(random, 115 + random.Next(25))).ToArray();
        var stretches = beats.Select(beat =>
        {
            var (first, last) = (beat[94..99].Average(v => (double)v), beat[146..151].Average(v => (double)v));
            return beat[94..151].Select((v, i) => (float)(v - (first * (56 - i) / 56.0) - (last * i / 56.0))).ToArray();
        }).ToArray();
        var history = new UsualBeat(NormalizationMethod.ZScore);
        for (var i = 0; i < beats.Length; i++)
        {
            var coherence = history.Push(beats[i]).PCoherence;
            var before = stretches[Math.Max(0, i - 50)..i];
            var expected = i == 0 ? 1 : Math.Sqrt(Enumerable.Range(0, 57).Sum(t => Math.Pow(Median(before.Select(s => s[t])), 2)) / Median(before.Select(s => (float)s.Sum(v => (double)v * v))));
            Assert.Equal(Math.Min(1, expected), coherence, 1e-4);
        }
    }

    [Fact]
    public void PWavesThatNoQrsComplexFollowsAreCounted()
    {
        // Atria at 320 samples; of P waves that come by fours, the last two are conducted and the first two are by turns.
        bool[] conducted = [.. Enumerable.Range(0, 400).Select(wave => wave < 60 || wave % 4 is 0 or 2 or 3)];
        var (signal, peaks) = Rhythm(conducted, blockedP: 0.15f);
        var intervals = peaks.Zip(peaks[1..], (a, b) => b - a).ToArray();
        var cycles = Measure(signal, peaks);
        Assert.Equal(1, cycles[0]);
        for (var i = 1; i < peaks.Length; i++)
            Assert.Equal(1 + intervals[Math.Max(0, i - 256)..i].Average(interval => interval > 500 ? 1.0 : 0), cycles[i], 1e-6);
        Assert.True(cycles[^1] > 1.3);

        // Pauses as long, in which the atria rest too, or in which what stands in the middle is upside down, or of another size.
        foreach (var size in new[] { 0, -0.15f, 0.45f, 0.05f })
        {
            (signal, peaks) = Rhythm(conducted, size);
            Assert.All(Measure(signal, peaks), value => Assert.Equal(1, value));
        }
    }

    [Fact]
    public void PWavesAreOnlyCountedWhereTheyCanBeTold()
    {
        // Intervals of 400 and 800 samples: one in twelve blocked. With fewer than ten beats before, in an interval over 3 s, in fibrillation, or where
        // a sample is missing, nothing is counted.
        bool[] conducted = [.. Enumerable.Range(0, 60).Select(wave => wave % 12 != 11)];
        var (signal, peaks) = Rhythm(conducted, blockedP: 0.15f, cycle: 400);
        Assert.Equal(1, Measure(signal, peaks)[10]);
        Assert.Equal(1 + (1 / 11f), Measure(signal, peaks)[11], 1e-6f);
        Assert.All(Measure(signal, peaks[3..])[..9], value => Assert.Equal(1, value));
        Assert.Equal(1 + (1 / 20f), Measure(signal, peaks[2..])[20], 1e-6f);

        var missing = signal.ToArray();
        foreach (var wave in Enumerable.Range(0, 60).Where(wave => !conducted[wave])) missing[(wave * 400) + 140] = float.NaN;
        Assert.All(Measure(missing, peaks), value => Assert.Equal(1, value));

        (signal, peaks) = Rhythm(conducted, blockedP: 0.15f, cycle: 545);
        Assert.All(Measure(signal, peaks), value => Assert.Equal(1, value));

        var random = new Random(8);
        (signal, peaks) = Rhythm(conducted, blockedP: 0.15f, cycle: 400);
        foreach (var peak in peaks)
        {
            var phase = 2 * Math.PI * random.NextDouble();
            for (var t = -150; t < -20; t++) signal[peak + t] += (float)(0.3 * Math.Sin((2 * Math.PI * 6 * t / 360) + phase));
        }
        Assert.All(Measure(signal, peaks), value => Assert.Equal(1, value));
    }

    [Fact]
    public void WidthAndAreaAreThoseOfTheirDefinitions()
    {
        var random = new Random(7);
        var beats = Enumerable.Range(0, 400).Select(i => Beat(random, i % 7 == 0)).ToArray();
        var widths = beats.Select(beat =>
        {
            var steps = beat[144..234].Zip(beat[145..234], (a, b) => Math.Pow(b - (double)a, 2)).ToArray();
            var sums = steps.Select((_, i) => steps[..(i + 1)].Sum()).ToArray();
            return (float)(Array.FindIndex(sums, sum => sum >= 0.95 * sums[^1]) - Array.FindIndex(sums, sum => sum >= 0.05 * sums[^1]) + 1);
        }).ToArray();
        var areas = beats.Select(beat => (float)beat[144..234].Sum(v => Math.Abs(v - (double)Median(beat[144..234])))).ToArray();
        var history = new UsualBeat(NormalizationMethod.ZScore);
        for (var i = 0; i < beats.Length; i++)
        {
            var measures = history.Push(beats[i]);
            var last = Math.Max(0, i - 299)..(i + 1);
            Assert.Equal(widths[i] / Median(widths[last]), measures.QrsWidthRatio);
            Assert.Equal(areas[i] / Median(areas[last]), measures.QrsAreaRatio, 1e-5f);
            if (i > 20 && i % 7 == 0) Assert.True(measures.QrsWidthRatio > 1.5 && measures.QrsAreaRatio > 1.5);
        }
    }

    [Fact]
    public void FlatBeatsAndMistakes()
    {
        var history = new UsualBeat(NormalizationMethod.MinMax);
        Assert.Equal(new BeatMeasures(0, 1, 1, 1, 1, 1, 1), history.Push(new float[360]));
        Assert.Equal(1, history.Push(Beat(new Random(1), false)).QrsSizeRatio);
        Assert.Throws<ArgumentException>(() => history.Push(new float[359]));
        Assert.Throws<ArgumentException>(() => history.Push([.. new float[359], float.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsualBeat((NormalizationMethod)9));

        var (first, beat) = (new UsualBeat(NormalizationMethod.MinMax).Push(Beat(new Random(1), true)), Beat(new Random(1), true));
        history.Reset();
        Assert.Equal(first, history.Push(beat));
    }

    [Fact]
    public void MeasuringAllocatesNothing()
    {
        var history = new UsualBeat(NormalizationMethod.Robust);
        var beat = Beat(new Random(1), false);
        Assert.Equal(0, Allocations.InSteadyState(() => history.Push(beat)));
    }

    /// <summary>P waves at a steady rate, and a QRS complex 60 samples after each that is conducted.</summary>
    private static (float[] Signal, int[] Peaks) Rhythm(bool[] conducted, float blockedP, int cycle = 320)
    {
        var random = new Random(9);
        var signal = new float[(conducted.Length + 1) * cycle];
        for (var i = 0; i < signal.Length; i++) signal[i] = (float)(0.005 * random.NextDouble());
        var peaks = new List<int>();
        for (var wave = 0; wave < conducted.Length; wave++)
        {
            var at = (wave * cycle) + 140;
            Bump(at, conducted[wave] ? 0.15f : blockedP, 8);
            if (!conducted[wave]) continue;
            Bump(at + 60, 1, 5);
            peaks.Add(at + 60);
        }
        return (signal, [.. peaks]);

        void Bump(int at, float size, double wide)
        {
            for (var i = Math.Max(0, at - 120); i < Math.Min(signal.Length, at + 120); i++) signal[i] += (float)(size * Math.Exp(-Math.Pow((i - at) / wide, 2)));
        }
    }

    private static float[] Measure(float[] signal, int[] peaks)
    {
        var history = new UsualBeat(NormalizationMethod.ZScore);
        return [.. peaks.Select((peak, i) =>
        {
            var window = signal[(peak - 180)..(peak + 180)];
            return history.Push(Array.ConvertAll(window, v => float.IsNaN(v) ? 0 : v), i == 0 ? [] : signal[peaks[i - 1]..peak]).AtrialCycles;
        })];
    }

    private static float[] WithP(Random random, int at)
    {
        var beat = Beat(random, false);
        for (var i = 0; i < beat.Length; i++) beat[i] += (float)(0.15 * Math.Exp(-Math.Pow((i - at) / 8.0, 2)));
        return beat;
    }

    private static float[] Beat(Random random, bool wide)
    {
        var beat = new float[360];
        var width = wide ? 18 : 5;
        for (var i = 0; i < beat.Length; i++)
            beat[i] = (float)(Math.Exp(-Math.Pow((i - 180.0) / width, 2)) - 0.3 * Math.Exp(-Math.Pow((i - 190.0) / width, 2)) + 0.01 * random.NextDouble());
        return beat;
    }

    private static float Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (float)(((double)sorted[middle - 1] + sorted[middle]) / 2);
    }
}
