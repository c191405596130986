// Writes a trained network as an ONNX file, for any runtime, and reads it back.
//
//   dotnet run samples/ExportOnnx.cs                     to a temporary file that is deleted again
//   dotnet run samples/ExportOnnx.cs -- v2.onnx          to this file

#:project ../src/Networks/ArrhythmiaVision.Networks.csproj
#:property PublishAot=false

using System.Globalization;
using ArrhythmiaVision.Networks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var model = PretrainedModels.Load("v2-ds1");
string path = args is [var given, ..] ? given : Path.Combine(Path.GetTempPath(), "arrhythmiavision-v2.onnx");

// The graph normalises each beat itself; the denoising of the whole recording stays outside.
OnnxExport.Save(model, path, new OnnxExportOptions { Normalization = OnnxNormalization.ZScore });
Console.WriteLine($"{new FileInfo(path).Length / 1024} KB; input beats [N x {model.InputLength}], output probabilities [N x {model.Classes.Count}]: {string.Join(" ", model.Classes)}");

OnnxModel back = OnnxImport.Load(path);
var beats = new float[8 * model.InputLength];
var random = new Random(1);
for (var i = 0; i < beats.Length; i++) beats[i] = random.NextSingle() - 0.5f;
float[] before = new float[8 * model.Classes.Count], after = new float[before.Length];
model.Score(beats, before);
back.Network.Score(beats, after);
Console.WriteLine($"read back: {back.Network.Architecture}, {back.Options.Normalization}; scores {(before.AsSpan().SequenceEqual(after) ? "the same bits" : "something else")}");
if (args.Length == 0) File.Delete(path);

// Prints this (the file's size may change with the version):
//
//   174 KB; input beats [N x 360], output probabilities [N x 5]: N L R A V
//   read back: V2, ZScore; scores the same bits
