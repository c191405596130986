namespace ArrhythmiaVision.Evaluation.Tests;

public class LeakageAuditTests
{
    private static readonly string[] Classes = ["N", "V"];

    [Fact]
    public void CopiesEqualBeatsAndPatientsAreCounted()
    {
        UInt128[] samples = [.. ((float[][])[[1, 2], [1, 2], [3, 4], [5, 6], [7, 8]]).Select(x => BeatFingerprint.Of(x))];
        var beats = new BeatTable(Classes, [0, 0, 1, 1, 0], ["201", "202", "100", "101", "101"], fingerprints: samples);

        // Row 0 trains; row 1 has its samples and is of its patient; row 3 stands on both sides; row 4 shares row 3's patient.
        var audit = LeakageAudit.Of(beats, new BeatSplit("mine", 1, [0, 3, 3], [1, 2, 3, 4, 4]));

        Assert.False(audit.IsClean);
        Assert.Equal(5, audit.TestBeats);
        Assert.Equal(1, audit.CopiedBeats);
        Assert.Equal(1, audit.EqualBeats);
        Assert.Equal(3, audit.TestPatients);
        Assert.Equal(["101", "201"], audit.SharedPatients);
        Assert.Equal("""
            leakage audit: the test set is not independent of the training set
              copies of training beats:  1 of 5 test beats
              beats of equal samples:    1
              patients on both sides:    2 of 3: 101 201

            """, audit.ToString(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void WhatIsNotKnownIsNotCalledClean()
    {
        var audit = LeakageAudit.Of(new BeatTable(Classes, [0, 1]), new BeatSplit("mine", 1, [0], [1]));
        Assert.Null(audit.EqualBeats);
        Assert.Null(audit.SharedPatients);
        Assert.Contains("beats of equal samples:    not examined", audit.ToString());
        Assert.Contains("patients on both sides:    not examined", audit.ToString());
    }

    [Fact]
    public void AResultIsPrintedWithItsAudit()
    {
        var beats = new BeatTable(Classes, [0, 1], ["100", "101"]);
        var audit = LeakageAudit.Of(beats, new BeatSplit("mine", 3, [0], [1]));
        string text = new ProtocolResult("V2", "mine", 3, ClassificationReport.Of(Classes, [1], [1]), audit).ToString();
        Assert.Contains("V2 by protocol 'mine', seed 3", text);
        Assert.Contains("accuracy", text);
        Assert.Contains("leakage audit: clean", text);
    }

    [Fact]
    public void ARowThatIsNotInTheTableIsRefused()
    {
        var beats = new BeatTable(Classes, [0, 1]);
        Assert.Contains("row 2", Assert.Throws<ArgumentException>(() => LeakageAudit.Of(beats, new BeatSplit("mine", 1, [0], [2]))).Message);
    }
}
