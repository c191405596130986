using System.Text;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Explainability;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>Readers of what the components leave in a saved ML.NET model. (ML.NET itself reads the rest of the file.)</summary>
internal static class SavedStateTargets
{
    private const char Colon = ':';
    private const string NetworkName = "v2-unique";
    private static readonly Lazy<string[]> s_states = new(MakeStates);

    /// <summary>WaveletDenoise.</summary>
    public static Target Denoising => new("saved-denoise", Texts(s_states.Value[0]), (files, _) => SavedDenoising.Read(Text(files)), NeedsFolder: false);

    /// <summary>BeatNormalize.</summary>
    public static Target Normalizing => new("saved-normalize", Texts(s_states.Value[1]), (files, _) => SavedNormalizing.Parse(Text(files)), NeedsFolder: false);

    /// <summary>BeatSegment.</summary>
    public static Target Segmenting => new(
        "saved-segment", Texts(SavedSegmenting.Encode(new BeatSegmentEstimator.Options())), (files, _) => SavedSegmenting.Decode(Text(files)), NeedsFolder: false);

    /// <summary>ArrhythmiNet: the bytes behind its base64, and the text itself.</summary>
    public static Target Network
    {
        get
        {
            string state = s_states.Value[2];
            string head = state[..(state.IndexOf(Colon) + 1)];
            return new Target(
                "saved-network", [[new InputFile("bytes", Convert.FromBase64String(state[head.Length..]))], .. Texts(state)],
                (files, _) => SavedModel.Decode(files[0].Name == "bytes" ? head + Convert.ToBase64String(files[0].Bytes) : Text(files)), NeedsFolder: false);
        }
    }

    /// <summary>The explainers.</summary>
    public static Target Explaining => new(
        "saved-explainer", [.. s_states.Value[3..].SelectMany(state => Texts(state))], (files, _) => SavedExplainer.Decode(Text(files), threads: 1), NeedsFolder: false);

    private static InputFile[][] Texts(string state) => [[new InputFile("text", Encoding.UTF8.GetBytes(state))]];

    private static string Text(InputFile[] files) => Encoding.UTF8.GetString(files[0].Bytes);

    /// <summary>A state of each component, in the order of the pipeline, as a saved and loaded model holds them.</summary>
    private static string[] MakeStates()
    {
        var ml = new MLContext(seed: 1);
        string[] classes = [.. PretrainedModels.Load(NetworkName).Classes];
        var rows = ml.Data.LoadFromEnumerable(classes.Select((name, i) => new Row { Label = name, Features = [.. Enumerable.Range(0, BeatDataset.BeatLength).Select(t => MathF.Sin(i + (t / 9f)))] }));
        var keys = ml.Data.LoadFromEnumerable(classes.Select(name => new Key { Label = name }));
        var view = ml.Transforms.Conversion.MapValueToKey("Label", keyData: keys).Fit(rows).Transform(rows);
        var network = ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet(NetworkName).Fit(view);
        var pipeline = ml.Transforms.WaveletDenoise("Features")
            .Append(ml.Transforms.BeatNormalize("Features"))
            .Append(ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet(NetworkName))
            .Append(ml.Transforms.ExplainByGradCam(network))
            .Append(ml.Transforms.ExplainByShap(network));
        using var stream = new MemoryStream();
        ml.Model.Save(pipeline.Fit(view), view.Schema, stream);
        stream.Position = 0;
        return [.. SavedChain.FindStates(ml.Model.Load(stream, out _))];
    }

    private sealed class Row
    {
        public string Label { get; set; } = "";

        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Key
    {
        public string Label { get; set; } = "";
    }
}
