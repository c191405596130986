using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace QuickStart;

/// <summary>The records to learn from: MIT-BIH where it can be had, else synthetic ones in a temporary folder.</summary>
internal sealed class RecordSource : IDisposable
{
    private const int SyntheticPatients = 32;
    private const double SyntheticSeconds = 300;

    private readonly string? _temporaryFolder;

    private RecordSource(IReadOnlyList<string> paths, string? temporaryFolder)
    {
        Paths = paths;
        _temporaryFolder = temporaryFolder;
    }

    /// <summary>The records' paths, without extension.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Whether the records are made up, so that no result says anything about real hearts.</summary>
    public bool IsSynthetic => _temporaryFolder is not null;

    /// <summary>What every result carries beside it; empty for real recordings.</summary>
    public string Mark => IsSynthetic ? " (SYNTHETIC beats)" : "";

    public static RecordSource Find(Settings settings, CancellationToken cancel)
    {
        if (!settings.Synthetic)
        {
            try
            {
                string folder = new RecordingLibrary().Find(MitBihArrhythmiaDatabase.Name, new DownloadLine(), cancel);
                Console.WriteLine($"Recordings: the MIT-BIH Arrhythmia Database in {folder} (Moody & Mark 2001; PhysioNet; ODC-By 1.0).");
                return new RecordSource([.. MitBihArrhythmiaDatabase.Records.Select(name => Path.Combine(folder, name))], null);
            }
            catch (RecordingsUnavailableException e)
            {
                Console.WriteLine(e.Message);
                Console.WriteLine();
            }
        }

        Console.WriteLine($"Recordings: {SyntheticPatients} SYNTHETIC records of {SyntheticSeconds} s each. What follows shows that everything works, and nothing about real hearts.");
        return WriteSynthetic();
    }

    public void Dispose()
    {
        if (_temporaryFolder is not null)
            Directory.Delete(_temporaryFolder, recursive: true);
    }

    private static RecordSource WriteSynthetic()
    {
        string folder = Directory.CreateTempSubdirectory("arrhythmiavision-").FullName;
        var paths = new List<string>();
        for (int patient = 0; patient < SyntheticPatients; patient++)
        {
            var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(patient, SyntheticSeconds));
            string name = $"synthetic{patient:D2}";
            var signal = new WfdbSignal { FileName = $"{name}.dat", Format = 16, StatedGain = 1000, StatedUnits = "mV", StatedDescription = "MLII" };
            var header = new WfdbHeader { RecordName = name, StatedSamplingFrequency = ecg.SamplingRate, Signals = [signal], Comments = ["synthetic"] };
            WfdbRecordWriter.Write(folder, header, [Array.ConvertAll(ecg.Leads[0], mV => signal.ToDigital(mV))]);

            string path = Path.Combine(folder, name);
            new AnnotationFile(ecg.Beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString()))))
                .Write($"{path}.{MitBihArrhythmiaDatabase.Annotator}");
            paths.Add(path);
        }
        return new RecordSource(paths, folder);
    }
}
