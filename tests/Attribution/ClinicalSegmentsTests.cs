using ArrhythmiaVision.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Attribution.Tests;

public class ClinicalSegmentsTests
{
    [Fact]
    public void EveryWaveFoundIsASegment()
    {
        var waves = new BeatDelineation(1180, new Wave(1100, 1115, 1129), new QrsComplex(1160, 1166, 1194, 1205), new Wave(1250, 1280, 1309));
        ClinicalSegment[] expected =
        [
            new("before", 0, 100), new("P", 100, 130), new("PR", 130, 160), new("Q", 160, 174), new("R", 174, 188), new("S", 188, 206),
            new("ST", 206, 250), new("T", 250, 310), new("after", 310, 360),
        ];
        Assert.Equal(expected, ClinicalSegments.From(waves, 1000));
    }

    [Fact]
    public void WavesNotFoundAreLeftOut()
    {
        ClinicalSegment[] qrsAlone = [new("before", 0, 160), new("R", 160, 206), new("after", 206, 360)];
        ClinicalSegment[] none = [new("before", 0, 180), new("after", 180, 360)];
        Assert.Equal(qrsAlone, ClinicalSegments.From(new BeatDelineation(180, null, new QrsComplex(160, null, null, 205), null)));
        Assert.Equal(none, ClinicalSegments.From(new BeatDelineation(180, null, null, null)));
        Assert.Throws<ArgumentException>(() => ClinicalSegments.From(new BeatDelineation(400, null, null, null)));
    }

    /// <summary>Whatever the waves, also those that reach beyond the window or into each other.</summary>
    [Fact]
    public void SegmentsCoverTheWindowOnce() =>
        Prop.ForAll(Gen.Choose(-100, 460).ArrayOf(10).ToArbitrary(), Gen.Choose(0, 15).ToArbitrary(), (at, found) =>
        {
            var waves = new BeatDelineation(
                180, (found & 1) == 0 ? null : new Wave(at[0], at[1], at[2]),
                (found & 2) == 0 ? null : new QrsComplex(at[3], (found & 4) == 0 ? null : at[4], (found & 8) == 0 ? null : at[5], at[6]),
                (found & 4) == 0 ? null : new Wave(at[7], at[8], at[9]));
            var segments = ClinicalSegments.From(waves);
            var next = 0;
            foreach (var segment in segments)
            {
                Assert.Equal(next, segment.Start);
                Assert.True(segment.Length > 0);
                Assert.Contains(segment.Name, ClinicalSegments.Names);
                next = segment.End;
            }

            Assert.Equal(360, next);
        }).Holds();

    [Fact]
    public void EqualPiecesCoverTheBeat()
    {
        var pieces = ClinicalSegments.Equal(7);
        Assert.Equal((0, 360, 360), (pieces[0].Start, pieces[^1].End, pieces.Sum(p => p.Length)));
        Assert.All(pieces, p => Assert.InRange(p.Length, 51, 52));
    }
}
