using System.Runtime.InteropServices;
using ArrhythmiaVision.MLNet.Tests.Explainability;
using ArrhythmiaVision.MLNet.Tests.Trainers;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Trainers;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Onnx;

/// <summary>Fitted models as chains of ML.NET's own components around ONNX Runtime.</summary>
public sealed class ToOnnxTransformerTests
{
    private const float Tolerance = 1e-5f;

    [Fact]
    public void TheChainGivesWhatTheModelGives()
    {
        var view = View();
        var model = Whole(view);
        var stock = model.ToOnnxTransformer();
        IDataView ours = model.Transform(view), theirs = stock.Transform(view);
        Near(Scores(ours), Scores(theirs));
        Assert.Equal(ours.GetColumn<uint>("PredictedLabel"), theirs.GetColumn<uint>("PredictedLabel"));
        Assert.Equal(Classes, Texts(theirs.Schema["PredictedLabel"]));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, Classes.Length), theirs.Schema["Score"].Type);
        Assert.Equal(
            Context.MulticlassClassification.Evaluate(ours).ConfusionMatrix.GetFormattedConfusionTable(),
            Context.MulticlassClassification.Evaluate(theirs).ConfusionMatrix.GetFormattedConfusionTable());
        VBuffer<ReadOnlyMemory<char>> slots = default;
        theirs.Schema["Score"].GetSlotNames(ref slots);
        Assert.Equal(Classes, slots.DenseValues().Select(slot => slot.ToString()));
        Assert.DoesNotContain(theirs.Schema, column => !column.IsHidden && column.Name.StartsWith("__", StringComparison.Ordinal));

        using var engine = Context.Model.CreatePredictionEngine<BeatRow, BeatPrediction>(stock);
        Near(Scores(ours)[..Classes.Length], engine.Predict(Rows()[0]).Score);
    }

    [Fact]
    public async Task ASavedChainRunsWhereTheProjectIsNot()
    {
        var view = View();
        var model = Whole(view);
        using var folder = new StockFolder();
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(folder.Program)!), file => Path.GetFileName(file) is "ArrhythmiaVision.Networks.dll" or "ArrhythmiaVision.Adapters.dll");
        Context.Model.Save(model.ToOnnxTransformer(), view.Schema, folder["stock.zip"]);
        float[] beats = [.. Rows().SelectMany(row => row.Features)];
        File.WriteAllBytes(folder["beats"], MemoryMarshal.AsBytes(beats.AsSpan()));
        await FreshProcess.ScoreAsync(folder["stock.zip"], folder["beats"], folder["scores"], TestContext.Current.CancellationToken, folder.Program);
        Near(Scores(model.Transform(view)), MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder["scores"])).ToArray());

        // The project's own model, saved the ordinary way, needs the project: so the folder really lacks it.
        Context.Model.Save(model, view.Schema, folder["own.zip"]);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() =>
            FreshProcess.ScoreAsync(folder["own.zip"], folder["beats"], folder["scores"], TestContext.Current.CancellationToken, folder.Program));
    }

    [Fact]
    public void BeatsAreDenoisedAndExplainedInTheGraph()
    {
        var view = EcgRows.View(8);
        var denoise = new WaveletDenoiseEstimator.Options { OutputColumnName = "Clean", InputColumnName = "Features", Noise = NoiseEstimation.WholeRecord };
        var network = EcgRows.Ml.MulticlassClassification.Trainers.ArrhythmiNet(EcgRows.Network.Model, "Scaled");
        var model = EcgRows.Ml.Transforms.WaveletDenoise(denoise).Append(EcgRows.Ml.Transforms.BeatNormalize("Scaled", "Clean")).Append(network)
            .Append(EcgRows.Ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel")).Fit(view);
        IDataView ours = model.Transform(view), theirs = model.ToOnnxTransformer(explain: true).Transform(view);
        Near(Scores(ours), Scores(theirs));
        Assert.Equal(ours.GetColumn<string>("Answer"), theirs.GetColumn<string>("Answer"));
        Assert.Null(theirs.Schema.GetColumnOrNull("Clean"));

        var explained = EcgRows.Ml.Transforms.ExplainByGradCam(model).Fit(ours).Transform(ours);
        var maps = explained.GetColumn<float[]>("GradCam").ToArray();
        var graph = theirs.GetColumn<float[]>("GradCam").ToArray();
        for (int i = 0; i < maps.Length; i++)
        {
            // The wavelets' sums are in another order in the graph, and what is divided by a beat's deviation grows.
            float near = 1e-4f * Math.Max(1, maps[i].Max());
            Assert.All(maps[i].Zip(graph[i]), pair => Assert.InRange(pair.Second, pair.First - near, pair.First + near));
        }
    }

    [Fact]
    public void ContextAndThePatientsScaleAreInputs()
    {
        var view = EcgRows.InContext(9);
        var scaled = EcgRows.Ml.Transforms.Expression("PatientScale", "c : 0.3f + abs(c) / 10", "First").Fit(First(view)).Transform(First(view));
        var normalize = new BeatNormalizeEstimator.Options { Scope = NormalizationScope.Patient, Method = NormalizationMethod.Robust };
        var model = EcgRows.Ml.Transforms.BeatNormalize(normalize)
            .Append(EcgRows.Ml.MulticlassClassification.Trainers.ArrhythmiNet(EcgRows.NetworkInContext.Model)).Fit(scaled);
        IDataView ours = model.Transform(scaled), theirs = model.ToOnnxTransformer().Transform(scaled);
        Near(Scores(ours), Scores(theirs));
        Assert.Equal(ours.GetColumn<uint>("PredictedLabel"), theirs.GetColumn<uint>("PredictedLabel"));

        static IDataView First(IDataView view) =>
            EcgRows.Ml.Transforms.CustomMapping<ContextRow, FirstRow>((row, first) => first.First = row.Context[0], null).Fit(view).Transform(view);
    }

    [Fact]
    public void ContextIsPickedFromAColumnThatHasMore()
    {
        // The network's values, each after one that is not its own, and the last two the other way round.
        var names = EcgRows.NetworkInContext.Model.ContextNames;
        var some = names.Count - 2;
        string[] slots = [.. names.Take(some).SelectMany(name => (string[])["other", name]), "more", names[^1], names[^2]];
        var wide = EcgRows.Ml.Transforms.CustomMapping<ContextRow, WideRow>(
            (row, wide) => wide.Wide = [.. row.Context.Take(some).SelectMany(value => (float[])[7, value]), 8, row.Context[^1], row.Context[^2]], null,
            outputSchemaDefinition: Named(slots));
        var view = wide.Fit(EcgRows.InContext(9)).Transform(EcgRows.InContext(9));
        var model = EcgRows.Ml.MulticlassClassification.Trainers.ArrhythmiNet(EcgRows.NetworkInContext.Model, contextColumnName: "Wide").Fit(view);
        Near(Scores(EcgRows.NetworkInContext.Transform(view)), Scores(model.ToOnnxTransformer().Transform(view)));

        static SchemaDefinition Named(string[] slots)
        {
            var definition = SchemaDefinition.Create(typeof(WideRow));
            definition["Wide"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, slots.Length);
            definition["Wide"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(slots.Length, [.. slots.Select(slot => slot.AsMemory())]), new VectorDataViewType(TextDataViewType.Instance, slots.Length));
            return definition;
        }
    }

    [Fact]
    public void WhatCannotBeInAGraphIsNamed()
    {
        var view = View();
        var network = Trained.Value;
        Refused(() => Context.Transforms.CopyColumns("A", "Features").Fit(view).ToOnnxTransformer(), "No fitted ArrhythmiNet");
        Refused(() => network.Append(Context.Transforms.ExplainByGradCam(network).Fit(view)).ToOnnxTransformer(), "GradCamTransformer");
        Refused(() => Context.Transforms.WaveletDenoise("Features").Append(Context.MulticlassClassification.Trainers.ArrhythmiNet(network.Model)).Fit(view).ToOnnxTransformer(), "one beat at a time");
        var byRecord = Context.Transforms.CustomMapping<BeatRow, ScaleRow>((_, scale) => scale.RecordScale = 1, null)
            .Append(Context.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { ByRecord = true }))
            .Append(Context.MulticlassClassification.Trainers.ArrhythmiNet(network.Model));
        Refused(() => byRecord.Fit(view).ToOnnxTransformer(), "by the record's");

        static void Refused(Action make, string because) => Assert.Contains(because, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    private static TransformerChain<ArrhythmiNetTransformer> Whole(IDataView view) =>
        Context.Transforms.BeatNormalize("Features").Append(Context.MulticlassClassification.Trainers.ArrhythmiNet(Trained.Value.Model)).Fit(view);

    private static string[] Texts(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + Tolerance));
    }

    private sealed class ContextRow
    {
        [VectorType]
        public float[] Context { get; set; } = [];
    }

    private sealed class WideRow
    {
        [VectorType]
        public float[] Wide { get; set; } = [];
    }

    private sealed class ScaleRow
    {
        public float RecordCenter { get; set; }

        public float RecordScale { get; set; }
    }

    private sealed class FirstRow
    {
        public float First { get; set; }
    }
}
