using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Onnx;

/// <summary>The chain of ML.NET's own components around an OnnxTransformer.</summary>
internal static class OnnxChain
{
    private const string Beats = SavedChain.Prefix + "beats";
    private const string Context = SavedChain.Prefix + "context";
    private const string Scale = SavedChain.Prefix + "scale";
    private const string Probabilities = SavedChain.Prefix + "probabilities";
    private const string Class = SavedChain.Prefix + "class";
    private const string Map = SavedChain.Prefix + "gradcam";
    private const string Place = SavedChain.Prefix + "place";
    private const string Corner = SavedChain.Prefix + "corner";

    // How Expression says that a vector is passed on; it leaves the graph's first axis, of one beat, out.
    private const string Itself = "v : v";

    public static IEnumerable<ITransformer> Build(ArrhythmiNetTransformer network, BeatPreparation preparation, bool explain)
    {
        var classes = network.Model.Classes;
        var context = network.Context;
        var inputs = new List<(string Graph, string Column, DataViewType Type)>
        {
            (Beats, preparation.BeatColumnName, new VectorDataViewType(NumberDataViewType.Single, BeatDataset.BeatLength)),
        };
        if (context is not null)
        {
            inputs.Add((Context, context.ColumnName, new VectorDataViewType(NumberDataViewType.Single, context.Size)));
        }
        if (preparation.ScaleColumnName is { } scale)
            inputs.Add((Scale, scale, NumberDataViewType.Single));

        var graph = OnnxExport.ToBytes(network.Model, preparation.Options with
        {
            NamePrefix = SavedChain.Prefix,
            PredictedClass = true,
            SlotNames = true,
            ContextPlaces = context is null ? null : new OnnxContextPlaces(context.Size, context.Slots),
            Explanation = explain ? OnnxExplanation.GradCam : OnnxExplanation.None,
        });
        var chain = new SavedChain(inputs.Select(input => new DataViewSchema.DetachedColumn(input.Column, input.Type)));
        foreach (var (name, column, _) in inputs)
            chain.Then(transforms => transforms.CopyColumns(name, column));
        chain.Then(transforms => transforms.ApplyOnnxModel(
            [Probabilities, Class, .. explain ? (string[])[Map] : []], [.. inputs.Select(input => input.Graph)], new MemoryStream(graph)));

        // The graph gives the class's place as a vector of one. Nothing public makes a single key of that but a predictor: of a vector that is 1 at
        // the class's place and 0 elsewhere, naive Bayes, having seen one such vector of each class, gives the class.
        var places = chain.Rows(classes.Select((_, place) => new PlaceRow { Place = place }));
        chain.Then(transforms => transforms.Conversion.MapValueToKey(Place, Class, keyData: places))
            .Then(transforms => transforms.Conversion.MapKeyToVector(Corner, Place, outputCountVector: true))
            .Then(FitNamer(classes))
            .Then(transforms => transforms.Expression(ScoreColumns.Score, Itself, Probabilities));
        if (explain)
            chain.Then(transforms => transforms.Expression("GradCam", Itself, Map));
        return chain.Build();
    }

    private static ITransformer FitNamer(IReadOnlyList<string> classes)
    {
        var ml = new MLContext(seed: 0);
        var definition = SchemaDefinition.Create(typeof(CornerRow));
        definition[Corner].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes.Count);
        var corners = ml.Data.LoadFromEnumerable(
            classes.Select((name, place) => new CornerRow { Class = name, Values = [.. classes.Select((_, slot) => slot == place ? 1f : 0f)] }), definition);
        var names = ml.Data.LoadFromEnumerable(classes.Select(name => new NameRow { Class = name }));
        var keyed = ml.Transforms.Conversion.MapValueToKey(nameof(CornerRow.Class), keyData: names).Fit(corners).Transform(corners);
        return ml.MulticlassClassification.Trainers.NaiveBayes(nameof(CornerRow.Class), Corner).Fit(keyed);
    }

    private sealed class PlaceRow
    {
        public long Place { get; set; }
    }

    private sealed class NameRow
    {
        public string Class { get; set; } = "";
    }

    private sealed class CornerRow
    {
        public string Class { get; set; } = "";

        [ColumnName(Corner)]
        [VectorType]
        public float[] Values { get; set; } = [];
    }
}
