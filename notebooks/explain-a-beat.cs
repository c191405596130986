// The notebook explain-a-beat.ipynb as a program: dotnet run notebooks/explain-a-beat.cs
#:project ../src/Analysis/ArrhythmiaVision.Analysis.csproj
#:project ../src/Attribution/ArrhythmiaVision.Attribution.csproj
#:project ../src/Reporting/ArrhythmiaVision.Reporting.csproj
#:package Microsoft.AspNetCore.Html.Abstractions
#:package Microsoft.DotNet.Interactive.Formatting
#:property PublishAot=false

// %% markdown
// # Explaining a beat
//
// Why does a network take a beat for a premature ventricular one, and how far can that explanation be relied on? The recording is synthetic, so that the notebook runs anywhere.
//
// **Not a medical device.**

// %% code
using System.Globalization;
using System.Linq;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;
using Microsoft.DotNet.Interactive.Formatting;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// How this notebook shows a picture (SVG) and a passport (a table).
Formatter.Register<BeatPicture>((picture, writer) => writer.Write(picture.ToSvg()), "text/html");
Formatter.Register<Passport>((passport, writer) => writer.Write(
    "<table><thead><tr><th>check</th><th>value</th><th>limit</th><th></th></tr></thead><tbody>"
    + string.Concat(passport.Checks.Select(check => $"<tr><td>{check.Name}</td><td>{check.Value:F2}</td><td>{check.Limit:F2}</td><td>{(check.IsPassed ? "passed" : "failed")}</td></tr>"))
    + "</tbody></table>"), "text/html");

// %% markdown
// Find the R peaks, classify every beat, and keep the one that is most surely premature ventricular.

// %% code
var model = PretrainedModels.Load("v1-ds1");
var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(3, seconds: 60) with { VentricularPrematureShare = 0.1 });
var signal = ecg.Leads[0];
var peaks = new List<long>();
AnalyzedBeat? surest = null;
var summary = new RecordAnalyzer(model).Analyze(new SampleBlocks(signal, ecg.SamplingRate), new DetectedRPeaks(ecg.SamplingRate), (in AnalyzedBeat beat) =>
{
    peaks.Add(beat.Sample);
    if (beat.Class != "V" || beat.Probabilities.Span[beat.ClassIndex] <= (surest?.Probabilities.Span[beat.ClassIndex] ?? 0)) return;
    surest = beat with { Normalized = beat.Normalized.ToArray(), Context = beat.Context.ToArray(), Probabilities = beat.Probabilities.ToArray(), Samples = beat.Samples.ToArray() };
});
var chosen = surest!.Value;
Console.WriteLine($"{summary.Beats} beats; the surest of class V at {chosen.Time:F1} s, probability {chosen.Probabilities.Span[chosen.ClassIndex]:F2}");

// %% markdown
// Where its waves are decides the segments: before the beat, P, Q, R, S, ST, T, and after it.

// %% code
var waves = new Delineator(ecg.SamplingRate).Delineate(signal, [.. peaks]).Single(beat => beat.RPeak == chosen.Sample);
var first = chosen.Sample - BeatWindow.Default.Before;
var segments = ClinicalSegments.From(waves, first);
Console.WriteLine(string.Join(", ", segments.Select(segment => $"{segment.Name} {segment.Length}")));

// %% markdown
// Exact Shapley values over the segments, against a flat line: they add up to what the beat has more than the flat line. The passport holds the explanation against what an
// explanation should stand: taking evidence away, adding it, other weights, noise, a shift, another method.

// %% code
var baseline = Baseline.FlatLine(model.ContextNames.Count);
var office = new PassportOffice(
    model, network => new ShapleySegments(network, baseline, new ShapleySegmentsOptions { Segmenter = BeatSegmenters.Fixed(segments) }), baseline, [new Occlusion(model, baseline)]);
var passport = office.Issue(chosen.Normalized.Span, chosen.Context.Span, chosen.ClassIndex);
Console.WriteLine($"logit {passport.Attribution.Output:F2}, of a flat line {passport.Attribution.BaselineOutput:F2}; the values add up to {passport.Attribution.Sum:F2}");
display(passport);

// %% markdown
// The same in a picture and in words.

// %% code
var shares = segments.Zip(EvidenceShare.Of(passport.Attribution, segments), (segment, share) => new SegmentShare(segment.Name, share)).ToArray();
var words = BeatNarrative.Describe(BeatFacts.Of(chosen, model.Classes) with { Waves = waves, Shares = shares, FailedChecks = passport.FailedChecks });
Console.WriteLine(words);
display(new BeatPicture
{
    Samples = chosen.Samples, Lead = "synthetic", Attribution = passport.Attribution.Values.ToArray(), Method = "Shapley values of segments", Class = "PVC",
    Segments = SegmentMark.From(waves, first, shares), Text = words, FailedChecks = passport.FailedChecks,
});

// %% end
// What the notebook's kernel brings along.
static void display(object value) => Console.WriteLine(value.ToDisplayString(value is string ? "text/plain" : "text/html"));
