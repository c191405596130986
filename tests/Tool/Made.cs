using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool.Tests;

/// <summary>Records made for tests: synthetic ECG, with its beats as reference annotations.</summary>
internal static class Made
{
    /// <summary>Writes a record with one lead, MLII, and <c>atr</c> annotations.</summary>
    /// <returns>The record's path.</returns>
    public static string Record(string folder, string name, double seconds = 60, int patient = 1, int perFrame = 1, string lead = "MLII")
    {
        var ecg = SyntheticEcg.Generate(new SyntheticEcgOptions { Patient = patient, Seed = patient, Seconds = seconds, VentricularPrematureShare = 0.1 });
        var signal = new WfdbSignal { FileName = $"{name}.dat", Format = 16, StatedGain = 1000, StatedUnits = "mV", StatedDescription = lead, SamplesPerFrame = perFrame };
        var samples = Array.ConvertAll(ecg.Leads[0], mV => signal.ToDigital(mV));
        Directory.CreateDirectory(folder);
        WfdbRecordWriter.Write(folder, new WfdbHeader { RecordName = name, StatedSamplingFrequency = 360.0 / perFrame, Signals = [signal] }, [samples[..(samples.Length / perFrame * perFrame)]]);
        string path = Path.Combine(folder, name);
        Annotate(path, "atr", ecg.Beats.Select(beat => (beat.Sample / perFrame, beat.Symbol.ToString())));
        return path;
    }

    /// <summary>Writes an annotation file of a record.</summary>
    public static void Annotate(string path, string annotator, IEnumerable<(int Sample, string Symbol)> beats) =>
        new AnnotationFile(beats.Select(beat => new Annotation(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol)))).Write($"{path}.{annotator}");

    /// <summary>The annotations of a file.</summary>
    public static IReadOnlyList<Annotation> Read(string path, string annotator) => AnnotationFile.Read($"{path}.{annotator}").Annotations;

    /// <summary>The folder of the MIT-BIH Arrhythmia Database's folder, or the test is skipped.</summary>
    public static string DataOrSkip()
    {
        string? folder = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
        if (folder is null)
            Assert.Skip($"The MIT-BIH Arrhythmia Database is not on this machine; set {RecordingLibrary.DataVariable} to the folder with 'mitdb' in it.");
        return Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder))!;
    }
}
