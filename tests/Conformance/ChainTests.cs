using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>What chains of estimators and transformers call, in which order, and how scopes choose.</summary>
public class ChainTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _log = [];

    [Fact]
    public void What_Fit_and_Transform_call_in_order()
    {
        var model = new Spy("a", _log).Append(new Spy("b", _log)).Fit(Beat.View(_ml));
        Assert.Equal("a.shape b.shape a.fit a.transform b.fit b.transform", Logged());
        model.Transform(Beat.View(_ml));
        Assert.Equal("a.transform b.transform", Logged());
        Assert.Equal("TransformerChain`1 of 2 last Step", $"{model.GetType().Name} of {model.Count()} last {model.LastTransformer.GetType().Name}");
    }

    [Fact]
    public void Fit_and_Transform_of_one_step_get_the_same_view()
    {
        var spy = new Spy("a", _log);
        spy.Append(new Spy("b", _log)).Fit(Beat.View(_ml));
        Assert.True(spy.SameView);
    }

    [Fact]
    public void A_scope_chooses_the_steps()
    {
        var model = new EstimatorChain<ITransformer>()
            .Append(new Spy("a", _log), TransformerScope.Training)
            .Append(new Spy("b", _log), TransformerScope.Everything)
            .Append(new Spy("c", _log), TransformerScope.Testing)
            .Fit(Beat.View(_ml));
        Logged();
        model.GetModelFor(TransformerScope.Scoring).Transform(Beat.View(_ml));
        Assert.Equal("b.transform", Logged());
        model.Transform(Beat.View(_ml));
        Assert.Equal("b.transform", Logged());
        model.Transform(Beat.View(_ml), TransformerScope.Everything);
        Assert.Equal("a.transform b.transform c.transform", Logged());
        model.Transform(Beat.View(_ml), TransformerScope.TrainTest);
        Assert.Equal("a.transform b.transform c.transform", Logged());
    }

    [Fact]
    public void A_cache_point_comes_before_the_next_step_only()
    {
        var source = new Counted(Beat.View(_ml));
        var keys = _ml.Transforms.Conversion;
        keys.MapValueToKey("A", "Label").AppendCacheCheckpoint(_ml).Append(keys.MapValueToKey("B", "Label")).Append(keys.MapValueToKey("C", "Label")).Fit(source);
        int withCache = source.Opened;
        source.Opened = 0;
        keys.MapValueToKey("A", "Label").Append(keys.MapValueToKey("B", "Label")).Append(keys.MapValueToKey("C", "Label")).Fit(source);
        Assert.Equal((2, 3), (withCache, source.Opened));
    }

    [Fact]
    public void An_empty_chain_changes_nothing()
    {
        var model = new EstimatorChain<ITransformer>().Fit(Beat.View(_ml));
        Assert.Equal(Describe.Schema(Beat.View(_ml)), Describe.Schema(model.Transform(Beat.View(_ml))));
        Assert.Null(model.LastTransformer);
    }

    [Fact]
    public void WithOnFitDelegate_gives_the_fitted_transformer()
    {
        ITransformer? seen = null;
        var model = _ml.Transforms.CopyColumns("L", "Label").WithOnFitDelegate(t => seen = t).Append(_ml.Transforms.DropColumns("X")).Fit(Beat.View(_ml));
        Assert.Same(model.First(), seen);
    }

    [Fact]
    public void A_chain_is_a_row_mapper_where_all_its_steps_are()
    {
        Assert.True(((ITransformer)new TransformerChain<ITransformer>(_ml.Transforms.CopyColumns("L", "Label").Fit(Beat.View(_ml)))).IsRowToRowMapper);
        Assert.False(((ITransformer)new TransformerChain<ITransformer>(new Mute())).IsRowToRowMapper);
    }

    [Fact]
    public void A_chains_row_mapper_says_what_it_needs_and_maps_a_row()
    {
        var view = Beat.View(_ml);
        ITransformer chain = _ml.Transforms.Expression("Y", "x : x * 2", "X").Append(_ml.Transforms.CopyColumns("Z", "Y")).Fit(view);
        var mapper = chain.GetRowToRowMapper(view.Schema);
        Assert.Equal("Record Label X Y Z", string.Join(" ", mapper.OutputSchema.Select(c => c.Name)));
        Assert.Equal(["X"], mapper.GetDependencies([mapper.OutputSchema["Z"]]).Select(c => c.Name));
        using var cursor = view.GetRowCursor([view.Schema["X"]]);
        using var row = mapper.GetRow(cursor, [mapper.OutputSchema["Z"]]);
        var getter = row.GetGetter<VBuffer<float>>(mapper.OutputSchema["Z"]);
        cursor.MoveNext();
        cursor.MoveNext();
        VBuffer<float> value = default;
        getter(ref value);
        Assert.Equal([8f, 10f, 12f], value.DenseValues());
        Assert.Equal(1, row.Position);
    }

    private string Logged()
    {
        string line = string.Join(" ", _log);
        _log.Clear();
        return line;
    }

    private sealed class Spy(string name, List<string> log) : IEstimator<ITransformer>
    {
        public bool SameView { get; private set; }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            log.Add(name + ".shape");
            return inputSchema;
        }

        public ITransformer Fit(IDataView input)
        {
            log.Add(name + ".fit");
            return new Step(this, name, log, input);
        }

        private sealed class Step(Spy spy, string name, List<string> log, IDataView fitted) : ITransformer
        {
            public bool IsRowToRowMapper => true;

            public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

            public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

            public IDataView Transform(IDataView input)
            {
                log.Add(name + ".transform");
                spy.SameView = ReferenceEquals(input, fitted);
                return input;
            }

            void ICanSaveModel.Save(ModelSaveContext ctx)
            {
            }
        }
    }

    private sealed class Counted(IDataView inner) : IDataView
    {
        public int Opened { get; set; }

        public bool CanShuffle => inner.CanShuffle;

        public DataViewSchema Schema => inner.Schema;

        public long? GetRowCount() => inner.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            Opened++;
            return inner.GetRowCursor(columnsNeeded, rand);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
            => [GetRowCursor(columnsNeeded, rand)];
    }
}
