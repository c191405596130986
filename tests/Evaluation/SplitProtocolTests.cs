namespace ArrhythmiaVision.Evaluation.Tests;

public class SplitProtocolTests
{
    private static readonly string[] Classes = ["N", "L", "R", "A", "V"];

    // The published counts of MIT-BIH's five classes, in some order of beats.
    private static readonly BeatTable Beats = MakeBeats(75052, 8075, 7259, 2546, 7130);

    [Fact]
    public void PaperHoldsOutAFifthOfTheBalancedBeats()
    {
        var split = SplitProtocol.Paper.Split(Beats, 1);

        Assert.Equal(24000, split.Training.Count);
        Assert.Equal(6000, split.Test.Count);
        var perClass = split.Training.Concat(split.Test).CountBy(i => Beats.Labels[i]).ToDictionary();
        Assert.All(Enumerable.Range(0, 5), c => Assert.Equal(6000, perClass[c]));
        // A's 2,546 beats are used 2 or 3 times each, so many test rows are copies of training rows.
        Assert.InRange(LeakageAudit.Of(Beats, split).CopiedBeats, 900, 1200);
    }

    [Fact]
    public void UniqueNeverUsesATestBeatForTraining()
    {
        var split = SplitProtocol.Unique.Split(Beats, 1);

        Assert.Empty(split.Test.Intersect(split.Training));
        Assert.Equal(split.Test.Count, split.Test.Distinct().Count());
        var test = split.Test.CountBy(i => Beats.Labels[i]).ToDictionary();
        // A fifth, at most 1,200: N 1,200 of 75,052; L 1,200 of 8,075; R 1,200 of 7,259; A 509 of 2,546; V 1,200 of 7,130.
        Assert.Equal([1200, 1200, 1200, 509, 1200], Enumerable.Range(0, 5).Select(c => test[c]));
        var training = split.Training.CountBy(i => Beats.Labels[i]).ToDictionary();
        Assert.All(Enumerable.Range(0, 5), c => Assert.Equal(4800, training[c]));
    }

    [Fact]
    public void InterPatientTakesDs1AndDs2AndNoPacedRecord()
    {
        string[] records = ["101", "100", "102", "201", "202", "106", "217", "100"];
        var beats = new BeatTable(Classes, [0, 1, 0, 2, 3, -1, 0, 4], records);
        var split = SplitProtocol.InterPatient.Split(beats, 1);

        Assert.Equal([0, 3], split.Training);
        Assert.Equal([1, 4, 7], split.Test);
        // De Chazal's own division has records 201 (DS1) and 202 (DS2), which are of one patient.
        Assert.Equal(["201"], LeakageAudit.Of(beats, split).SharedPatients);
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("unique")]
    public void TheSeedDecides(string name)
    {
        var protocol = SplitProtocol.Parse(name.ToUpperInvariant());
        Assert.Equal(name, protocol.Name);
        var (first, again, other) = (protocol.Split(Beats, 1), protocol.Split(Beats, 1), protocol.Split(Beats, 2));
        Assert.Equal(first.Training, again.Training);
        Assert.Equal(first.Test, again.Test);
        Assert.NotEqual(first.Test, other.Test);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("paper, unique, inter-patient", Assert.Throws<ArgumentException>(() => SplitProtocol.Parse("random")).Message);
        var error = Assert.Throws<ArgumentException>(() => SplitProtocol.Unique.Split(MakeBeats(9, 9, 9, 1, 9), 1));
        Assert.Contains("Class 'A' has 1 rows", error.Message);
        Assert.Contains("records are not known", Assert.Throws<ArgumentException>(() => SplitProtocol.InterPatient.Split(Beats, 1)).Message);
        Assert.Contains("0 are of DS1", Assert.Throws<ArgumentException>(() => SplitProtocol.InterPatient.Split(new BeatTable(Classes, [0], ["100"]), 1)).Message);
        Assert.Contains("2 labels but 1 records", Assert.Throws<ArgumentException>(() => new BeatTable(Classes, [0, 1], ["100"])).Message);
    }

    private static BeatTable MakeBeats(params int[] counts)
    {
        int[] labels = [.. counts.SelectMany((count, c) => Enumerable.Repeat(c, count))];
        new Random(5).Shuffle(labels);
        return new BeatTable(Classes, labels);
    }
}
