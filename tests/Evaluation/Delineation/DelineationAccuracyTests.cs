using ArrhythmiaVision.Recordings;
using DelineationTable;

namespace ArrhythmiaVision.Evaluation.Tests;

/// <summary>Holds the figures of docs/delineation.md, which samples/DelineationTable makes.</summary>
public class DelineationAccuracyTests
{
    // What was measured on the even records, to which nothing was fitted, with room for another instruction set's last bits.
    [Theory]
    [InlineData(false, 0.96, 0.985)]
    [InlineData(true, 0.94, 0.985)]
    public void WavesAreFoundInRecordsThatNothingWasFittedTo(bool ownPeaks, double p, double t)
    {
        var score = Gross(false, ownPeaks);
        Assert.Equal((325, 458, 408), (score.P.Found + score.P.Missed, score.Qrs.Found + score.Qrs.Missed, score.T.Found + score.T.Missed));
        Assert.InRange(score.P.F1, p, 1);
        Assert.InRange(score.Qrs.F1, 0.995, 1);
        Assert.InRange(score.T.F1, t, 1);
    }

    [Fact]
    public void OnsetsAndOffsetsLieWhereTheCardiologistsPutThem()
    {
        var score = Gross(false, false);
        AssertSpread(score.P.Onset, 2.5, 9);
        AssertSpread(score.P.Peak, 2.5, 6);
        AssertSpread(score.P.Offset, 2.5, 9.5);
        AssertSpread(score.Qrs.Onset, 2.5, 12);
        AssertSpread(score.Qrs.Offset, 2.5, 10.5);
        AssertSpread(score.T.Peak, 4.5, 31);
        AssertSpread(score.T.Offset, 4, 33);
    }

    [Fact]
    public void TheRecordsTunedOnAreNotMuchBetter()
    {
        var (tuned, test) = (Gross(true, false), Gross(false, false));
        Assert.InRange(tuned.P.F1, 0.985, 1);
        Assert.InRange(tuned.T.F1, 0.99, 1);
        Assert.InRange(tuned.P.F1 - test.P.F1, -0.01, 0.03);
        Assert.InRange(tuned.T.F1 - test.T.F1, -0.01, 0.01);
    }

    [Fact]
    public void ABeatsKindTellsWhetherItHasAPWaveAndAWideComplex()
    {
        var measurement = new MitBihMeasurement(FolderOrSkip(MitBihArrhythmiaDatabase.Name));
        var sinus = measurement.Measure(["100", "101"]).Single(g => g.Name == "N in (N");
        Assert.InRange(sinus.PShare, 99.5, 100);
        Assert.InRange(sinus.Qrs(50), 75, 100);

        var fibrillation = measurement.Measure(["202", "219", "222"]);
        Assert.InRange(fibrillation.Single(g => g.Name == "N in (AFIB").PShare, 0, 38);
        Assert.InRange(fibrillation.Single(g => g.Name == "N in (N").PShare, 97, 100);

        var wide = measurement.Measure(["111", "200", "217"]);
        Assert.InRange(wide.Single(g => g.Name == "L in (N").Qrs(50), 120, 150);
        Assert.InRange(wide.Single(g => g.Name == "V in (B").Qrs(50), 120, 170);
        Assert.InRange(wide.Single(g => g.Name == "V in (B").PShare, 0, 10);
        Assert.InRange(wide.Single(g => g.Name == "/ in (P").PShare, 0, 2);
    }

    private static void AssertSpread(IReadOnlyList<double> errors, double mean, double deviation)
    {
        var spread = WaveScore.Spread(errors);
        Assert.InRange(spread.Mean, -mean, mean);
        Assert.InRange(spread.Deviation, 0, deviation);
    }

    private static DelineationScore Gross(bool tuned, bool ownPeaks)
    {
        var measurement = new LudbMeasurement(FolderOrSkip(LudbMeasurement.Name));
        return DelineationScore.Gross(LudbMeasurement.Records.Where(n => LudbMeasurement.IsTuned(n) == tuned).Select(n => measurement.Score(n, ownPeaks)));
    }

    private static string FolderOrSkip(string database)
    {
        var folder = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(database);
        if (folder is null)
            Assert.Skip($"The database '{database}' is not here; set {RecordingLibrary.DataVariable} to the folder that has it.");
        return folder;
    }
}
