// What a trained network is worth on patients that it has not seen: de Chazal's DS2, with an interval over patients.
//
//   dotnet run samples/EvaluateAcrossPatients.cs                        the MIT-BIH Arrhythmia Database where it is at hand, else synthetic patients
//   dotnet run samples/EvaluateAcrossPatients.cs -- v2-ds1              another of the pretrained networks that were trained on DS1

#:project ../src/Analysis/ArrhythmiaVision.Analysis.csproj
#:project ../src/Evaluation/ArrhythmiaVision.Evaluation.csproj
#:property PublishAot=false

using System.Globalization;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var model = PretrainedModels.Load(args is [var name, ..] ? name : "v1-rr-ds1");
var card = model.Card!;
Console.WriteLine($"{card.Name}: trained on {card.TrainingRecords.Count} records, protocol {card.Protocol}");

var scheme = new[] { LabelScheme.MitBih5, LabelScheme.Aami }.First(scheme => scheme.Classes.SequenceEqual(model.Classes));

// The analyzer prepares beats as the network's card says.
var analyzer = new RecordAnalyzer(model);
var patients = new List<ClassificationReport>();
string? mitdb = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
if (mitdb is null)
{
    Console.WriteLine("The MIT-BIH Arrhythmia Database is not on this machine (set ARRHYTHMIAVISION_DATA): SYNTHETIC patients. What follows says nothing about real hearts.");
    for (var patient = 0; patient < 8; patient++) Judge(patient);
}
else
{
    var seen = card.TrainingRecords.Intersect(MitBihArrhythmiaDatabase.Ds2).ToList();
    if (seen.Count > 0) throw new ArgumentException($"{card.Name} was trained on {string.Join(", ", seen)} of DS2: nothing about unseen patients would follow.");
    foreach (string recordName in MitBihArrhythmiaDatabase.Ds2)
    {
        using var record = WfdbRecord.Open(Path.Combine(mitdb, recordName));
        var lead = new RecordLead(record);
        Add(lead, AnnotatedRPeaks.Read(lead, "atr"));
    }
}

// Every class of the network; beats of other classes have no place in its report.
var all = Sum(patients);
var intervals = new PatientBootstrap(patients);
Console.WriteLine(all);
foreach (var (score, index) in all.PerClass.Select((score, index) => (score, index)).Where(item => item.score.Support > 0))
    Console.WriteLine($"F1 of {score.Class}: {score.F1:F3}, over patients {intervals.F1(index)?.ToString() ?? "not defined"} (95 %)");

void Judge(int patient)
{
    var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(patient, seconds: 300));
    Add(new SampleBlocks(ecg.Leads[0], ecg.SamplingRate), new AnnotatedRPeaks([.. ecg.Beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString())))]));
}

void Add(ISampleSource source, IRPeakSource peaks)
{
    var confusion = new long[model.Classes.Count, model.Classes.Count];
    analyzer.Analyze(source, peaks, (in AnalyzedBeat beat) =>
    {
        int actual = scheme.ClassOf(beat.GivenCode);
        if (actual >= 0 && beat.IsClassified) confusion[actual, beat.ClassIndex]++;
    });
    patients.Add(new ClassificationReport(model.Classes, confusion));
}

static ClassificationReport Sum(IReadOnlyList<ClassificationReport> reports)
{
    var classes = reports[0].Classes;
    var sum = new long[classes.Count, classes.Count];
    foreach (var report in reports)
        for (var actual = 0; actual < classes.Count; actual++)
            for (var predicted = 0; predicted < classes.Count; predicted++) sum[actual, predicted] += report[actual, predicted];
    return new ClassificationReport(classes, sum);
}

// Prints on DS2 (a few beats may differ between processors; the confusion matrix is left out):
//
//   v1-rr-ds1: trained on 22 records, protocol inter-patient
//   class      precision  recall      F1  support
//   N             0.9815  0.9843  0.9829    44235
//   S             0.6606  0.7545  0.7044     1837
//   V             0.9226  0.9214  0.9220     3220
//   F             0.5000  0.0026  0.0051      388
//   accuracy                      0.9641    49680
//   macro F1                      0.6536    49680
//   F1 of N: 0.983, over patients 0.972 to 0.992 (95 %)
//   F1 of S: 0.704, over patients 0.247 to 0.858 (95 %)
//   F1 of V: 0.922, over patients 0.809 to 0.966 (95 %)
//   F1 of F: 0.005, over patients 0.000 to 0.005 (95 %)
