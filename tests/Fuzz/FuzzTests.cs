namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>A slice of the cases that the command <c>fuzz</c> runs.</summary>
public class FuzzTests
{
    private const int Cases = 3_000;

    public static TheoryData<int> Readers => [.. Enumerable.Range(0, Targets.All.Count)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void DamagedFilesAreReadOrRefused(int reader)
    {
        var campaign = new Campaign(seed: 1);
        var findings = campaign.Run(Targets.All[reader](), 0, Cases, TestContext.Current.CancellationToken);
        Assert.True(findings.Count == 0, string.Join('\n', findings.Take(5)));
        Assert.Equal(Cases, campaign.Results + campaign.Refusals);
        Assert.True(campaign.Refusals > 0, "no case was damaged enough to be refused");
    }

    [Fact]
    public void ACaseIsMadeFromItsNumberAndTheSeed()
    {
        var target = RecordingTargets.Annotations;
        Assert.Equal(Bytes(new Campaign(3)), Bytes(new Campaign(3)));
        Assert.NotEqual(Bytes(new Campaign(3)), Bytes(new Campaign(4)));

        byte[] Bytes(Campaign campaign) => [.. Enumerable.Range(0, 50).SelectMany(number => campaign.Make(target, number)[0].Bytes)];
    }

    [Fact]
    public void WhatNoReaderMayDoIsFound()
    {
        InputFile[][] seeds = [[new InputFile("f", [1, 2, 3])]];
        Assert.Contains("FormatException", Only((_, _) => throw new FormatException("bad")).What, StringComparison.Ordinal);
        Assert.Contains("bytes were allocated", Only((_, _) => GC.KeepAlive(new byte[70 << 20])).What, StringComparison.Ordinal);
        Assert.Contains("says nothing", Only((_, _) => throw new InvalidDataException(" ")).What, StringComparison.Ordinal);

        Finding Only(Action<InputFile[], string> read) =>
            Assert.Single(new Campaign(1).Run(new Target("t", seeds, read, NeedsFolder: false), 0, 1, TestContext.Current.CancellationToken));
    }
}
