// The notebook quick-start.ipynb as a program: dotnet run notebooks/quick-start.cs
#:project ../src/DataFrames/ArrhythmiaVision.DataFrames.csproj
#:project ../src/Trainers/ArrhythmiaVision.Trainers.csproj
#:project ../src/Transforms/ArrhythmiaVision.Transforms.csproj
#:package Microsoft.AspNetCore.Html.Abstractions
#:package Microsoft.DotNet.Interactive.Formatting
#:property PublishAot=false

// %% markdown
// # Quick start: from recordings to a trained, saved model
//
// Recordings are read, denoised and cut into heartbeats; a small network learns to tell them apart, is evaluated on beats that it has not seen, saved, loaded and used.
// The recordings here are synthetic, so that the notebook runs anywhere: put the path of your own folder of WFDB records, such as MIT-BIH's, in their place.
//
// **Not a medical device.**

// %% code
using System.Globalization;
using System.IO;
using System.Linq;
using ArrhythmiaVision.DataFrames;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.ML;
using Microsoft.ML.Data;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// How this notebook shows a data frame: as a table.
Formatter.Register<DataFrame>((frame, writer) =>
{
    writer.Write("<table><thead><tr>" + string.Concat(frame.Columns.Select(column => $"<th>{column.Name}</th>")) + "</tr></thead><tbody>");
    for (long row = 0; row < frame.Rows.Count; row++)
        writer.Write("<tr>" + string.Concat(frame.Columns.Select(column => $"<td>{(column[row] is double number ? number.ToString("F3") : column[row])}</td>")) + "</tr>");
    writer.Write("</tbody></table>");
}, "text/html");

// %% markdown
// Six synthetic patients, two minutes each, written as WFDB records with their annotations.

// %% code
var folder = Directory.CreateTempSubdirectory("quick-start").FullName;
for (var patient = 1; patient <= 6; patient++)
{
    var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(patient, seconds: 120) with { VentricularPrematureShare = 0.25 });
    var header = new WfdbHeader
    {
        RecordName = $"p{patient}",
        StatedSamplingFrequency = ecg.SamplingRate,
        Signals = [new WfdbSignal { FileName = $"p{patient}.dat", Format = 16, StatedGain = 200, StatedUnits = "mV", StatedDescription = "MLII" }],
    };
    WfdbRecordWriter.Write(folder, header, [[.. ecg.Leads[0].Select(value => (int)Math.Round(value * 200))]]);
    new AnnotationFile([.. ecg.Beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString())))]).Write(Path.Combine(folder, $"p{patient}.atr"));
}

Console.WriteLine($"{Directory.GetFiles(folder, "*.hea").Length} records");

// %% markdown
// Records to beats: a row a record comes in, a row a beat goes out. Nothing is computed before it is asked for.

// %% code
var ml = new MLContext(seed: 1);
var records = ml.Data.LoadFromWfdb(folder);
var toBeats = ml.Transforms.WaveletDenoise("Signal").Append(ml.Transforms.BeatSegment());
var beats = ml.Data.Cache(toBeats.Fit(records).Transform(records));
foreach (var symbol in beats.GetColumn<string>("Symbol").GroupBy(name => name).OrderBy(group => group.Key))
    Console.WriteLine($"{symbol.Key}: {symbol.Count()} beats");

// %% markdown
// Beat to prediction: normalise, train, and evaluate by a named protocol, which says what the figures are worth. By `unique` no beat stands on both sides.

// %% code
var split = ml.Data.SplitByProtocol(beats, SplitProtocol.Unique, seed: 1);
var pipeline = ml.Transforms.BeatNormalize("Features").Append(ml.MulticlassClassification.Trainers.ArrhythmiNet(epochs: 4));
var model = pipeline.Fit(split.TrainSet);
var result = split.Result("V2", ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet)));
display(result.Report.ToConfusionDataFrame());
Console.WriteLine($"accuracy {result.Report.Accuracy:F2}; copies of training beats among the test beats: {result.Leakage.CopiedBeats}");

// %% markdown
// Saved and loaded with plain `mlContext.Model`; what is loaded predicts the same, to the last bit.

// %% code
var path = Path.Combine(folder, "model.zip");
ml.Model.Save(model, beats.Schema, path);
var loaded = ml.Model.Load(path, out _);
var before = model.Transform(split.TestSet).GetColumn<float[]>("Score").SelectMany(score => score);
var after = loaded.Transform(split.TestSet).GetColumn<float[]>("Score").SelectMany(score => score);
Console.WriteLine($"the loaded model predicts {(before.SequenceEqual(after) ? "the same" : "something else")}");
Directory.Delete(folder, recursive: true);

// %% end
// What the notebook's kernel brings along.
static void display(object value) => Console.WriteLine(value.ToDisplayString(value is string ? "text/plain" : "text/html"));
