// Uses every plain package once, on generated data: a record is written, read, analysed by a pretrained network, judged, explained and drawn.
using System.Globalization;
using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = Directory.CreateTempSubdirectory("arrhythmiavision-").FullName;
try
{
    // A record of two minutes with its reference annotations, as WFDB files.
    var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(0, seconds: 120));
    var signal = new WfdbSignal { FileName = "made.dat", Format = 16, StatedGain = 1000, StatedUnits = "mV", StatedDescription = "MLII" };
    var header = new WfdbHeader { RecordName = "made", StatedSamplingFrequency = ecg.SamplingRate, Signals = [signal] };
    WfdbRecordWriter.Write(folder, header, [Array.ConvertAll(ecg.Leads[0], mV => signal.ToDigital(mV))]);
    string path = Path.Combine(folder, "made");
    new AnnotationFile(ecg.Beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString())))).Write(path + ".atr");

    using var record = WfdbRecord.Open(path);
    Console.WriteLine($"read: {record.Length / record.SamplingFrequency:F1} s of {record.Leads[0]}, {record.ReadAnnotations("atr").Count} annotations");

    var analyzer = new RecordAnalyzer(PretrainedModels.Load("v1-rr-ds1"));
    var beats = new List<AnalyzedBeat>();
    await foreach (var beat in analyzer.AnalyzeAsync(new RecordLead(record), new DetectedRPeaks(record.SamplingFrequency))) beats.Add(beat);
    Console.WriteLine($"classified: {beats.Count(beat => beat.IsClassified)} of {beats.Count} beats, "
        + string.Join(", ", beats.Where(beat => beat.IsClassified).GroupBy(beat => beat.Class).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}")));

    new AnnotationFile(beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol("N")))).Write(path + ".qrs");
    var found = RecordComparison.Read(path, "atr", "qrs", adjust: options => options with { Start = TimeSpan.Zero }).Beats.Matrix;
    Console.WriteLine($"detected: Se {found.QrsSensitivity.Percent:F2} %, +P {found.QrsPositivePredictivity.Percent:F2} %");

    // Why a network that takes no context judged one beat as it did.
    var whole = beats.First(beat => beat.IsClassified);
    var normalized = new float[BeatDataset.BeatLength];
    BeatNormalization.Apply(NormalizationMethod.ZScore, whole.Samples.Span, normalized);
    var model = PretrainedModels.Load("v1-ds1");
    BeatAttribution map = new GradCam(model).Attribute(normalized);
    SegmentAttribution exact = new ShapleySegments(model, Baseline.FlatLine()).Explain(normalized);
    Console.WriteLine($"explained: class {map.ClassName}, {map.Values.Count} values, {exact.Players.Count} segments, gap {Math.Abs(exact.AdditivityGap(map.ClassIndex)):E1}");

    string svg = new BeatPicture { Samples = whole.Samples, Lead = "MLII", Attribution = map.Values.ToArray(), Class = map.ClassName }.ToSvg();
    Console.WriteLine($"drawn: {svg[..4]}, {BeatNarrative.Verdict(BeatFacts.Of(whole, analyzer.Model.Classes))}");

    // The examples of the packages' own readmes that need no recordings.
    var console = Console.Out;
    Environment.CurrentDirectory = folder;
    foreach (var (name, run) in new (string, Action)[] { ("Signals", ReadmeOfSignals.Run), ("Networks", ReadmeOfNetworks.Run), ("Attribution", ReadmeOfAttribution.Run),
        ("Analysis", ReadmeOfAnalysis.Run), ("Reporting", ReadmeOfReporting.Run) })
    {
        var said = new StringWriter();
        Console.SetOut(said);
        run();
        Console.SetOut(console);
        Console.WriteLine($"readme of {name}: {said.ToString().Split('\n').Length - 1} lines");
    }
    Console.WriteLine("files: " + string.Join(", ", Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
}
finally
{
    Environment.CurrentDirectory = Path.GetTempPath();
    Directory.Delete(folder, recursive: true);
}
