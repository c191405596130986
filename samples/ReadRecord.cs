// Reads a WFDB record: what its header says, its samples, its annotations.
//
//   dotnet run samples/ReadRecord.cs                       record 100 of MIT-BIH where it is at hand, else one that is written first
//   dotnet run samples/ReadRecord.cs -- path/to/record     a record of your own, without extension

#:project ../src/Recordings/ArrhythmiaVision.Recordings.csproj
#:project ../src/Signals/ArrhythmiaVision.Signals.csproj
#:property PublishAot=false

using System.Globalization;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? mitdb = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
string? made = args.Length > 0 || mitdb is not null ? null : WriteSynthetic();
try
{
    using var record = WfdbRecord.Open(args.Length > 0 ? args[0] : made ?? Path.Combine(mitdb!, "100"));
    Console.WriteLine($"record {record.Name}: {TimeSpan.FromSeconds(record.Length / record.SamplingFrequency):h\\:mm\\:ss} at {record.SamplingFrequency:0.###} Hz");
    foreach (var (name, signal) in record.Leads.Zip(record.Signals))
        Console.WriteLine($"  {name,-6} format {signal.Format}, {signal.Gain:0.###} per {signal.Units}");

    // Samples come in blocks of any size, from any place; NaN where they are missing.
    var second = new float[(int)record.SamplingFrequency];
    record.Read(0, start: 0, second);
    Console.WriteLine($"  first second of {record.Leads[0]}: {second.Min():F3} to {second.Max():F3} mV");

    var annotations = record.ReadAnnotations("atr");
    Console.WriteLine($"{annotations.Count} annotations");
    foreach (var kind in annotations.GroupBy(annotation => annotation.Code).OrderByDescending(kind => kind.Count()))
        Console.WriteLine($"  {kind.Count(),5}  {kind.Key.Symbol}  {kind.Key.Description}");
}
finally
{
    if (made is not null) Directory.Delete(Path.GetDirectoryName(made)!, recursive: true);
}

static string WriteSynthetic()
{
    string folder = Directory.CreateTempSubdirectory("arrhythmiavision-").FullName;
    var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, seconds: 300));
    var signal = new WfdbSignal { FileName = "synthetic.dat", Format = 16, StatedGain = 1000, StatedUnits = "mV", StatedDescription = "MLII" };
    WfdbRecordWriter.Write(folder, new WfdbHeader { RecordName = "synthetic", StatedSamplingFrequency = ecg.SamplingRate, Signals = [signal] },
        [Array.ConvertAll(ecg.Leads[0], mV => signal.ToDigital(mV))]);
    string path = Path.Combine(folder, "synthetic");
    new AnnotationFile(ecg.Beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString())))).Write(path + ".atr");
    return path;
}

// Prints on record 100:
//
//   record 100: 0:30:05 at 360 Hz
//     MLII   format 212, 200 per mV
//     V5     format 212, 200 per mV
//     first second of MLII: -0.510 to 0.840 mV
//   2274 annotations
//      2239  N  normal beat
//        33  A  atrial premature beat
//         1  +  rhythm change
//         1  V  premature ventricular contraction
