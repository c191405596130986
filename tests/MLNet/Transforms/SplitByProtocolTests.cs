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

        Assert.Same(SplitProtocol.Unique, split.Protocol);
        Assert.Equal((40, 9600), (split.TestSet.GetRowCount(), split.TrainSet.GetRowCount()));
        var test = split.TestSet.GetColumn<float>("Row").ToList();
        Assert.Equal(40, test.Distinct().Count());
        Assert.Empty(test.Intersect(split.TrainSet.GetColumn<float>("Row")));
        Assert.Equal([4800, 4800], PerClass(split.TrainSet));
        Assert.Equal(split.Rows.Test.Select(row => (float)row), test);
        Assert.Equal(0, split.Rows.CountSharedTestRows());
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

    private sealed class NumberedRow
    {
        [KeyType(2)]
        public uint Label { get; set; }

        public float Row { get; set; }
    }
}
