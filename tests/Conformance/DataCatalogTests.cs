using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>Splitting, filtering, shuffling, caching, and views read back as objects.</summary>
public class DataCatalogTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void TrainTestSplit_by_a_sampling_key_keeps_groups_whole()
    {
        var many = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => new Beat { Record = $"{100 + i % 20}", Label = "N", X = new float[3] }));
        var split = _ml.Data.TrainTestSplit(many, 0.25, "Record", 1);
        var train = split.TrainSet.GetColumn<string>("Record").ToHashSet();
        var test = split.TestSet.GetColumn<string>("Record").ToHashSet();
        Assert.Empty(train.Intersect(test));
        Assert.Equal(20, train.Count + test.Count);
        Assert.Equal(Describe.Schema(many), Describe.Schema(split.TrainSet));
    }

    [Fact]
    public void TrainTestSplit_without_a_key_parts_the_rows_and_leaves_no_column_behind()
    {
        var many = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 1000).Select(i => new Sum { Total = i }));
        var split = _ml.Data.TrainTestSplit(many, 0.2, seed: 3);
        var (train, test) = (split.TrainSet.GetColumn<float>("Sum").ToArray(), split.TestSet.GetColumn<float>("Sum").ToArray());
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (float)i), train.Concat(test).Order());
        Assert.InRange(test.Length, 140, 260);
        Assert.Equal(["0 Sum : Single []"], Describe.Schema(split.TestSet));
        Assert.Equal(test, split.TestSet.GetColumn<float>("Sum"));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(1)]
    [InlineData(0)]
    public void TrainTestSplit_of_a_bad_fraction(double fraction)
        => Assert.Equal("ArgumentOutOfRangeException: Must be between 0 and 1 exclusive (Parameter 'testFraction')",
            Describe.Exception(() => _ml.Data.TrainTestSplit(Beat.View(_ml), fraction)));

    [Fact]
    public void CrossValidationSplit_has_each_row_in_one_test_set()
    {
        var many = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => new Beat { Record = $"{100 + i % 20}", Label = $"{i}", X = new float[3] }));
        var folds = _ml.Data.CrossValidationSplit(many, 4, "Record", 1);
        Assert.Equal(4, folds.Count);
        Assert.Equal(400, folds.SelectMany(f => f.TestSet.GetColumn<string>("Label")).Distinct().Count());
        Assert.All(folds, f => Assert.Equal(400, f.TrainSet.GetColumn<string>("Label").Concat(f.TestSet.GetColumn<string>("Label")).Distinct().Count()));
        Assert.All(folds, f => Assert.Empty(f.TrainSet.GetColumn<string>("Record").Intersect(f.TestSet.GetColumn<string>("Record"))));
        Assert.All(folds, f => Assert.Equal(Describe.Schema(many), Describe.Schema(f.TestSet)));
    }

    [Fact]
    public void TakeRows_and_SkipRows()
    {
        Assert.Equal("V,N", Describe.Column<string>(_ml.Data.TakeRows(Beat.View(_ml), 2), "Label"));
        Assert.Equal("N,V", Describe.Column<string>(_ml.Data.SkipRows(Beat.View(_ml), 3), "Label"));
        Assert.Equal("", Describe.Column<string>(_ml.Data.SkipRows(Beat.View(_ml), 9), "Label"));
        Assert.Equal("N,A", Describe.Column<string>(_ml.Data.TakeRows(_ml.Data.SkipRows(Beat.View(_ml), 1), 2), "Label"));
    }

    [Fact]
    public void FilterRowsByColumn()
    {
        var view = _ml.Data.LoadFromEnumerable(new[] { 1f, 2f, 3f, float.NaN }.Select(f => new Sum { Total = f }));
        Assert.Equal("2", Describe.Column<float>(_ml.Data.FilterRowsByColumn(view, "Sum", 2, 3), "Sum"));
        Assert.Equal("2,3", Describe.Column<float>(_ml.Data.FilterRowsByColumn(view, "Sum", 2), "Sum"));
        Assert.Equal("1,2,3", Describe.Column<float>(_ml.Data.FilterRowsByMissingValues(view, "Sum"), "Sum"));
    }

    [Fact]
    public void FilterRowsByKeyColumnFraction_needs_a_key()
        => Assert.Equal("ArgumentOutOfRangeException: Schema mismatch for filter column 'Label': expected KeyType, got String (Parameter 'columnName')",
            Describe.Exception(() => _ml.Data.FilterRowsByKeyColumnFraction(Beat.View(_ml), "Label", 0, 0.5)));

    [Fact]
    public void ShuffleRows_keeps_the_rows()
        => Assert.Equal("A,N,N,V,V", string.Join(",", _ml.Data.ShuffleRows(Beat.View(_ml), 7).GetColumn<string>("Label").Order(StringComparer.Ordinal)));

    [Fact]
    public void ShuffleRows_gives_another_order_and_the_same_seed_the_same()
    {
        var view = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Sum { Total = i }));
        var shuffled = _ml.Data.ShuffleRows(view, 7).GetColumn<float>("Sum").ToArray();
        Assert.NotEqual(view.GetColumn<float>("Sum"), shuffled);
        Assert.Equal(view.GetColumn<float>("Sum"), shuffled.Order());
        Assert.Equal(shuffled, new MLContext(1).Data.ShuffleRows(view, 7).GetColumn<float>("Sum"));
    }

    [Fact]
    public void Cache_reads_the_rows_once()
    {
        int read = 0;
        var view = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i =>
        {
            Interlocked.Increment(ref read);
            return new Sum { Total = i };
        }));
        var cache = _ml.Data.Cache(view);
        Assert.Equal("0,1,2,3,4", Describe.Column<float>(cache, "Sum"));
        Assert.Equal("0,1,2,3,4", Describe.Column<float>(cache, "Sum"));
        Assert.Equal((5, 5L), (read, cache.GetRowCount()));
        Assert.Equal("V,N,A,N,V", Describe.Column<string>(_ml.Data.Cache(Beat.View(_ml)), "Label"));
    }

    [Fact]
    public void CreateEnumerable_of_a_member_that_is_not_in_the_view()
    {
        Assert.Equal("ArgumentOutOfRangeException: Could not find  column 'More' (Parameter 'Schema')",
            Describe.Exception(() => _ml.Data.CreateEnumerable<Extra>(Beat.View(_ml), false).ToList()));
        Assert.Equal("V0,N0,A0,N0,V0",
            string.Join(",", _ml.Data.CreateEnumerable<Extra>(Beat.View(_ml), false, ignoreMissingColumns: true).Select(e => e.Label + e.More)));
    }

    [Fact]
    public void CreateEnumerable_may_reuse_one_object()
    {
        Assert.Single(_ml.Data.CreateEnumerable<Beat>(Beat.View(_ml), reuseRowObject: true).Distinct());
        Assert.Equal(5, _ml.Data.CreateEnumerable<Beat>(Beat.View(_ml), reuseRowObject: false).Distinct().Count());
    }

    [Fact]
    public void LoadFromEnumerable_is_lazy_and_reads_anew()
    {
        int started = 0;
        IEnumerable<Sum> Rows()
        {
            started++;
            yield return new Sum { Total = 1 };
            yield return new Sum { Total = 2 };
        }
        var view = _ml.Data.LoadFromEnumerable(Rows());
        Assert.Null(view.GetRowCount());
        Assert.Equal(0, started);
        Assert.Equal("1,2", Describe.Column<float>(view, "Sum"));
        Assert.Equal("1,2", Describe.Column<float>(view, "Sum"));
        Assert.Equal(2, started);
    }

    [Fact]
    public void LoadFromEnumerable_by_a_schema_takes_its_types_and_annotations()
    {
        var keys = _ml.Transforms.Conversion.MapValueToKey("L", "Label").Append(_ml.Transforms.SelectColumns("L")).Fit(Beat.View(_ml)).Transform(Beat.View(_ml));
        var view = _ml.Data.LoadFromEnumerable([new KeyNamedL { L = 0 }, new KeyNamedL { L = 2 }], keys.Schema);
        Assert.Equal(["0 L : Key<UInt32, 0-2> [KeyValues:Vector<String, 3>]"], Describe.Schema(view));
        Assert.Equal("1,3", Describe.Column<uint>(view, "L"));
        var back = _ml.Transforms.Conversion.MapKeyToValue("L").Fit(view).Transform(view);
        Assert.Equal("V,A", Describe.Column<string>(back, "L"));
    }

    private class Extra
    {
        public string Label { get; set; } = "";

        public float More { get; set; }
    }

    private class KeyNamedL
    {
        public uint L { get; set; }
    }
}
