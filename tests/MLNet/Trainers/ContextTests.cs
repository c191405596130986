using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>Networks that take context with each beat: two classes look alike, and only the context tells them apart.</summary>
public class ContextTests
{
    private static readonly string[] s_classes = ["N", "A"];

    private static readonly Lazy<ArrhythmiNetTransformer> s_trained = new(() => Trainer(Options()).Fit(InContext()));

    [Fact]
    public void TellsApartWhatTheSamplesAloneDoNot()
    {
        var model = s_trained.Value;
        Assert.Equal(["Early", "Noise"], model.Model.ContextNames);
        Assert.Equal("Context", model.ContextColumnName);
        Assert.True(Context.MulticlassClassification.Evaluate(model.Transform(InContext(seed: 2))).MicroAccuracy > 0.95);

        var alone = Trainer(Quick()).Fit(InContext());
        Assert.Null(alone.ContextColumnName);
        Assert.InRange(Context.MulticlassClassification.Evaluate(alone.Transform(InContext(seed: 2))).MicroAccuracy, 0.3, 0.7);
    }

    [Fact]
    public void GivesWhatThePlainNetworkGives()
    {
        var view = InContext(seed: 3);
        float[] samples = [.. view.GetColumn<float[]>("Features").SelectMany(beat => beat)], context = [.. view.GetColumn<float[]>("Context").SelectMany(values => values)];
        var expected = new float[2 * context.Length / 2];
        s_trained.Value.Model.Score(samples, context, expected);
        Assert.Equal(expected, Scores(s_trained.Value.Transform(view)));

        // One by one, in a set of cursors, and with a sparse context.
        using var engine = Context.Model.CreatePredictionEngine<ContextBeat, BeatPrediction>(s_trained.Value);
        Assert.Equal(expected, Typed(view).SelectMany(row => engine.Predict(row).Score));
        Assert.Equal(expected, Transforms.Views.BySet<VBuffer<float>>(s_trained.Value.Transform(view), "Score", 3).Values.SelectMany(score => score.DenseValues()));
    }

    [Fact]
    public void TakesSlotsByTheirNamesInWhateverOrder()
    {
        float[] expected = Scores(s_trained.Value.Transform(InContext()));
        foreach (string[] columns in (string[][])[["Noise", "Early"], ["Other", "Early", "Other2", "Noise"]])
        {
            var view = Rebuilt(columns);
            Assert.Equal(expected, Scores(s_trained.Value.Transform(view)));
            Assert.Equal(expected, Scores(Context.MulticlassClassification.Trainers.ArrhythmiNet(s_trained.Value.Model).Fit(view).Transform(view)));
        }

        // Trained on two of four slots, it is the network trained on these two.
        var options = Options();
        options.ContextNames = ["Early", "Noise"];
        Assert.Equal(s_trained.Value.Model.ToBytes(), Trainer(options).Fit(Rebuilt("Other", "Early", "Other2", "Noise")).Model.ToBytes());
    }

    [Fact]
    public void ComesBackFromASavedModel()
    {
        var wide = Rebuilt("Other", "Early", "Noise");
        var options = Options();
        options.ContextNames = ["Noise", "Early"];
        var model = Context.Transforms.CopyColumns("Copy", "Early").Append(Trainer(options)).Fit(wide);
        float[] expected = Scores(model.Transform(wide));
        var loaded = Transforms.Views.Reload(model, wide.Schema);

        Assert.Equal(expected, Scores(loaded.Transform(wide)));
        var typed = ArrhythmiNetTransformer.From(loaded);
        Assert.Equal("Context", typed.ContextColumnName);
        Assert.Equal(["Noise", "Early"], typed.Model.ContextNames);
        Assert.Equal(expected, Scores(typed.Transform(wide)));

        // A row of a prediction engine has no slot names: the slots are those of the view that was trained on.
        using var engine = Context.Model.CreatePredictionEngine<WideBeat, BeatPrediction>(loaded);
        using var typedEngine = Context.Model.CreatePredictionEngine<WideBeat, BeatPrediction>(typed);
        var rows = Context.Data.CreateEnumerable<WideBeat>(wide, reuseRowObject: false).ToList();
        Assert.Equal(expected, rows.SelectMany(row => engine.Predict(row).Score));
        Assert.Equal(expected, rows.SelectMany(row => typedEngine.Predict(row).Score));

        rows[0].Context = [0, float.NaN, 1];
        Assert.Equal("A row: context column 'Context' is NaN in slot 1; every value must be a finite number.", Assert.ThrowsAny<Exception>(() => engine.Predict(rows[0])).GetBaseException().Message);
    }

    [Fact]
    public void ValidatesAndBalancesWithContext()
    {
        var options = Options(epochs: 1);
        options.ValidationFraction = 0.25;
        options.Balance = BalanceTarget.Rows(30);
        Assert.Equal((60, 20), (Trainer(options).Fit(InContext()).Training!.TrainingRows, Trainer(options).Fit(InContext()).Training!.ValidationRows));

        options = Options(epochs: 1);
        options.ValidationData = Rebuilt("Noise", "Early");
        var byName = Trainer(options).Fit(InContext());
        options.ValidationData = InContext();
        Assert.Equal(Trainer(options).Fit(InContext()).Training!.History[0].ValidationLoss, byName.Training!.History[0].ValidationLoss);
        options.ValidationData = Rebuilt("Noise");
        Assert.Contains("a slot named 'Early'", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer(options).Fit(InContext())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesAViewWithoutTheContext()
    {
        var view = View(Rows(perClass: 4, classes: s_classes), s_classes);
        var pretrained = Context.MulticlassClassification.Trainers.ArrhythmiNet(s_trained.Value.Model);
        foreach (var refused in new Action[]
        {
            () => s_trained.Value.Transform(view), () => pretrained.Fit(view), () => pretrained.GetOutputSchema(Shapes.Of(view.Schema)), () => Trainer(Options()).Fit(view),
            () => Trainer(Options()).GetOutputSchema(Shapes.Of(view.Schema)), () => Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(s_trained.Value),
        })
            Assert.StartsWith("Context column 'Context' not found", Assert.Throws<ArgumentOutOfRangeException>(refused).Message, StringComparison.Ordinal);

        Says("a slot named 'Early', as the network takes it, got 'Noise', 'Other'", () => s_trained.Value.Transform(Rebuilt("Noise", "Other")));
        Says("expected Vector<Single> of known size, got Vector<Single>", () => s_trained.Value.Transform(Context.Data.LoadFromEnumerable([new AnyContext()])));
        Says("expected slots named as the network takes them (Early, Noise), got Vector<Single, 3> without slot names", () => s_trained.Value.Transform(Context.Data.LoadFromEnumerable([new WideBeat()])));
        Says("expected Vector<Single> of known size, got Single", () => Trainer(With("Early")).Fit(InContext()));
        Says("a slot named 'Nope'", () => Trainer(With("Context", "Nope")).Fit(InContext()));
        Assert.Throws<ArgumentException>(() => Trainer(With("")));
        var nameless = Quick();
        nameless.ContextNames = ["Early"];
        Assert.Throws<ArgumentException>(() => Trainer(nameless));

        static void Says(string message, Action refused) => Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(refused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesTheRowWhoseContextIsNotFinite()
    {
        var rows = Typed(InContext());
        rows[3].Context = [float.PositiveInfinity, 0];
        var view = Context.Data.LoadFromEnumerable(rows);
        const string message = "context column 'Context' is Infinity in slot 0; every value must be a finite number.";
        var keyed = MapLabel(s_classes).Fit(view).Transform(view);
        Assert.Equal("Row 3 of the training view: " + message, Assert.Throws<InvalidDataException>(() => Trainer(Options()).Fit(keyed)).Message);

        using var cursor = s_trained.Value.Transform(view).GetRowCursor([s_trained.Value.Transform(view).Schema["Score"]]);
        var get = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Score"]);
        VBuffer<float> score = default;
        for (int row = 0; row < 3; row++)
        {
            Assert.True(cursor.MoveNext());
            get(ref score);
        }
        Assert.True(cursor.MoveNext());
        Assert.Equal("Row 3: " + message, Assert.Throws<InvalidDataException>(() => get(ref score)).Message);
    }

    private static ArrhythmiNetTrainer.Options Options(int epochs = 14)
    {
        var options = Quick(epochs);
        options.ContextColumnName = "Context";
        return options;
    }

    private static ArrhythmiNetTrainer.Options With(string column, params string[] names)
    {
        var options = Options();
        options.ContextColumnName = column;
        options.ContextNames = names.Length == 0 ? null : names;
        return options;
    }

    /// <summary>Beats of one shape, in two classes: those of class A come early. The context's slots are named by the columns it is made of.</summary>
    private static IDataView InContext(int seed = 1) => Rebuild(seed, "Early", "Noise");

    private static IDataView Rebuilt(params string[] columns) => Rebuild(1, columns);

    private static IDataView Rebuild(int seed, params string[] columns)
    {
        var random = new Random(seed);
        var shapes = Rows(perClass: 80, seed, ["N"]);
        var rows = shapes.Select((row, i) => new LooseBeat
        {
            Class = s_classes[i % 2], Features = row.Features, Early = (i % 2 == 0 ? 1.5f : -1.5f) + 0.2f * random.NextSingle(), Noise = random.NextSingle() - 0.5f, Other = 5, Other2 = -i,
        });
        var view = Context.Data.LoadFromEnumerable(rows.ToList());
        return MapLabel(s_classes).Append(Context.Transforms.Concatenate("Context", columns)).Fit(view).Transform(view);
    }

    private static List<ContextBeat> Typed(IDataView view) => [.. Context.Data.CreateEnumerable<ContextBeat>(view, reuseRowObject: false)];

    private sealed class LooseBeat
    {
        public string Class { get; set; } = "";

        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];

        public float Early { get; set; }

        public float Noise { get; set; }

        public float Other { get; set; }

        public float Other2 { get; set; }
    }

    private sealed class ContextBeat
    {
        public string Class { get; set; } = "";

        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];

        [VectorType(2)]
        public float[] Context { get; set; } = [];
    }

    private sealed class WideBeat
    {
        public float Early { get; set; }

        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];

        [VectorType(3)]
        public float[] Context { get; set; } = [];
    }

    private sealed class AnyContext
    {
        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];

        public float[] Context { get; set; } = [];
    }
}
