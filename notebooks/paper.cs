// The notebook paper.ipynb as a program: dotnet run notebooks/paper.cs
#:project ../src/Analysis/ArrhythmiaVision.Analysis.csproj
#:project ../src/Attribution/ArrhythmiaVision.Attribution.csproj
#:project ../src/DataFrames/ArrhythmiaVision.DataFrames.csproj
#:project ../src/Reporting/ArrhythmiaVision.Reporting.csproj
#:package Microsoft.AspNetCore.Html.Abstractions
#:package Microsoft.DotNet.Interactive.Formatting
#:property PublishAot=false

// %% markdown
// # The paper's tables and figures
//
// *ArrhythmiaVision: Resource-Conscious Deep Learning Models with Visual Explanations for ECG Arrhythmia Classification*
// ([arXiv 2505.03787](https://arxiv.org/abs/2505.03787)), with what this project measures beside it.

// %% code
using System.Globalization;
using System.IO;
using System.Linq;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.DataFrames;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Formatter.Register<DataFrame>((frame, writer) =>
{
    writer.Write("<table><thead><tr>" + string.Concat(frame.Columns.Select(column => $"<th>{column.Name}</th>")) + "</tr></thead><tbody>");
    for (long row = 0; row < frame.Rows.Count; row++)
        writer.Write("<tr>" + string.Concat(frame.Columns.Select(column => $"<td>{(column[row] is double number ? number.ToString("F4") : column[row])}</td>")) + "</tr>");
    writer.Write("</tbody></table>");
}, "text/html");
Formatter.Register<BeatPicture>((picture, writer) => writer.Write(picture.ToSvg()), "text/html");

// %% markdown
// ## The networks
//
// Sizes count every number of four bytes, in units of 1,024 bytes; the last feature maps are those of the paper, the channel counts are this project's.

// %% code
var networks = new[] { PretrainedModels.Load("v1-unique"), PretrainedModels.Load("v2-unique") };
display(new DataFrame(
    new StringDataFrameColumn("Network", networks.Select(network => network.Architecture.ToString())),
    new StringDataFrameColumn("Last map", networks.Select(network => $"{network.FeatureMapLength} x {network.FeatureMapChannels}")),
    new DoubleDataFrameColumn("KB", networks.Select(network => network.SizeKB)),
    new DoubleDataFrameColumn("KB, the paper", new[] { 302.18, 157.76 })));

// %% markdown
// ## Accuracy
//
// F1 of each class, and accuracy: the paper's, and what the cards of the trained networks that come with the library say of them. The paper copies rare beats *before* it divides
// them, so that copies of a beat stand on both sides; by `unique` no beat does, and by `inter-patient` no patient. Figures of five seeds by each protocol, the paper's own
// among them, are in docs/accuracy.md.

// %% code
string[] rows = ["N F1", "L F1", "R F1", "A F1", "V F1", "accuracy"];
DoubleDataFrameColumn Card(string name, string protocol) =>
    new($"{name}, {protocol}", rows.Select(row => PretrainedModels.Load(name).Card!.Figures.First(figure => figure.Protocol == protocol && figure.Name == row).Value));
display(new DataFrame(
    new StringDataFrameColumn("Figure", rows),
    new DoubleDataFrameColumn("V1, the paper", new[] { 0.98, 1.00, 0.99, 0.98, 0.99, 0.99 }),
    Card("v1-unique", "unique"),
    Card("v1-ds1", "inter-patient"),
    new DoubleDataFrameColumn("V2, the paper", new[] { 0.95, 1.00, 0.99, 0.96, 0.98, 0.98 }),
    Card("v2-unique", "unique"),
    Card("v2-ds1", "inter-patient")));

// %% markdown
// One of them measured anew: `v2-ds1`, which has seen the patients of DS1, on eight patients of DS2. This takes the MIT-BIH Arrhythmia Database
// (`ARRHYTHMIAVISION_DATA` names a folder with `mitdb` in it).

// %% code
var database = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
if (database is null)
{
    Console.WriteLine("The recordings are not on this machine.");
}
else
{
    var network = PretrainedModels.Load("v2-ds1");
    var set = BeatSet.Read([.. new[] { "100", "103", "111", "200", "213", "221", "231", "233" }.Select(name => Path.Combine(database, name))]);
    int[] known = [.. Enumerable.Range(0, set.Count).Where(beat => LabelScheme.MitBih5.ClassOf(set.Codes[beat]) >= 0)];
    var scores = new float[known.Length * network.Classes.Count];
    network.Score(set.SamplesOf(known), scores, threads: 0);
    int[] predicted = [.. scores.Chunk(network.Classes.Count).Select(score => Array.IndexOf(score, score.Max()))];
    var report = ClassificationReport.Of(network.Classes, [.. known.Select(beat => LabelScheme.MitBih5.ClassOf(set.Codes[beat]))], predicted);
    display(report.ToDataFrame());
    display(report.ToConfusionDataFrame());
}

// %% markdown
// ## Grad-CAM
//
// As in the paper's figures, the map's first point stands on the first sample and its last on the last. Each of V2's three points sees most of the beat, so that the map says little
// of where; the placement by receptive fields, which is the default elsewhere, does not pretend more. The beat is synthetic.

// %% code
var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(3, seconds: 60) with { VentricularPrematureShare = 0.15 });
var premature = ecg.Beats.First(beat => beat.Symbol == 'V' && beat.Sample > 3600);
var samples = new WaveletDenoiser().Denoise(ecg.Leads[0]).AsSpan((int)premature.Sample - 180, 360).ToArray();
var normalised = new float[360];
BeatNormalization.Apply(NormalizationMethod.ZScore, samples, normalised);
foreach (var network in networks)
{
    var probabilities = new float[network.Classes.Count];
    network.Score(normalised, probabilities);
    var given = Array.IndexOf(probabilities, probabilities.Max());
    var why = new GradCam(network, new GradCamOptions { Placement = MapPlacement.EndToEnd }).Attribute(normalised, [], given);
    Console.WriteLine($"{network.Architecture}: {network.Classes[given]}, {probabilities[given]:F2}");
    display(new BeatPicture { Samples = samples, Lead = "synthetic", Attribution = why.Values.ToArray(), Method = why.Method, Class = network.Classes[given] });
}

// %% end
// What the notebook's kernel brings along.
static void display(object value) => Console.WriteLine(value.ToDisplayString(value is string ? "text/plain" : "text/html"));
