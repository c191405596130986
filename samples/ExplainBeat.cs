// Why a network takes a beat for what it does: exact Shapley values over P, QRS, T and the rest, what that explanation is worth, words and a picture.
//
//   dotnet run samples/ExplainBeat.cs                    record 233 of MIT-BIH if ARRHYTHMIAVISION_DATA names a folder with mitdb in it, else a synthetic one
//   dotnet run samples/ExplainBeat.cs -- path/to/record  the surest premature ventricular beat of a record of your own, without extension
//
// prints for record 233, which the network has not seen:
//
//   233, MLII, 259.5 s: PVC, 0.99. Comes 40 % early (RR 0.35 s against 0.58 s); QRS 152 ms; no P wave found. Unreliable explanation
//   (failed: shift). The evidence lies 47 % in the QRS, 37 % in the time before the beat and 16 % in the T wave.
//   logit 4.85, of a flat line 0.19; the values add up to 4.65:
//     before   1.78
//     Q        0.38
//     R        1.87
//     ST      -0.04
//     T        0.77
//     after   -0.11
//     deletion      passed   0.14, limit 0.00
//     insertion     passed   0.25, limit 0.00
//     infidelity    passed   0.35, limit 0.80
//     randomisation passed   0.40, limit 0.80
//     noise         passed   1.00, limit 0.70
//     shift         FAILED   0.66, limit 0.70
//     agreement     passed   0.47, limit 0.10
//   picture: …/explained-beat.svg

#:project ../src/Attribution/ArrhythmiaVision.Attribution.csproj
#:project ../src/Reporting/ArrhythmiaVision.Reporting.csproj
#:property PublishAot=false

using System.Globalization;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

const string Class = "V";
var folder = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
using var record = args.Length > 0 ? WfdbRecord.Open(args[0]) : folder is not null ? WfdbRecord.Open(Path.Combine(folder, "233")) : null;
if (record is null)
    Console.WriteLine($"No recordings: set {RecordingLibrary.DataVariable} to the folder with mitdb in it, or name a record. Here is a synthetic one.");

// Classify every beat; keep the one that is most surely premature ventricular, and all R peaks.
var model = PretrainedModels.Load("v1-ds1");
var (signal, rate, name) = record is not null ? Lead(record) : (SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(3, seconds: 120) with { VentricularPrematureShare = 0.1 }).Leads[0], 360, "synthetic");
var peaks = new List<long>();
AnalyzedBeat? surest = null;
new RecordAnalyzer(model).Analyze(new SampleBlocks(signal, rate), new DetectedRPeaks(rate), (in AnalyzedBeat beat) =>
{
    peaks.Add(beat.Sample);
    if (beat.Class != Class || beat.Probabilities.Span[beat.ClassIndex] <= (surest?.Probabilities.Span[beat.ClassIndex] ?? 0)) return;
    surest = beat with { Normalized = beat.Normalized.ToArray(), Context = beat.Context.ToArray(), Probabilities = beat.Probabilities.ToArray(), Samples = beat.Samples.ToArray() };
});
if (surest is not { } chosen)
{
    Console.WriteLine($"No beat of {name} is taken for {Class}.");
    return;
}

// Where its waves are, by the window's 360 samples: found with the whole record, which tells a P wave more surely than one beat does.
if (rate != 360) throw new NotSupportedException("This sample takes records of 360 samples a second; 'arrhythmia explain' takes others.");
var waves = new Delineator(rate).Delineate(signal, [.. peaks]).Single(beat => beat.RPeak == chosen.Sample);
var first = chosen.Sample - BeatWindow.Default.Before;
var segments = ClinicalSegments.From(waves, first);

// Explain, with what the explanation is worth.
var baseline = Baseline.FlatLine(model.ContextNames.Count);
var office = new PassportOffice(
    model, network => new ShapleySegments(network, baseline, new ShapleySegmentsOptions { Segmenter = BeatSegmenters.Fixed(segments) }), baseline, [new Occlusion(model, baseline)]);
var passport = office.Issue(chosen.Normalized.Span, chosen.Context.Span, chosen.ClassIndex);

var shares = segments.Zip(EvidenceShare.Of(passport.Attribution, segments), (segment, share) => new SegmentShare(segment.Name, share)).ToArray();
var words = BeatNarrative.Describe(BeatFacts.Of(chosen, model.Classes) with { Waves = waves, Shares = shares, FailedChecks = passport.FailedChecks });
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {chosen.Time:F1} s: {words}"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"logit {passport.Attribution.Output:F2}, of a flat line {passport.Attribution.BaselineOutput:F2}; the values add up to {passport.Attribution.Sum:F2}:"));
foreach (var segment in segments)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {segment.Name,-6} {passport.Attribution.Values.Skip(segment.Start).Take(segment.Length).Sum(),6:F2}"));
foreach (var check in passport.Checks)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {check.Name,-13} {(check.IsPassed ? "passed" : "FAILED"),-6} {check.Value,6:F2}, limit {check.Limit:F2}"));

var picture = Path.Combine(Path.GetTempPath(), "explained-beat.svg");
new BeatPicture
{
    Samples = chosen.Samples, Lead = name, Attribution = passport.Attribution.Values.ToArray(), Method = "Shapley values of segments", Class = "PVC",
    Segments = SegmentMark.From(waves, first, shares), Text = words, FailedChecks = passport.FailedChecks,
}.Save(picture);
Console.WriteLine($"picture: {picture}");

static (float[] Signal, double Rate, string Name) Lead(WfdbRecord record)
{
    var lead = new RecordLead(record);
    var signal = new float[lead.Length];
    for (var read = 0; read < signal.Length; read += lead.Read(signal.AsSpan(read))) { }
    return (signal, lead.SamplingRate, $"{record.Name}, {lead.Name}");
}
