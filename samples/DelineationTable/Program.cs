// Measures the delineator on the Lobachevsky University Database (ludb) and prints every table of docs/delineation.md as Markdown:
//   dotnet run -c Release --project samples/DelineationTable
// The last table needs the MIT-BIH Arrhythmia Database (mitdb) beside ludb.
using ArrhythmiaVision.Recordings;
using DelineationTable;
using static System.FormattableString;

var library = new RecordingLibrary();
if (library.TryFind(LudbMeasurement.Name) is not { } folder)
{
    Console.Error.WriteLine($"The database 'ludb' is not here; set {RecordingLibrary.DataVariable} to the folder that has it.");
    return 1;
}
var measurement = new LudbMeasurement(folder);

Console.WriteLine("| records | R peaks | wave | marked | Se % | +P % | F1 | beats without | of these found without | onset, ms | peak, ms | offset, ms |");
Console.WriteLine("|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
foreach (var tuned in (bool[])[true, false])
{
    foreach (var own in (bool[])[false, true])
    {
        var gross = Gross(tuned, own, null);
        foreach (var (wave, s) in (ReadOnlySpan<(string, WaveScore)>)[("P", gross.P), ("QRS", gross.Qrs), ("T", gross.T)])
        {
            Console.WriteLine(Invariant($"| {(tuned ? "odd: tuned on" : "even: test")} | {(own ? "own" : "reference")} | {wave} | {s.Found + s.Missed} | {s.Sensitivity:F2} | {s.PositivePredictivity:F2} | {s.F1:F4} | {s.Absent} | {s.RightlyAbsent} | {Spread(s.Onset)} | {Spread(s.Peak)} | {Spread(s.Offset)} |"));
        }
    }
}

Console.WriteLine();
Console.WriteLine("| samples a second | F1 P | F1 QRS | F1 T | P onset, ms | P offset, ms | QRS onset, ms | QRS offset, ms | T offset, ms |");
Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
foreach (var rate in (double[])[100, 128, 250, 360, 500, 1000])
{
    var g = Gross(false, true, rate);
    Console.WriteLine(Invariant($"| {rate} | {g.P.F1:F4} | {g.Qrs.F1:F4} | {g.T.F1:F4} | {Spread(g.P.Onset)} | {Spread(g.P.Offset)} | {Spread(g.Qrs.Onset)} | {Spread(g.Qrs.Offset)} | {Spread(g.T.Offset)} |"));
}

if (library.TryFind(MitBihArrhythmiaDatabase.Name) is { } mitBih)
{
    Console.WriteLine();
    Console.WriteLine("| MIT-BIH records | beats | number | with P % | with T % | QRS duration, ms: median (quartiles) |");
    Console.WriteLine("|---|---|---:|---:|---:|---:|");
    foreach (var (title, records) in (ReadOnlySpan<(string, IReadOnlyList<string>)>)[("100", ["100"]), ("101", ["101"]), ("202, 219, 222", ["202", "219", "222"]), ("DS2, nothing fitted to", MitBihArrhythmiaDatabase.Ds2), ("paced 217, nothing fitted to", ["217"])])
    {
        foreach (var g in new MitBihMeasurement(mitBih).Measure(records).Where(g => g.Beats >= 50))
            Console.WriteLine(Invariant($"| {title} | {g.Name} | {g.Beats} | {g.PShare:F1} | {g.TShare:F1} | {g.Qrs(50):F0} ({g.Qrs(25):F0} to {g.Qrs(75):F0}) |"));
    }
}
return 0;

DelineationScore Gross(bool tuned, bool ownPeaks, double? rate) => DelineationScore.Gross(
    LudbMeasurement.Records.Where(n => LudbMeasurement.IsTuned(n) == tuned).AsParallel().AsOrdered().Select(n => measurement.Score(n, ownPeaks, rate)));

static string Spread(IReadOnlyList<double> errors)
{
    var (mean, deviation) = WaveScore.Spread(errors);
    return Invariant($"{mean:F1} ± {deviation:F1}");
}
