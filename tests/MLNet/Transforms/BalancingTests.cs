using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

public sealed class BalancingTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Every_class_comes_to_the_same_number_of_rows()
    {
        var view = Labelled(30, 5, 12, missing: 4);
        var balanced = _ml.Data.BalanceClasses(view, rowsPerClass: 10, seed: 7);

        Assert.Equal(30, balanced.GetRowCount());
        Assert.Equal([10, 10, 10], PerClass(balanced));
        Assert.Equal(["N", "L", "R"], Views.KeyValues(balanced.Schema["Label"]));
        var rows = _ml.Data.CreateEnumerable<LabelledRow>(balanced, reuseRowObject: false).ToList();
        Assert.All(rows, row => Assert.Equal([row.Row, 2 * row.Row], row.Vector));
        Assert.All(rows, row => Assert.Equal($"row {row.Row}", row.Name));
        Assert.Equal(10, rows.Where(row => row.Text == "N").Select(row => row.Row).Distinct().Count());
        Assert.All(rows.Where(row => row.Text == "L").CountBy(row => row.Row), pair => Assert.Equal(2, pair.Value));
        Assert.Equal([30, 30, 30], PerClass(_ml.Data.BalanceClasses(view)));
    }

    [Fact]
    public void The_rows_are_those_that_the_engine_chooses()
    {
        var view = Labelled(30, 5, 12, missing: 4);
        int[] labels = [.. view.GetColumn<uint>("Label").Select(label => (int)label - 1)];
        int[] chosen = ClassBalancing.Choose(labels, ["N", "L", "R"], 9, seed: 5);
        Assert.Equal(chosen.Select(row => (float)row), _ml.Data.BalanceClasses(view, rowsPerClass: 9, seed: 5).GetColumn<float>("Row"));
        Assert.NotEqual(chosen.Select(row => (float)row), _ml.Data.BalanceClasses(view, rowsPerClass: 9, seed: 6).GetColumn<float>("Row"));
    }

    [Fact]
    public void A_copy_s_row_id_is_its_own()
    {
        var balanced = _ml.Data.BalanceClasses(Labelled(30, 5, 12), rowsPerClass: 40);
        Assert.Equal(120, Views.Ids(balanced).Distinct().Count());
        Assert.Equal(Views.Ids(balanced), Views.Ids(balanced));
    }

    [Fact]
    public void Each_column_is_read_once_and_only_when_it_is_asked_for()
    {
        var watched = new WatchedView(Labelled(30, 5, 12));
        var balanced = _ml.Data.BalanceClasses(watched, rowsPerClass: 10);
        Assert.Equal(["Label"], watched.Asked);

        _ = balanced.GetColumn<float>("Row").Count();
        _ = balanced.GetColumn<float>("Row").Count();
        Assert.Equal(["Label", "Row"], watched.Asked);
        Assert.Equal(2, watched.CursorsMade);
    }

    [Fact]
    public void The_view_can_be_shuffled_cached_previewed_and_gone_through_in_parallel()
    {
        var balanced = _ml.Data.BalanceClasses(Labelled(300, 50, 120), rowsPerClass: 100);
        var rows = balanced.GetColumn<float>("Row").ToList();

        Assert.True(balanced.CanShuffle);
        var shuffled = _ml.Data.ShuffleRows(balanced, 3).GetColumn<float>("Row").ToList();
        Assert.NotEqual(rows, shuffled);
        Assert.Equal(rows.Order(), shuffled.Order());
        Assert.Equal(rows, _ml.Data.Cache(balanced).GetColumn<float>("Row"));
        Assert.Equal(10, balanced.Preview(10).RowView.Length);
        foreach (int n in (int[])[1, 2, 3, 50])
        {
            var (values, cursors) = Views.BySet<float>(balanced, "Row", n);
            Assert.Equal(Math.Min(n, 5), cursors);
            Assert.Equal(rows, values);
        }
    }

    [Fact]
    public void Cursors_of_a_set_work_on_threads()
    {
        var balanced = _ml.Data.BalanceClasses(Labelled(300, 50, 120), rowsPerClass: 100);
        var column = balanced.Schema["Vector"];
        long sum = 0;
        Parallel.ForEach(balanced.GetRowCursorSet([column], 4), cursor =>
        {
            using (cursor)
            {
                var getter = cursor.GetGetter<VBuffer<float>>(column);
                VBuffer<float> value = default;
                while (cursor.MoveNext())
                {
                    getter(ref value);
                    Interlocked.Add(ref sum, (long)value.GetItemOrDefault(0));
                }
            }
        });
        Assert.Equal((long)balanced.GetColumn<float>("Row").Sum(row => (double)row), sum);
    }

    [Fact]
    public void A_cursor_keeps_ML_NET_s_manners()
    {
        var balanced = _ml.Data.BalanceClasses(Labelled(3, 3, 3));
        var (label, row) = (balanced.Schema["Label"], balanced.Schema["Row"]);
        using var cursor = balanced.GetRowCursor([label]);

        Assert.True(cursor.IsColumnActive(label));
        Assert.False(cursor.IsColumnActive(row));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(row));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(label));
        var getter = cursor.GetGetter<uint>(label);
        uint value = 0;
        Assert.Equal(-1, cursor.Position);
        Assert.Throws<InvalidOperationException>(() => getter(ref value));
        for (int i = 0; i < 9; i++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(i, cursor.Position);
        }
        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
        Assert.Throws<InvalidOperationException>(() => getter(ref value));
    }

    [Fact]
    public void A_view_that_gives_other_rows_the_second_time_is_found_out()
    {
        var rows = new List<LabelledRow>(Rows(5, 5, 5));
        var view = Key(_ml.Data.LoadFromEnumerable(rows));
        var balanced = _ml.Data.BalanceClasses(view);
        rows.RemoveRange(3, 12);
        Assert.Contains("Cache", Assert.Throws<InvalidOperationException>(() => balanced.GetColumn<float>("Row").Count()).Message);
    }

    [Fact]
    public void What_cannot_be_balanced_is_refused()
    {
        var view = Labelled(30, 0, 12);
        Assert.Contains("Class 'L' has no rows", Assert.Throws<ArgumentException>(() => _ml.Data.BalanceClasses(view)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.BalanceClasses(view, rowsPerClass: 0));
        Assert.Contains("'Nope'", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.BalanceClasses(view, "Nope")).Message);
        Assert.Contains("Schema mismatch for label column 'Text': expected Key, got String", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.BalanceClasses(view, "Text")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.ClassBalance(rowsPerClass: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.ClassBalance("Text").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.ClassBalance("Text").GetOutputSchema(Shapes.Of(view.Schema)));
    }

    [Fact]
    public void A_key_that_lost_its_count_is_no_label()
    {
        var view = _ml.Data.LoadFromEnumerable([new UncountedRow()]);
        Assert.Contains("expected a key of at most 1000 classes, got Key<UInt32, 0-4294967294>", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.BalanceClasses(view)).Message);
    }

    [Fact]
    public void A_key_without_key_values_is_numbered_classes()
    {
        var view = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 12).Select(i => new NumberedRow { Label = (uint)(i % 4 == 0 ? 1 : 0) }));
        Assert.Equal(18, _ml.Data.BalanceClasses(view).GetRowCount());
    }

    [Fact]
    public void In_a_flat_chain_the_steps_after_it_are_fitted_on_balanced_rows_and_others_pass_through()
    {
        var fitted = new FitSpy();
        var training = Labelled(30, 5, 12);
        var test = Labelled(4, 2, 3);
        var chain = _ml.Transforms.CopyColumns("Copy", "Row").Append(_ml.Transforms.ClassBalance(rowsPerClass: 20, seed: 2)).Append(fitted);

        var model = chain.Fit(training);

        Assert.Equal([20, 20, 20], PerClass(fitted.Seen!));
        Assert.Equal([4, 2, 3], PerClass(model.Transform(test)));
        // Not its first step: scoring the training view again leaves it alone.
        Assert.Equal([30, 5, 12], PerClass(model.Transform(training)));
    }

    [Fact]
    public void Its_limits_are_those_that_are_documented()
    {
        var training = Labelled(30, 5, 12);

        // Placed first, it sees the caller's own view, and resamples it when it is scored.
        var first = _ml.Transforms.ClassBalance(rowsPerClass: 20).Append(new FitSpy()).Fit(training);
        Assert.Equal([20, 20, 20], PerClass(first.Transform(training)));
        Assert.Equal([30, 5, 12], PerClass(first.Transform(Labelled(30, 5, 12))));

        // In a chain within a chain, what follows outside is not fitted on balanced rows.
        var outside = new FitSpy();
        var nested = _ml.Transforms.CopyColumns("Copy", "Row").Append(_ml.Transforms.ClassBalance(rowsPerClass: 20));
        new EstimatorChain<ITransformer>().Append(nested).Append(outside).Fit(training);
        Assert.Equal([30, 5, 12], PerClass(outside.Seen!));

        // Nor is it after a chain that is held as a bare estimator.
        IEstimator<ITransformer> bare = nested;
        outside = new FitSpy();
        bare.Append(outside).Fit(training);
        Assert.Equal([30, 5, 12], PerClass(outside.Seen!));

        // Applied by hand to a view made anew, a fitted chain balances nothing.
        var copied = _ml.Transforms.CopyColumns("Copy", "Row").Fit(training);
        var balance = _ml.Transforms.ClassBalance(rowsPerClass: 20).Fit(copied.Transform(training));
        Assert.Equal([30, 5, 12], PerClass(balance.Transform(copied.Transform(training))));
    }

    [Fact]
    public void The_view_it_was_fitted_on_is_held_weakly()
    {
        var (transformer, view) = FitOnAViewThatGoes();
        for (int i = 0; i < 10 && view.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(view.IsAlive);
        Assert.True(transformer.IsRowToRowMapper);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        (ITransformer, WeakReference) FitOnAViewThatGoes()
        {
            var training = new WatchedView(Labelled(3, 3, 3));
            var fitted = _ml.Transforms.ClassBalance().Fit(training);
            Assert.Equal(9, fitted.Transform(training).GetRowCount());
            return (fitted, new WeakReference(training));
        }
    }

    [Fact]
    public void A_chain_with_it_can_be_saved_and_used_by_a_prediction_engine()
    {
        var training = Labelled(30, 5, 12);
        var model = _ml.Transforms.CopyColumns("Copy", "Row").Append(_ml.Transforms.ClassBalance()).Append(_ml.Transforms.CopyColumns("Again", "Copy")).Fit(training);
        var back = Views.Reload(model, training.Schema);

        Assert.Equal(training.GetColumn<float>("Row"), back.Transform(training).GetColumn<float>("Again"));
        foreach (var transformer in (ITransformer[])[model, back])
            Assert.Equal(6, _ml.Model.CreatePredictionEngine<KeyedRow, AgainRow>(transformer).Predict(new KeyedRow { Row = 6 }).Again);
    }

    [Fact]
    public void The_schema_stays_as_it_is()
    {
        var view = Labelled(3, 3, 3);
        var estimator = _ml.Transforms.ClassBalance();
        Assert.Same(view.Schema, estimator.Fit(view).GetOutputSchema(view.Schema));
        Assert.Same(view.Schema, estimator.Fit(view).Transform(view).Schema);
    }

    private int[] PerClass(IDataView view) => [.. Enumerable.Range(1, 3).Select(label => view.GetColumn<uint>("Label").Count(value => value == label))];

    private IDataView Labelled(int n, int l, int r, int missing = 0) => Key(_ml.Data.LoadFromEnumerable(Rows(n, l, r, missing)));

    private IDataView Key(IDataView view)
    {
        var classes = _ml.Data.LoadFromEnumerable([new ClassRow { Class = "N" }, new ClassRow { Class = "L" }, new ClassRow { Class = "R" }]);
        return _ml.Transforms.Conversion.MapValueToKey("Label", "Text", keyData: classes).Fit(view).Transform(view);
    }

    private static List<LabelledRow> Rows(int n, int l, int r, int missing = 0)
    {
        string[] texts = [.. Enumerable.Repeat("N", n), .. Enumerable.Repeat("L", l), .. Enumerable.Repeat("R", r), .. Enumerable.Repeat("?", missing)];
        new Random(1).Shuffle(texts);
        return [.. texts.Select((text, i) => new LabelledRow { Text = text, Row = i, Name = $"row {i}", Vector = [i, 2 * i] })];
    }

    private sealed class LabelledRow
    {
        public string Text { get; set; } = "";

        public string Name { get; set; } = "";

        public float Row { get; set; }

        public float[] Vector { get; set; } = [];
    }

    private sealed class ClassRow
    {
        public string Class { get; set; } = "";
    }

    private sealed class KeyedRow
    {
        public float Row { get; set; }

        [KeyType(3)]
        public uint Label { get; set; }
    }

    private sealed class NumberedRow
    {
        [KeyType(2)]
        public uint Label { get; set; }
    }

    private sealed class UncountedRow
    {
        [KeyType(uint.MaxValue)]
        public uint Label { get; set; }
    }

    private sealed class AgainRow
    {
        public float Again { get; set; }
    }

    /// <summary>A step that keeps the view it was fitted on.</summary>
    private sealed class FitSpy : IEstimator<ITransformer>
    {
        public IDataView? Seen { get; private set; }

        public ITransformer Fit(IDataView input)
        {
            Seen = input;
            return new TransformerChain<ITransformer>();
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
