namespace ArrhythmiaVision.Signals.Tests;

public class SyntheticEcgTests
{
    private static readonly SyntheticEcgOptions s_clean = new() { Seconds = 300, Noise = 0, BaselineWander = 0 };

    [Theory]
    [InlineData(Conduction.Normal, 'N')]
    [InlineData(Conduction.LeftBundleBranchBlock, 'L')]
    [InlineData(Conduction.RightBundleBranchBlock, 'R')]
    public void RPeaksAreWhereTheSignalIsLargest(Conduction conduction, char symbol)
    {
        for (var patient = 0; patient < 8; patient++)
        {
            var record = SyntheticEcg.Generate(s_clean with { Patient = patient, Conduction = conduction, AtrialPrematureShare = 0.1, VentricularPrematureShare = 0.1 });
            Assert.All(record.Beats, beat => Assert.Contains(beat.Symbol, $"{symbol}AV"));
            var signal = record.Leads[0];
            foreach (var beat in record.Beats)
            {
                if (beat.Sample < 20 || beat.Sample + 20 >= signal.Length) continue;
                var around = signal.AsSpan(beat.Sample - 12, 25).ToArray().Select(MathF.Abs).ToArray();
                Assert.InRange(Array.IndexOf(around, around.Max()), 12 - 4, 12 + 4);
            }
        }
    }

    [Fact]
    public void BeatsComeWithTheIntervalsOfTheirKind()
    {
        var record = SyntheticEcg.Generate(s_clean with { HeartRate = 60, RrVariability = 0, AtrialPrematureShare = 0.1, VentricularPrematureShare = 0.1, Seconds = 1800 });
        var beats = record.Beats;
        Assert.InRange(beats.Count(b => b.Symbol == 'A'), 100, 250);
        Assert.InRange(beats.Count(b => b.Symbol == 'V'), 100, 250);
        for (var i = 1; i + 1 < beats.Count; i++)
        {
            var previous = (beats[i].Sample - beats[i - 1].Sample) / 360.0;
            var next = (beats[i + 1].Sample - beats[i].Sample) / 360.0;
            switch (beats[i].Symbol)
            {
                case 'V':
                    Assert.InRange(previous, 0.4, 0.85);
                    Assert.Equal(2, previous + next, 0.01);
                    Assert.Equal('N', beats[i + 1].Symbol);
                    break;
                case 'A':
                    Assert.InRange(previous, 0.5, 0.88);
                    Assert.True(previous + next < 1.95);
                    break;
                case 'N' when beats[i - 1].Symbol == 'N':
                    Assert.Equal(1, previous, 0.01);
                    break;
            }
        }
    }

    [Fact]
    public void TheSinusRhythmHasTheWantedRateAndVariability()
    {
        var record = SyntheticEcg.Generate(s_clean with { HeartRate = 75, RrVariability = 0.05, Seconds = 3000 });
        var rr = record.Beats.Zip(record.Beats.Skip(1), (a, b) => (b.Sample - a.Sample) / 360.0).ToArray();
        var mean = rr.Average();
        Assert.Equal(0.8, mean, 0.01);
        Assert.Equal(0.05, Math.Sqrt(rr.Average(v => (v - mean) * (v - mean))) / mean, 0.005);
    }

    [Fact]
    public void VentricularBeatsAreWideAndHaveNoPWave()
    {
        var record = SyntheticEcg.Generate(s_clean with { Patient = 5, VentricularPrematureShare = 0.2, RrVariability = 0 });
        double Width(char symbol) => record.Beats.Where(b => b.Symbol == symbol && b.Sample is > 100 and < 100_000).Average(b =>
        {
            var half = MathF.Abs(record.Leads[0][b.Sample]) / 2;
            return Enumerable.Range(-30, 61).Count(i => MathF.Abs(record.Leads[0][b.Sample + i]) > half) / 360.0;
        });
        Assert.InRange(Width('N'), 0.01, 0.045);
        Assert.True(Width('V') > 2 * Width('N'));
    }

    [Fact]
    public void SeedsDecideEverything()
    {
        var options = SyntheticEcgOptions.ForPatient(4, 30) with { Leads = 2 };
        var (a, b) = (SyntheticEcg.Generate(options), SyntheticEcg.Generate(options));
        Assert.Equal(a.Leads[0], b.Leads[0]);
        Assert.Equal(a.Leads[1], b.Leads[1]);
        Assert.Equal(a.Beats, b.Beats);
        Assert.NotEqual(a.Leads[0], a.Leads[1]);
        Assert.NotEqual(a.Leads[0], SyntheticEcg.Generate(options with { Seed = 99 }).Leads[0]);
        Assert.NotEqual(a.Leads[0], SyntheticEcg.Generate(options with { Patient = 8 }).Leads[0]);
    }

    [Fact]
    public void PatientsDifferMoreThanOnePatientsRecords()
    {
        float[] MeanBeat(int patient, int seed)
        {
            var record = SyntheticEcg.Generate(s_clean with { Patient = patient, Seed = seed, Seconds = 60 });
            var mean = new float[360];
            var window = new float[360];
            foreach (var beat in record.Beats)
            {
                if (BeatWindow.Default.Cut(record.Leads[0], beat.Sample, window) != BeatWindowStatus.Complete) continue;
                BeatNormalization.Apply(NormalizationMethod.ZScore, window, window);
                for (var i = 0; i < 360; i++) mean[i] += window[i];
            }
            BeatNormalization.Apply(NormalizationMethod.ZScore, mean, mean);
            return mean;
        }
        double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (double)(x - y)).Sum());

        var own = Enumerable.Range(0, 10).Average(p => Distance(MeanBeat(p, 1), MeanBeat(p, 2)));
        var others = Enumerable.Range(0, 10).Average(p => Distance(MeanBeat(p, 1), MeanBeat(p + 1, 1)));
        Assert.True(others > 3 * own);
    }

    [Fact]
    public void ASetOfPatientsHasEveryKindOfBeat()
    {
        var symbols = Enumerable.Range(0, 8).SelectMany(p => SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(p, 120)).Beats).CountBy(b => b.Symbol).ToDictionary();
        Assert.Equal("ALNRV", new string([.. symbols.Keys.Order()]));
        Assert.All(symbols.Values, count => Assert.True(count > 50));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(250.5)]
    [InlineData(1000)]
    public void AnyRateGivesTheSameBeatsInSeconds(double rate)
    {
        var options = SyntheticEcgOptions.ForPatient(1, 60) with { Noise = 0 };
        var (a, b) = (SyntheticEcg.Generate(options), SyntheticEcg.Generate(options with { SamplingRate = rate }));
        Assert.Equal((int)Math.Round(60 * rate), b.Leads[0].Length);
        Assert.Equal(a.Beats.Select(x => x.Symbol), b.Beats.Select(x => x.Symbol));
        foreach (var (x, y) in a.Beats.Zip(b.Beats)) Assert.Equal(x.Sample / 360.0, y.Sample / rate, 0.5 / 360 + 0.5 / rate + 1e-9);
    }

    [Fact]
    public void NoiseHasTheWantedSize()
    {
        var options = s_clean with { Seconds = 600 };
        var clean = SyntheticEcg.Generate(options).Leads[0];
        double Added(SyntheticEcgOptions o) => Math.Sqrt(SyntheticEcg.Generate(o).Leads[0].Zip(clean, (a, b) => ((double)a - b) * (a - b)).Average());
        Assert.Equal(0.05, Added(options with { Noise = 0.05 }), 0.001);
        Assert.Equal(0.10, Added(options with { BaselineWander = 0.10 }), 0.005);
        Assert.Equal(0.10 / Math.Sqrt(2), Added(options with { MainsHum = 0.10 }), 0.001);
    }

    [Fact]
    public void MistakesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticEcg.Generate(new() { Seconds = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticEcg.Generate(new() { Seconds = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticEcg.Generate(new() { Leads = 3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticEcg.Generate(new() { SamplingRate = 10 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticEcg.Generate(new() { AtrialPrematureShare = 0.6 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticEcg.Generate(new() { Conduction = (Conduction)4 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticEcg.Generate(new() { Seconds = 600_000, SamplingRate = 20_000 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticEcgOptions.ForPatient(-1));
    }
}
