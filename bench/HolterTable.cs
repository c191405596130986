using System.Globalization;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Bench;

/// <summary>Classifies recordings of 1, 6 and 24 hours from their files, and shows time and memory.</summary>
internal static class HolterTable
{
    private static readonly int[] s_hours = [1, 6, 24];

    public static void Write(CompareOptions options, string mitBih, SortedDictionary<string, double> figures, TextWriter output)
    {
        var culture = CultureInfo.InvariantCulture;
        output.WriteLine();
        output.WriteLine(string.Create(culture, $"**Whole recordings**, one lead at 360 Hz: read, denoised, cut, classified; {Comparison.Threads(options.Threads)}, a new process each, median of {options.Runs} runs:"));
        output.WriteLine();
        Markdown.Header(output, "", "hours", "time", "an hour", "resident memory at most", "beats", "R peaks");
        var folder = Directory.CreateTempSubdirectory("arrhythmia-bench-").FullName;
        try
        {
            var records = s_hours.ToDictionary(hours => hours, hours => HolterRecording.Write(mitBih, folder, hours));
            foreach (var architecture in Enum.GetValues<ArrhythmiNetArchitecture>())
            {
                var model = Path.Combine(folder, architecture.ToString());
                Train(architecture).Save(model);
                foreach (var hours in s_hours) Measure(architecture, model, hours, records[hours], detect: false);
                if (architecture == ArrhythmiNetArchitecture.V2) Measure(architecture, model, s_hours[^1], records[s_hours[^1]], detect: true);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Measure(ArrhythmiNetArchitecture architecture, string model, int hours, string record, bool detect)
        {
            var runs = Enumerable.Range(0, options.Runs).Select(_ => HolterRun.Start(record, model, options.Threads, detect)).ToArray();
            var seconds = Comparison.Median(runs.Select(run => run.Seconds));
            var megabytes = runs.Max(run => run.Megabytes);

            // The table's figures are those of V2, the default, and annotated R peaks; the others have keys of their own.
            var key = $"holter{hours.ToString(culture)}h" + (architecture == ArrhythmiNetArchitecture.V2 ? "" : ".v1") + (detect ? ".detected" : "");
            figures[key + ".seconds"] = Math.Round(seconds, 2);
            figures[key + ".megabytes"] = Math.Round(megabytes, 1);
            Markdown.Row(
                output, architecture.ToString(), hours.ToString(culture), seconds.ToString("F2", culture) + " s", (seconds / hours).ToString("F2", culture) + " s",
                megabytes.ToString("F0", culture) + " MB", runs[0].Beats.ToString("N0", culture), detect ? "found" : "given");
        }
    }

    // The time does not depend on what the network has learnt.
    private static ArrhythmiNetModel Train(ArrhythmiNetArchitecture architecture)
    {
        var classes = LabelScheme.MitBih5.Classes;
        var random = new Random(1);
        var labels = Enumerable.Range(0, 20 * classes.Count).Select(i => i % classes.Count).ToArray();
        var samples = new float[labels.Length * BeatDataset.BeatLength];
        for (var i = 0; i < samples.Length; i++) samples[i] = random.NextSingle() + labels[i / BeatDataset.BeatLength] * (i % BeatDataset.BeatLength == 180 ? 2 : 0);
        return ArrhythmiNetTraining.Train(new BeatDataset(samples, labels, classes), options: new() { Architecture = architecture, Epochs = 1 }).Model;
    }
}
