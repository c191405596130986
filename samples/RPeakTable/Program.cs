// Measures the R-peak detector on the MIT-BIH Arrhythmia Database and prints every table of docs/r-peaks.md as Markdown:
//   dotnet run -c Release --project samples/RPeakTable [prompt] [rates]
// With "prompt" the detector decides as a live stream needs it; with "rates" also on the same records resampled to other rates, which takes some minutes. The noise curve needs record em of
// the MIT-BIH Noise Stress Test Database (nstdb) beside mitdb.
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using RPeakTable;
using static System.FormattableString;

var library = new RecordingLibrary();
var measurement = new RPeakMeasurement(library.Find(MitBihArrhythmiaDatabase.Name), args.Contains("prompt") ? RPeakTiming.Prompt : RPeakTiming.Thorough);
var scores = Measure(name => measurement.Score(name));

Console.WriteLine("| record | TP | FN | FP | Se % | +P % | |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---|");
foreach (var s in scores)
{
    var note = MitBihArrhythmiaDatabase.Paced.Contains(s.Record) ? "paced" : MitBihArrhythmiaDatabase.Ds1.Contains(s.Record) ? "tuned on" : "";
    Console.WriteLine(Invariant($"| {s.Record} | {s.Found} | {s.Missed} | {s.False} | {s.Sensitivity:F2} | {s.PositivePredictivity:F2} | {note} |"));
}

Console.WriteLine();
Console.WriteLine("| gross | records | beats | FN | FP | Se % | +P % | median of R-time errors, ms | 90th percentile, ms | 99th percentile, ms |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
GrossLine("all", _ => true);
GrossLine("tuned on (DS1)", MitBihArrhythmiaDatabase.Ds1.Contains);
GrossLine("the rest", name => !MitBihArrhythmiaDatabase.Ds1.Contains(name));
GrossLine("DS2", MitBihArrhythmiaDatabase.Ds2.Contains);
GrossLine("without paced", name => !MitBihArrhythmiaDatabase.Paced.Contains(name));

Console.WriteLine();
if (library.TryFind("nstdb") is { } noiseFolder)
{
    using var em = WfdbRecord.Open(Path.Combine(noiseFolder, "em"));
    var noise = em.ReadSignal(0);
    Console.WriteLine("| SNR, dB | 118 Se % | 118 +P % | 119 Se % | 119 +P % | gross Se % | gross +P % |");
    Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
    foreach (var decibels in (int[])[24, 18, 12, 6, 0, -6])
    {
        var noisy = new[] { "118", "119" }.AsParallel().AsOrdered().Select(name => measurement.ScoreWithNoise(name, noise, decibels)).ToList();
        noisy.Add(RecordScore.Gross("gross", noisy));
        Console.WriteLine(Invariant($"| {decibels} | {string.Join(" | ", noisy.Select(s => Invariant($"{s.Sensitivity:F2} | {s.PositivePredictivity:F2}")))} |"));
    }
}
else
{
    Console.WriteLine($"No noise curve: set {RecordingLibrary.DataVariable} to a folder that has 'nstdb' in it, beside 'mitdb'.");
}

if (args.Contains("rates"))
{
    Console.WriteLine();
    Console.WriteLine("| samples a second | FN | FP | Se % | +P % | median of R-time errors, ms |");
    Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
    foreach (var rate in (double[])[100, 128, 250, 500, 1000])
    {
        var gross = RecordScore.Gross("all", Measure(name => measurement.Score(name, rate)));
        Console.WriteLine(Invariant($"| {rate} | {gross.Missed} | {gross.False} | {gross.Sensitivity:F2} | {gross.PositivePredictivity:F2} | {Percentile(gross, 50):F2} |"));
    }
}

static List<RecordScore> Measure(Func<string, RecordScore> score) =>
    [.. MitBihArrhythmiaDatabase.Records.AsParallel().AsOrdered().Select(score)];

void GrossLine(string title, Func<string, bool> takes)
{
    var g = RecordScore.Gross(title, scores.Where(s => takes(s.Record)));
    var records = scores.Count(s => takes(s.Record));
    Console.WriteLine(Invariant($"| {title} | {records} | {g.Found + g.Missed} | {g.Missed} | {g.False} | {g.Sensitivity:F3} | {g.PositivePredictivity:F3} | {Percentile(g, 50):F2} | {Percentile(g, 90):F2} | {Percentile(g, 99):F2} |"));
}

static double Percentile(RecordScore score, int percent)
{
    var sorted = score.Errors.Select(Math.Abs).Order().ToList();
    return sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
}
