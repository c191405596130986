using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool.Tests;

/// <summary>A database with the names of MIT-BIH's records and made signals, with beats of all classes on both sides of every protocol.</summary>
public sealed class MadeDatabase : IDisposable
{
    private readonly TempFolder _folder = new();

    public MadeDatabase()
    {
        string mitdb = Path.Combine(_folder.Path, MitBihArrhythmiaDatabase.Name);
        Directory.CreateDirectory(mitdb);
        var records = MitBihArrhythmiaDatabase.Records;
        Parallel.For(0, records.Count, i =>
        {
            var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(i, seconds: 40) with { AtrialPrematureShare = 0.1, VentricularPrematureShare = 0.15 });
            var signal = new WfdbSignal { FileName = $"{records[i]}.dat", Format = 16, StatedGain = 1000, StatedUnits = "mV", StatedDescription = "MLII" };
            WfdbRecordWriter.Write(mitdb, new WfdbHeader { RecordName = records[i], StatedSamplingFrequency = 360, Signals = [signal] }, [Array.ConvertAll(ecg.Leads[0], mV => signal.ToDigital(mV))]);

            // Every record has a fusion and an unclassifiable beat, which only AAMI's classes take in or count.
            Made.Annotate(Path.Combine(mitdb, records[i]), "atr", ecg.Beats.Select((beat, b) => (beat.Sample, b == 10 ? "F" : b == 12 ? "Q" : beat.Symbol.ToString())));
        });
    }

    /// <summary>The folder that <c>mitdb</c> is in.</summary>
    public string Data => _folder.Path;

    /// <summary>A path for a file of a test's own.</summary>
    public string File(string name) => _folder[name];

    public void Dispose() => _folder.Dispose();
}
