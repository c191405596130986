// Finds R peaks live, and judges them beat by beat as ANSI/AAMI EC57 says.
//
//   dotnet run samples/DetectPeaks.cs                       record 100 of MIT-BIH where it is at hand, else a synthetic one
//   dotnet run samples/DetectPeaks.cs -- path/to/record     a record of your own with atr annotations, without extension

#:project ../src/Evaluation/ArrhythmiaVision.Evaluation.csproj
#:project ../src/Signals/ArrhythmiaVision.Signals.csproj
#:property PublishAot=false

using System.Globalization;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (name, rate, signal, reference) = Load();

var detector = new StreamingRPeakDetector(rate);
var peaks = new List<long>();
var found = new long[detector.MaxPeaks(signal.Length)];
int second = (int)rate;
for (var start = 0; start < signal.Length; start += second)                       // a second at a time, as from a device
    peaks.AddRange(found.AsSpan(0, detector.Push(signal.AsSpan(start, Math.Min(second, signal.Length - start)), found)));
peaks.AddRange(found.AsSpan(0, detector.Flush(found)));
Console.WriteLine($"record {name}: {peaks.Count} R peaks, {60 * rate * (peaks.Count - 1) / (peaks[^1] - peaks[0]):F1} a minute");

// The standard leaves out the first five minutes, in which a device may learn.
var comparison = RecordComparison.Compare(name, reference, peaks.Select(peak => new Annotation(peak, AnnotationCode.Normal)),
    new ComparisonOptions { SamplingFrequency = rate, RecordLength = signal.Length });
var beats = comparison.Beats.Matrix;
Console.WriteLine($"sensitivity {beats.QrsSensitivity.Percent:F2} %, positive predictivity {beats.QrsPositivePredictivity.Percent:F2} %");

(string Name, double Rate, float[] Signal, IReadOnlyList<Annotation> Reference) Load()
{
    string? mitdb = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
    if (args.Length > 0 || mitdb is not null)
    {
        using var record = WfdbRecord.Open(args.Length > 0 ? args[0] : Path.Combine(mitdb!, "100"));
        int lead = MitBihArrhythmiaDatabase.PreferredLead(record.Leads);
        return (record.Name, record.SamplingFrequencyOf(lead), record.ReadSignal(lead), record.ReadAnnotations("atr"));
    }
    var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, seconds: 1800));
    return ("synthetic", ecg.SamplingRate, ecg.Leads[0], [.. ecg.Beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString())))]);
}

// Prints on record 100:
//
//   record 100: 2272 R peaks, 75.5 a minute
//   sensitivity 99.95 %, positive predictivity 100.00 %
