using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.MLNet.Tests.Explainability;
using ArrhythmiaVision.MLNet.Tests.Transforms;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>What was saved by an earlier build is still read, and does what it did.</summary>
public class KeptModelsTests
{
    [Fact]
    public void VectorStepsDoWhatTheyDid()
    {
        var view = View();
        Assert.Equal(Views.Bits(KeptModels.Denoise.Fit(view).Transform(view), "Features"), Views.Bits(Load("denoise").Transform(view), "Features"));
        Assert.Equal(Views.Bits(KeptModels.Normalize.Fit(view).Transform(view), "Normalized"), Views.Bits(Load("normalize").Transform(view), "Normalized"));
        Assert.Equal(Views.Bits(view, "Features"), Views.Bits(Load("balance").Transform(view), "Features"));
    }

    [Fact]
    public void TheNetworkTellsClassesApart()
    {
        var view = View();
        var loaded = Load("network");
        var scored = loaded.Transform(view);
        Assert.True(Context.MulticlassClassification.Evaluate(scored).MicroAccuracy > 0.9);
        Assert.Equal(Classes, Views.Texts(scored.Schema["Score"], "SlotNames"));
        Assert.Equal(Classes, Views.KeyValues(scored.Schema["PredictedLabel"]));
        var typed = ArrhythmiNetTransformer.From(loaded);
        Assert.Equal(("Features", "Label", 4), (typed.FeatureColumnName, typed.LabelColumnName, typed.Training!.History.Count));
        Assert.Equal(Scores(typed.Transform(view)), Scores(scored));
    }

    [Fact]
    public void GradCamExplainsAsItDid()
    {
        var (loaded, view) = (Load("gradcam"), EcgRows.View(3));
        var typed = GradCamTransformer.From(loaded);
        Assert.True(typed.EveryClass);
        var plain = new GradCam(typed.Network.Model, new GradCamOptions { Signed = true, Layer = "bottleneck7.project" });
        foreach (string name in (string[])["N", "V"])
            Assert.Equal(view.GetColumn<float[]>("Features").Select(beat => plain.Attribute(beat, [], name).Values), loaded.Transform(view).GetColumn<float[]>("GradCam_" + name));
        Assert.Equal(typed.Transform(view).GetColumn<string>("GradCamReasons_V").First(), loaded.Transform(view).GetColumn<string>("GradCamReasons_V").First());
    }

    [Fact]
    public void ShapleyValuesAreSharedOutAsTheyWere()
    {
        // The network of this model takes the nine context values that there were when it was kept.
        var loaded = Load("shap");
        var view = Context.Data.LoadFromEnumerable(EcgRows.Rows(3).Select((row, i) => new RowOfNine { Features = row.Features, Context = [.. Enumerable.Range(0, 9).Select(k => MathF.Sin(i + k))] }));
        var typed = ShapTransformer.From(loaded);
        Assert.Equal(("S", ShapMethod.Segments, 1), (typed.ClassName, typed.Method, typed.Baseline.Count));
        var plain = new ShapleySegments(typed.Network.Model, typed.Baseline);
        var explained = loaded.Transform(view);
        foreach (var (beat, context, values) in view.GetColumn<float[]>("Features").Zip(view.GetColumn<float[]>("Context"), explained.GetColumn<float[]>("Shap")))
            Assert.Equal(plain.Attribute(beat, context, "S").Values, values);
        Assert.Equal(ShapleySegments.PlayersOf(typed.Network.Model), Views.Texts(explained.Schema["ShapSegments"], "SlotNames"));
        Assert.Equal(typed.Transform(view).GetColumn<bool>("ShapReliable").First(), explained.GetColumn<bool>("ShapReliable").First());
    }

    [Fact]
    public void BeatSegmentCutsWhatItCut()
    {
        using var folder = SyntheticFolder.OfPatients(1, 10);
        var records = Context.Data.LoadFromWfdb(folder.Path);
        Assert.Equal(Views.Bits(KeptModels.Segment.Fit(records).Transform(records), "Features"), Views.Bits(Load("segment").Transform(records), "Features"));
    }

    [Theory]
    [InlineData("denoise")]
    [InlineData("normalize")]
    public async Task VectorStepsDoTheSameInAFreshProcess(string kind)
    {
        string folder = Directory.CreateTempSubdirectory("arrhythmiavision-").FullName;
        try
        {
            var view = View(Rows(perClass: 3));
            ITransformer fitted = kind == "denoise" ? KeptModels.Denoise.Fit(view) : Context.Transforms.BeatNormalize("Features").Fit(view);
            string model = Path.Combine(folder, "model.zip"), beats = Path.Combine(folder, "beats.bin"), output = Path.Combine(folder, "output.bin");
            Context.Model.Save(fitted, view.Schema, model);
            await File.WriteAllBytesAsync(beats, Bytes(view), TestContext.Current.CancellationToken);
            await FreshProcess.ApplyAsync(model, beats, output, "Features", TestContext.Current.CancellationToken);
            Assert.Equal(Bytes(fitted.Transform(view)), await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Bytes(IDataView view) => [.. view.GetColumn<float[]>("Features").SelectMany(beat => beat).SelectMany(BitConverter.GetBytes)];

    private static ITransformer Load(string name)
    {
        string path = KeptModels.PathOf(name);
        Assert.SkipUnless(Directory.Exists(Path.GetDirectoryName(path)), $"No models of the format '{KeptModels.Format}' are kept.");
        var context = new MLContext();
        context.RegisterBeatSegment();
        return context.Model.Load(path, out _);
    }

    private sealed class RowOfNine
    {
        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];

        [VectorType(9)]
        public float[] Context { get; set; } = [];
    }
}
