using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

public sealed class SplitByProtocolTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Unique_gives_no_row_twice_in_the_test_set_nor_on_both_sides()
    {
        var view = Rows();
        var split = _ml.Data.SplitByProtocol(view, SplitProtocol.Unique, seed: 4);

        Assert.Equal(("unique", 4), (split.Split.Protocol, split.Split.Seed));
        Assert.Equal((40, 9600), (split.TestSet.GetRowCount(), split.TrainSet.GetRowCount()));
        var test = split.TestSet.GetColumn<float>("Row").ToList();
        Assert.Equal(40, test.Distinct().Count());
        Assert.Empty(test.Intersect(split.TrainSet.GetColumn<float>("Row")));
        Assert.Equal([4800, 4800], PerClass(split.TrainSet));
        Assert.Equal(split.Split.Test.Select(row => (float)row), test);
    }

    [Fact]
    public void Paper_puts_copies_on_both_sides()
    {
        var split = _ml.Data.SplitByProtocol(Rows(), SplitProtocol.Paper, seed: 4);
        Assert.Equal((2400, 9600), (split.TestSet.GetRowCount(), split.TrainSet.GetRowCount()));
        Assert.NotEmpty(split.TestSet.GetColumn<float>("Row").Intersect(split.TrainSet.GetColumn<float>("Row")));
    }

    [Fact]
    public void Both_sets_share_one_reading_of_the_view()
    {
        var watched = new WatchedView(Rows());
        var split = _ml.Data.SplitByProtocol(watched, SplitProtocol.Paper);
        Assert.Equal(["Label"], watched.Asked);
        _ = split.TrainSet.GetColumn<float>("Row").Count();
        _ = split.TestSet.GetColumn<float>("Row").Count();
        Assert.Equal(2, watched.CursorsMade);
    }

    [Fact]
    public void A_result_is_given_with_its_leakage_audit()
    {
        // Ten records of ten beats; records 201 and 202 are of one patient; every beat of record 100 has the samples of one of 101's.
        string[] names = ["100", "101", "103", "105", "106", "108", "109", "111", "201", "202"];
        var view = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new RecordedBeat
        {
            Label = (uint)(i % 2),
            Record = names[i / 10],
            Patient = names[i / 10] == "202" ? "201" : names[i / 10],
            Features = [i < 20 ? i % 10 : i, 1],
        }));
        var split = _ml.Data.SplitByProtocol(view, SplitProtocol.Unique, seed: 2);
        int[] test = [.. split.Split.Test];

        var audit = split.AuditLeakage();
        Assert.Equal(0, audit.CopiedBeats);
        Assert.Equal(test.Count(row => row < 20 && !test.Contains(row < 10 ? row + 10 : row - 10)), audit.EqualBeats);
        Assert.Equal(test.Select(row => Math.Min(row / 10, 8)).Distinct().Count(), audit.TestPatients);

        var metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(test.Select(row => new ScoredBeat
        {
            Label = (uint)(row % 2), PredictedLabel = 0, Score = [0.75f, 0.25f],
        })));
        var result = split.Result("mine", metrics);
        Assert.Equal(test.Count(row => row % 2 == 0) / (double)test.Length, result.Report.Accuracy, 1e-12);
        Assert.Contains("mine by protocol 'unique', seed 2", result.ToString());
        Assert.Contains("leakage audit: the test set is not independent", result.ToString());

        Assert.Throws<ArgumentOutOfRangeException>(() => split.AuditLeakage("Nothing"));
        Assert.Throws<ArgumentOutOfRangeException>(() => split.AuditLeakage("Record"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows()
    {
        var view = Rows();
        var a = _ml.Data.SplitByProtocol(view, SplitProtocol.Unique, seed: 4);
        var b = _ml.Data.SplitByProtocol(view, SplitProtocol.Unique, seed: 4);
        Assert.Equal(a.TrainSet.GetColumn<float>("Row"), b.TrainSet.GetColumn<float>("Row"));
        Assert.NotEqual(a.TrainSet.GetColumn<float>("Row"), _ml.Data.SplitByProtocol(view, SplitProtocol.Unique, seed: 5).TrainSet.GetColumn<float>("Row"));
    }

    [Fact]
    public void What_cannot_be_split_is_refused()
    {
        var view = _ml.Data.LoadFromEnumerable([new NumberedRow { Label = 0 }, new NumberedRow { Label = 0 }, new NumberedRow { Label = 1 }]);
        Assert.Contains("Class '1' has 1 rows", Assert.Throws<ArgumentException>(() => _ml.Data.SplitByProtocol(view, SplitProtocol.Unique)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.SplitByProtocol(view, SplitProtocol.Unique, "Row"));
        Assert.Throws<ArgumentNullException>(() => _ml.Data.SplitByProtocol(view, null!));
    }

    [Fact]
    public void MitBih_splits_as_its_counts_say()
    {
        var records = _ml.Data.LoadFromWfdb(Views.MitBih());
        var watched = new WatchedView(records);
        var transformer = _ml.Transforms.BeatSegment().Fit(watched);
        var counts = transformer.Count(watched);
        var split = _ml.Data.SplitByProtocol(transformer.Transform(watched), SplitProtocol.Unique, seed: 1);

        Assert.Equal(24_000, split.TrainSet.GetRowCount());
        Assert.Equal(counts.PerClass.Sum(count => Math.Min(count / 5, 1200)), split.TestSet.GetRowCount());
        var test = split.TestSet.Texts("Record").Zip(split.TestSet.GetColumn<long>("Sample")).ToHashSet();
        Assert.Equal(split.TestSet.GetRowCount(), test.Count);
        Assert.DoesNotContain(split.TrainSet.Texts("Record").Zip(split.TrainSet.GetColumn<long>("Sample")), test.Contains);
        Assert.DoesNotContain("Signal", watched.Asked);
    }

    private IDataView Rows() => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 250).Select(i => new NumberedRow { Label = i < 200 ? i % 2 == 0 ? 0u : 1u : 9u, Row = i }));

    private static int[] PerClass(IDataView view) => [.. view.GetColumn<uint>("Label").CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    private sealed class RecordedBeat
    {
        [KeyType(2)]
        public uint Label { get; set; }

        public string Record { get; set; } = "";

        public string Patient { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class ScoredBeat
    {
        [KeyType(2)]
        public uint Label { get; set; }

        [KeyType(2)]
        public uint PredictedLabel { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }

    private sealed class NumberedRow
    {
        [KeyType(2)]
        public uint Label { get; set; }

        public float Row { get; set; }
    }
}
