using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Evaluation.Tests;

public class PatientBootstrapTests
{
    private static readonly string[] s_classes = ["N", "V"];

    [Fact]
    public void OnePatientLeavesNoDoubt()
    {
        var report = Patient(90, 10, 3, 17);
        var bootstrap = new PatientBootstrap([report], resamples: 50);
        Assert.Equal((report.Accuracy, report.Accuracy), Ends(bootstrap.Accuracy()));
        Assert.Equal((report.MacroF1, report.MacroF1), Ends(bootstrap.MacroF1()));
        for (int c = 0; c < 2; c++)
        {
            Assert.Equal((report.PerClass[c].Recall, report.PerClass[c].Recall), Ends(bootstrap.Sensitivity(c)));
            Assert.Equal((report.PerClass[c].Precision, report.PerClass[c].Precision), Ends(bootstrap.PositivePredictivity(c)));
            Assert.Equal((report.PerClass[c].F1, report.PerClass[c].F1), Ends(bootstrap.F1(c)));
        }
    }

    [Fact]
    public void TheIntervalOfAShareIsThatOfTheBinomialDistribution()
    {
        // 400 patients of one beat each, 300 of them right: scipy.stats.binom.ppf([.025, .975], 400, .75) / 400 = [0.7075, 0.7925].
        var patients = Enumerable.Range(0, 400).Select(i => i < 300 ? Patient(1, 0, 0, 0) : Patient(0, 1, 0, 0)).ToList();
        var interval = new PatientBootstrap(patients, resamples: 4000, seed: 7).Accuracy();
        Assert.Equal(0.7075, interval.Lower, 0.005);
        Assert.Equal(0.7925, interval.Upper, 0.005);
        Assert.Equal(4000, interval.Resamples);
    }

    [Fact]
    public void PatientsNotBeatsDecideTheWidth()
    {
        // Ten patients of 1,000 beats each, half of them all right and half all wrong: 10,000 beats would give an interval of 0.02.
        var patients = Enumerable.Range(0, 10).Select(i => i < 5 ? Patient(1000, 0, 0, 0) : Patient(0, 1000, 0, 0)).ToList();
        var interval = new PatientBootstrap(patients).Accuracy();

        // scipy.stats.binom.ppf([.025, .975], 10, .5) / 10 = [0.2, 0.8].
        Assert.Equal((0.2, 0.8), (Math.Round(interval.Lower, 2), Math.Round(interval.Upper, 2)));
    }

    [Fact]
    public void TheEndsAreQuantilesOfTheResamples()
    {
        // The figure numbers the resamples: numpy.percentile(numpy.arange(1, 102), [5, 95]) = [6, 96].
        int call = 0;
        var interval = new PatientBootstrap([Patient(1, 0, 0, 1)], resamples: 101).Interval(_ => ++call, level: 0.9);
        Assert.Equal((6.0, 96.0, 0.9), (Math.Round(interval!.Lower, 9), Math.Round(interval.Upper, 9), interval.Level));
    }

    [Fact]
    public void ResamplesThatDoNotDefineAFigureAreLeftOut()
    {
        // Only one of two patients has V, so a quarter of the draws has none.
        var bootstrap = new PatientBootstrap([Patient(10, 0, 0, 0), Patient(5, 0, 2, 3)], resamples: 2000);
        var interval = bootstrap.Sensitivity(1)!;
        Assert.InRange(interval.Resamples, 1400, 1600);
        Assert.Equal((0.6, 0.6), Ends(interval));
        Assert.Equal(2000, bootstrap.Accuracy().Resamples);

        var none = new PatientBootstrap([Patient(10, 0, 0, 0)]);
        Assert.Null(none.Sensitivity(1));
        Assert.Null(none.PositivePredictivity(1));
        Assert.Null(none.F1(1));
        Assert.Null(none.MacroF1());
    }

    [Fact]
    public void IntervalsLieBetweenTheWorstAndTheBestPatientAndFollowTheSeed()
    {
        Prop.ForAll(Gen.Choose(0, 50).Select(n => n + 1).ListOf(8).ToArbitrary(), counts =>
        {
            var patients = Enumerable.Range(0, 4).Select(i => Patient(counts[2 * i], counts[(2 * i) + 1], 1, 1)).ToList();
            var interval = new PatientBootstrap(patients, 200, seed: 3).Accuracy();
            Assert.InRange(interval.Lower, patients.Min(p => p.Accuracy) - 1e-12, interval.Upper);
            Assert.InRange(interval.Upper, interval.Lower, patients.Max(p => p.Accuracy) + 1e-12);
            Assert.Equal(interval, new PatientBootstrap(patients, 200, seed: 3).Accuracy());
        }).Holds();
    }

    [Fact]
    public void WhatCannotBeDrawnIsRefused()
    {
        Assert.Contains("no patients", Assert.Throws<ArgumentException>(() => new PatientBootstrap([])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PatientBootstrap([Patient(1, 0, 0, 0)], resamples: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PatientBootstrap([Patient(1, 0, 0, 0)]).Accuracy(1));
        var other = new ClassificationReport(["N", "S"], new long[,] { { 1, 0 }, { 0, 1 } });
        Assert.Contains("N S", Assert.Throws<ArgumentException>(() => new PatientBootstrap([Patient(1, 0, 0, 0), other])).Message);
    }

    private static (double, double) Ends(ConfidenceInterval? interval) => (interval!.Lower, interval.Upper);

    private static ClassificationReport Patient(long nn, long nv, long vn, long vv) => new(s_classes, new[,] { { nn, nv }, { vn, vv } });
}
