using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

/// <summary>A temporary folder of synthetic WFDB records.</summary>
internal sealed class SyntheticFolder : IDisposable
{
    public const double Gain = 1000;

    public string Path { get; } = Directory.CreateTempSubdirectory("arrhythmiavision-").FullName;

    public string PathOf(string record) => System.IO.Path.Combine(Path, record);

    /// <summary>Writes the records of some patients, named 300, 301 and so on, with every kind of beat between four of them.</summary>
    public static SyntheticFolder OfPatients(int count, double seconds = 30)
    {
        var folder = new SyntheticFolder();
        for (int i = 0; i < count; i++)
            folder.Write($"{300 + i}", SyntheticEcgOptions.ForPatient(i, seconds));
        return folder;
    }

    /// <summary>Writes a synthetic ECG and its beats.</summary>
    public SyntheticRecord Write(string name, SyntheticEcgOptions options, string lead = "MLII")
    {
        var record = SyntheticEcg.Generate(options);
        Write(name, options.SamplingRate, lead, record.Leads[0], record.Beats.Select(beat => (Annotation)new(beat.Sample, AnnotationCode.FromSymbol(beat.Symbol.ToString()))));
        return record;
    }

    /// <summary>Writes a signal, mV, and its annotations; none, not even their file, where they are null.</summary>
    public void Write(string name, double rate, string lead, IReadOnlyList<float> signal, IEnumerable<Annotation>? annotations, int samplesPerFrame = 1, string? units = null)
    {
        var header = new WfdbHeader
        {
            RecordName = name,
            StatedSamplingFrequency = rate / samplesPerFrame,
            Signals = [new WfdbSignal { FileName = name + ".dat", Format = 16, StatedGain = Gain, StatedUnits = units, StatedDescription = lead, SamplesPerFrame = samplesPerFrame }],
        };
        WfdbRecordWriter.Write(Path, header, [signal.Select(value => header.Signals[0].ToDigital(value)).ToArray()]);
        if (annotations is not null)
            new AnnotationFile(annotations).Write(PathOf(name) + ".atr");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
