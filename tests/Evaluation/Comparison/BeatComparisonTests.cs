using ArrhythmiaVision.Recordings;
using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Evaluation.Tests;

public class BeatComparisonTests
{
    // One sample a millisecond, compared from the start.
    private static readonly ComparisonOptions s_options = new() { SamplingFrequency = 1000, Start = TimeSpan.Zero };

    [Fact]
    public void AnAnnotatorAgreesWithItself() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var beats = RandomBeats(seed, 200, 150);
        var result = BeatComparison.Compare(beats, beats, s_options);
        var matrix = result.Matrix;
        return matrix.QrsSensitivity == new Proportion(200, 200) && matrix.QrsPositivePredictivity == new Proportion(200, 200)
            && matrix.VebSensitivity.Part == matrix.VebSensitivity.Whole && matrix.VebPositivePredictivity.Part == matrix.VebPositivePredictivity.Whole
            && matrix.SvebSensitivity.Part == matrix.SvebSensitivity.Whole && matrix.VebFalsePositiveRate.Part == 0
            && result.RrErrorMilliseconds == 0;
    }).Holds();

    [Fact]
    public void EveryBeatIsCountedOnce() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        // Any two annotators, however they disagree: rows add up to the reference's beats, columns to the test annotator's.
        var reference = RandomBeats(seed, 100, 20);
        var test = RandomBeats(seed + 1, 130, 10);
        var matrix = BeatComparison.Compare(reference, test, s_options with { RecordLength = 1_000_000 }).Matrix;
        return Beats.All(label => Missing.Concat(Beats).Sum(other => matrix[label, other]) == reference.Count(beat => LabelOf(beat) == label)
            && Missing.Concat(Beats).Sum(other => matrix[other, label]) == test.Count(beat => LabelOf(beat) == label));
    }).Holds();

    [Fact]
    public void PairsAreWithinTheWindow() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var pairs = BeatComparison.Pairs(RandomBeats(seed, 100, 20), RandomBeats(seed + 1, 100, 20), s_options).ToList();
        return pairs.All(pair => Math.Abs(pair.ReferenceSample - pair.TestSample) <= 150)
            && pairs.Any(pair => pair.Reference < BeatLabel.O && pair.Test < BeatLabel.O);
    }).Holds();

    [Fact]
    public void ShiftsWithinTheWindowChangeOnlyTheRrError() => Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var beats = RandomBeats(seed, 100, 400);
        var shifted = beats.Select(beat => beat with { Sample = beat.Sample + random.Next(-150, 151) }).ToList();
        var result = BeatComparison.Compare(beats, shifted, s_options);
        return result.Matrix.QrsSensitivity.Part == 100 && Beats.All(label => result.Matrix[label, label] == beats.Count(beat => LabelOf(beat) == label))
            && result.RrErrorMilliseconds is > 0 and <= 300;
    }).Holds();

    [Fact]
    public void TheWindowIsInclusive()
    {
        Assert.Equal(1, Compare([At(1000, "N")], [At(1150, "N")])[BeatLabel.N, BeatLabel.N]);
        var apart = Compare([At(1000, "N"), At(5000, "N")], [At(1151, "N"), At(5000, "N")]);
        Assert.Equal((1, 1), (apart[BeatLabel.N, BeatLabel.O], apart[BeatLabel.O, BeatLabel.N]));
        // At 250 Hz 150 ms are 37.5 samples, which go up to 38.
        var options = s_options with { SamplingFrequency = 250 };
        Assert.Equal(1, BeatComparison.Compare([At(1000, "N")], [At(1038, "N")], options).Matrix[BeatLabel.N, BeatLabel.N]);
        Assert.Equal(0, BeatComparison.Compare([At(1000, "N")], [At(1039, "N")], options).Matrix[BeatLabel.N, BeatLabel.N]);
    }

    [Fact]
    public void TheNearerBeatWins()
    {
        var near = Compare([At(1000, "N")], [At(900, "V"), At(1010, "N")]);
        Assert.Equal((1, 1), (near[BeatLabel.N, BeatLabel.N], near[BeatLabel.O, BeatLabel.V]));
        // Each reference beat lies nearest to the same test beat, but the second has a nearer partner of its own.
        var dense = BeatComparison.Compare([At(96, "N"), At(160, "N")], [At(128, "N"), At(185, "N")], s_options with { MatchWindow = TimeSpan.FromMilliseconds(37) });
        Assert.Equal(2, dense.Matrix[BeatLabel.N, BeatLabel.N]);
    }

    [Fact]
    public void TheLearningPeriodIsLeftOut()
    {
        Annotation[] reference = [At(299_000, "V"), At(300_050, "N"), At(301_000, "N")];
        // The last test beat of the learning period may be the partner of the first reference beat after it.
        var matrix = BeatComparison.Compare(reference, [At(299_000, "N"), At(299_990, "N"), At(301_000, "N")], s_options with { Start = TimeSpan.FromMinutes(5) }).Matrix;
        Assert.Equal((2, 0, 0), (matrix[BeatLabel.N, BeatLabel.N], matrix.VebSensitivity.Whole, matrix.QrsPositivePredictivity.Whole - 2));
    }

    [Fact]
    public void TheEndIsTheRecordsOrTheReferencesOrTheFirst()
    {
        Annotation[] reference = [At(1000, "N"), At(2000, "N"), At(3000, "N")];
        Annotation[] test = [At(1000, "N"), At(2000, "N"), At(4000, "N")];
        long Missed(ComparisonOptions options) => BeatComparison.Compare(reference, test, options).Matrix[BeatLabel.N, BeatLabel.O];
        long Extra(ComparisonOptions options) => BeatComparison.Compare(reference, test, options).Matrix[BeatLabel.O, BeatLabel.N];

        Assert.Equal((1, 0), (Missed(s_options), Extra(s_options)));
        Assert.Equal((1, 1), (Missed(s_options with { RecordLength = 5000 }), Extra(s_options with { RecordLength = 5000 })));
        var early = s_options with { RecordLength = 5000, End = TimeSpan.FromSeconds(2.5) };
        Assert.Equal((0, 0), (Missed(early), Extra(early)));
        Annotation[] two = [At(1000, "N"), At(2000, "N")];
        Assert.Equal(0, BeatComparison.Compare(reference, two, s_options with { EndsWithEitherAnnotator = true }).Matrix[BeatLabel.N, BeatLabel.O]);
    }

    [Fact]
    public void WhatIsMissedInShutdownCountsAgainstX()
    {
        Annotation[] test = [At(1000, "N"), Shutdown(1500), At(3500, "~"), At(4000, "N")];
        Annotation[] reference = [At(1000, "N"), At(2000, "V"), At(3000, "S"), At(4000, "N")];
        var result = BeatComparison.Compare(reference, test, s_options);
        Assert.Equal((1, 1, 2), (result.Matrix[BeatLabel.V, BeatLabel.X], result.Matrix[BeatLabel.S, BeatLabel.X], result.Matrix[BeatLabel.N, BeatLabel.N]));
        Assert.Equal(TimeSpan.FromSeconds(2), result.ShutdownTime);
        Assert.Equal(new Proportion(2, 4), result.Matrix.MissedInShutdown);
        Assert.Equal(new Proportion(1, 1), result.Matrix.MissedInShutdownOf(BeatLabel.V));

        // A lone mark covers the gap from 150 ms after the last beat to 150 ms before the next.
        var lone = BeatComparison.Compare(reference, [At(1000, "N"), Shutdown(2500), At(4000, "N")], s_options);
        Assert.Equal(2700, lone.ShutdownSamples);
        Assert.Equal(2, lone.Matrix.MissedInShutdown.Part);

        // The roles exchanged: what is found where the reference is unreadable.
        var extra = BeatComparison.Compare(test, reference, s_options).Matrix;
        Assert.Equal((1, 1), (extra[BeatLabel.X, BeatLabel.V], extra[BeatLabel.X, BeatLabel.S]));
    }

    [Fact]
    public void BeatsInTheReferencesFlutterAreNotCounted()
    {
        Annotation[] reference = [At(1000, "N"), At(1500, "["), At(2000, "!"), At(2500, "]"), At(4000, "N")];
        Annotation[] test = [At(1000, "N"), At(1800, "V"), At(2100, "V"), At(4000, "N")];
        var matrix = BeatComparison.Compare(reference, test, s_options).Matrix;
        Assert.Equal((2, 0), (matrix.QrsPositivePredictivity.Whole, matrix.VebPositivePredictivity.Whole));
        Assert.Equal(2, BeatComparison.Pairs(reference, test, s_options).Count(pair => pair.Reference == BeatLabel.Excluded));
    }

    [Fact]
    public void EscapeBeatsFollowTheOption()
    {
        Annotation[] beats = [At(1000, "e"), At(2000, "j"), At(3000, "n"), At(4000, "A"), At(5000, "E")];
        Assert.Equal(4, Compare(beats, beats).SvebSensitivity.Whole);
        var matrix = BeatComparison.Compare(beats, beats, s_options with { EscapeBeatsAreNormal = true }).Matrix;
        Assert.Equal((1, 3, 1), (matrix.SvebSensitivity.Whole, matrix[BeatLabel.N, BeatLabel.N], matrix.VebSensitivity.Whole));
        Assert.Equal(4, Compare(beats, beats).WithoutSupraventricular()[BeatLabel.N, BeatLabel.N]);
    }

    [Fact]
    public void TheRrErrorIsTheRootMeanSquare()
    {
        // Intervals of 1000 and 1000 against 1030 and 960; the first beat of each ends no interval.
        var result = BeatComparison.Compare(
            [At(1000, "N"), At(2000, "N"), At(3000, "N")], [At(1000, "N"), At(2030, "N"), At(2990, "N")], s_options);
        Assert.Equal(2, result.RrErrorCount);
        Assert.Equal(Math.Sqrt(((30 * 30) + (40 * 40)) / 2.0), result.RrErrorMilliseconds!.Value, 9);
        Assert.Null(BeatComparison.Compare([At(1000, "N")], [At(1000, "N")], s_options).RrErrorMilliseconds);
    }

    [Fact]
    public void FalsePositivesFollowTheStandard()
    {
        var counts = new long[7, 7];
        for (int r = 0; r < 7; r++)
        {
            for (int t = 0; t < (r < 5 ? 7 : 5); t++)
                counts[r, t] = 1L << ((7 * r) + t);
        }

        var matrix = new BeatMatrix(counts);
        long Sum(string cells) => cells.Split(' ').Sum(cell => counts["NSVFQOX".IndexOf(cell[0]), "nsvfqox".IndexOf(cell[1])]);
        Assert.Equal(Sum("Nv Sv Ov Xv"), matrix.VebFalsePositiveRate.Part);
        Assert.Equal(Sum("Vv Nv Sv Ov Xv"), matrix.VebPositivePredictivity.Whole);
        Assert.Equal(Sum("Vv Vn Vs Vf Vq Vo Vx"), matrix.VebSensitivity.Whole);
        Assert.Equal(Sum("Nn Ns Nf Nq Sn Ss Sf Sq Fn Fs Ff Fq Qn Qs Qf Qq On Os Of Oq Xn Xs Xf Xq Nv Sv Ov Xv"), matrix.VebFalsePositiveRate.Whole);
        Assert.Equal(Sum("Ss Ns Vs Fs Os Xs"), matrix.SvebPositivePredictivity.Whole);
        Assert.Equal(Sum("Ns Vs Fs Os Xs"), matrix.SvebFalsePositiveRate.Part);
        Assert.Equal(Sum("On Os Ov Of Oq Xn Xs Xv Xf Xq"), matrix.QrsPositivePredictivity.Whole - matrix.QrsPositivePredictivity.Part);
    }

    [Fact]
    public void MemoryDoesNotGrowWithTheRecord()
    {
        static IEnumerable<Annotation> Beats(int count)
        {
            for (int i = 1; i <= count; i++)
                yield return new Annotation(i * 800L, AnnotationCode.Normal);
        }

        static long Allocated(int count) => Allocations.InSteadyState(() =>
        {
            var result = BeatComparison.Compare(Beats(count), Beats(count), s_options);
            RunComparison.Compare(Beats(count), Beats(count), s_options);
            Assert.Equal(count, result.Matrix[BeatLabel.N, BeatLabel.N]);
        });

        Assert.Equal(Allocated(1000), Allocated(100_000));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Annotation[] beats = [At(1000, "N"), At(900, "V")];
        var error = Assert.Throws<InvalidDataException>(() => BeatComparison.Compare([At(1000, "N")], beats, s_options));
        Assert.Contains("the test annotations: annotation 1 ('V') is at sample 900, before sample 1000", error.Message);
        Assert.Contains("the reference annotations", Assert.Throws<InvalidDataException>(() => RunComparison.Compare(beats, [], s_options)).Message);
        Assert.Throws<InvalidDataException>(() => BeatComparison.Compare([At(-5, "N")], [], s_options));

        void Refused(string part, ComparisonOptions options) => Assert.Contains(part, Assert.Throws<ArgumentException>(() => BeatComparison.Compare([], [], options)).Message);
        Refused("sampling frequency", s_options with { SamplingFrequency = double.NaN });
        Refused("length", s_options with { RecordLength = 0 });
        Refused("start at", s_options with { Start = TimeSpan.FromSeconds(-1) });
        Refused("window", s_options with { MatchWindow = TimeSpan.FromSeconds(-1) });
        Refused("shorter than the record", s_options with { Start = TimeSpan.FromMinutes(5), RecordLength = 60_000 });
        Refused("end", s_options with { End = TimeSpan.Zero });
        Assert.Throws<ArgumentException>(() => BeatComparison.Pairs([], [], s_options with { RecordLength = -1 }));
        Assert.Throws<ArgumentException>(() => new ComparisonSummary([]));
        Assert.Throws<ArgumentException>(() => new BeatMatrix(new long[5, 5]));
        var impossible = new long[7, 7];
        impossible[5, 6] = 1;
        Assert.Throws<ArgumentException>(() => new BeatMatrix(impossible));
    }

    [Fact]
    public void NothingToCompareGivesNothing()
    {
        var result = BeatComparison.Compare([], [], s_options with { RecordLength = 1000 });
        Assert.False(result.Matrix.QrsSensitivity.IsDefined);
        Assert.Equal("- (0/0)", result.Matrix.QrsSensitivity.ToString());
        Assert.Equal("99.60% (2264/2273)", new Proportion(2264, 2273).ToString());
    }

    private static readonly BeatLabel[] Beats = [BeatLabel.N, BeatLabel.S, BeatLabel.V, BeatLabel.F, BeatLabel.Q];
    private static readonly BeatLabel[] Missing = [BeatLabel.O, BeatLabel.X];

    private static BeatMatrix Compare(Annotation[] reference, Annotation[] test) => BeatComparison.Compare(reference, test, s_options).Matrix;

    private static List<Annotation> RandomBeats(int seed, int count, int shortest)
    {
        var random = new Random(seed);
        long sample = 0;
        return [.. Enumerable.Range(0, count).Select(_ => At(sample += shortest + random.Next(1, 700), "NAVFQ".Substring(random.Next(5), 1)))];
    }

    private static BeatLabel LabelOf(Annotation beat) => Enum.Parse<BeatLabel>(beat.Code.Aami.ToString());

    private static Annotation At(long sample, string symbol) => new(sample, AnnotationCode.FromSymbol(symbol));

    private static Annotation Shutdown(long sample) => new(sample, AnnotationCode.SignalQualityChange) { Subtype = -1 };
}
