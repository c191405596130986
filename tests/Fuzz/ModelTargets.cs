using System.Security.Cryptography;
using System.Text;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>Readers of networks, which may come from strangers.</summary>
internal static class ModelTargets
{
    private static readonly Lazy<ArrhythmiNetModel> s_model = new(() => PretrainedModels.Load("v2-unique"));

    /// <summary>The project's own files of networks, with context and without.</summary>
    public static Target Model => new(
        "model", [File("m", s_model.Value.ToBytes()), File("m", PretrainedModels.Load("v1-rr-ds1").ToBytes())],
        (files, _) => ArrhythmiNetModel.FromBytes(files[0].Bytes), NeedsFolder: false);

    /// <summary>The same with a digest that is right for what was changed, so that what stands behind it is reached.</summary>
    public static Target SealedModel => Model with { Name = "model-sealed", Read = (files, _) => ArrhythmiNetModel.FromBytes(Seal(files[0].Bytes)) };

    /// <summary>ONNX files.</summary>
    public static Target Onnx => new(
        "onnx",
        [
            File("m", OnnxExport.ToBytes(s_model.Value)),
            File("m", OnnxExport.ToBytes(s_model.Value, new OnnxExportOptions { Normalization = OnnxNormalization.ZScore, PredictedClass = true, Explanation = OnnxExplanation.GradCam })),
        ],
        (files, _) => OnnxImport.FromBytes(files[0].Bytes), NeedsFolder: false);

    /// <summary>Model cards.</summary>
    public static Target Card => new(
        "card", [.. PretrainedModels.Names.Select(name => File("c", Encoding.UTF8.GetBytes(PretrainedModels.Load(name).Card!.ToJson())))],
        (files, _) => ModelCard.FromJson(Encoding.UTF8.GetString(files[0].Bytes)), NeedsFolder: false);

    private static byte[] Seal(byte[] bytes)
    {
        var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
        return [.. content, .. SHA256.HashData(content)];
    }

    private static InputFile[] File(string name, byte[] bytes) => [new InputFile(name, bytes)];
}
