// One recording through an ML.NET pipeline, as a single file: which beats it has, and how early they come.
//
//   dotnet run samples/BeatsOfARecord.cs                       a synthetic record
//   dotnet run samples/BeatsOfARecord.cs -- path/to/mitdb/208  a record of your own, without extension
//
// prints for the synthetic record:
//
//   439 beats of record synthetic
//   symbol  beats  median RR before (s)  median of it / running median
//   N         343                 0.736                           1.02
//   A          84                 0.450                           0.63
//   V          12                 0.489                           0.69

#:project ../src/Transforms/ArrhythmiaVision.Transforms.csproj
#:property PublishAot=false

using System.Globalization;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext(seed: 1);
IDataView records = args.Length > 0 ? ml.Data.LoadFromWfdb(args) : ml.Data.LoadFromEnumerable(SyntheticRecords());

// Denoise the whole record, then cut 360 samples about each annotated R peak; keep beats of other classes too, unlabelled.
var toBeats = ml.Transforms.WaveletDenoise("Signal").Append(ml.Transforms.BeatSegment(keepOther: true));
var model = toBeats.Fit(records);
var beats = ml.Data.CreateEnumerable<Beat>(model.Transform(records), reuseRowObject: false).ToList();

Console.WriteLine($"{beats.Count} beats of record {beats[0].Record}");
Console.WriteLine("symbol  beats  median RR before (s)  median of it / running median");
foreach (var kind in beats.GroupBy(beat => beat.Symbol).OrderByDescending(kind => kind.Count()))
{
    var known = kind.Where(beat => !float.IsNaN(beat.PreviousRR)).ToList();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{kind.Key,-6}  {kind.Count(),5}  {Median(known.Select(b => b.PreviousRR)),20:F3}  {Median(known.Select(b => b.RRToMedian)),29:F2}"));
}

static float Median(IEnumerable<float> values) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : float.NaN;

// What LoadFromWfdb gives, made up: BeatSegment asks for these columns, whoever provides them.
static IEnumerable<Record> SyntheticRecords()
{
    var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, seconds: 300));
    yield return new Record
    {
        Name = "synthetic",
        Patient = "synthetic",
        Lead = "MLII",
        SamplingRate = (float)ecg.SamplingRate,
        Signal = ecg.Leads[0],
        AnnotationSamples = [.. ecg.Beats.Select(beat => (long)beat.Sample)],
        AnnotationSymbols = [.. ecg.Beats.Select(beat => beat.Symbol.ToString())],
    };
}

internal sealed class Record
{
    [ColumnName("Record")]
    public string Name { get; set; } = "";
    public string Patient { get; set; } = "";
    public string Lead { get; set; } = "";
    public float SamplingRate { get; set; }
    public float[] Signal { get; set; } = [];
    public long[] AnnotationSamples { get; set; } = [];
    public string[] AnnotationSymbols { get; set; } = [];
}

internal sealed class Beat
{
    public string Record { get; set; } = "";
    public string Symbol { get; set; } = "";
    public float PreviousRR { get; set; }
    public float RRToMedian { get; set; }
}
