using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Bench;

/// <summary>What is measured on real recordings; left out, by name, where they are not on this machine.</summary>
internal static class RecordingTables
{
    private static readonly (string Part, Action<CompareOptions, string, SortedDictionary<string, double>, TextWriter> Write)[] s_tables =
        [("denoise", DenoiseComparison.Write), ("wfdb", WfdbReading.Write), ("holter", HolterTable.Write)];

    /// <summary>The parts of the comparison that are here.</summary>
    public static IEnumerable<string> Parts => s_tables.Select(table => table.Part);

    public static void Write(CompareOptions options, SortedDictionary<string, double> figures, TextWriter output)
    {
        var folder = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
        foreach (var (part, write) in s_tables)
        {
            if (!options.Measures(part)) continue;
            if (folder is not null) write(options, folder, figures, output);
            else output.WriteLine($"{part}: left out: the MIT-BIH Arrhythmia Database is not here; set {RecordingLibrary.DataVariable} to the folder with 'mitdb' in it");
        }
    }
}
