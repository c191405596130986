using System.Globalization;
using System.Text;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>Readers of recordings and of annotations.</summary>
internal static class RecordingTargets
{
    private const string Record = "record";
    private const int Block = 8192;
    private const int MostSamples = 200_000;

    private static readonly int[] s_formats = [8, 16, 24, 32, 61, 80, 160, 212, 310, 311];

    /// <summary>A header alone.</summary>
    public static Target Header => new(
        "wfdb-header", [.. Records().Select(files => files[..1])], (files, _) => WfdbHeader.Parse(Encoding.Latin1.GetString(files[0].Bytes)), NeedsFolder: false);

    /// <summary>Records in every format of samples, of one segment and of several, with annotations.</summary>
    public static Target Wfdb => new("wfdb", Records(), (_, folder) => ReadAll(Path.Combine(folder, Record)), NeedsFolder: true);

    /// <summary>Annotation files.</summary>
    public static Target Annotations => new(
        "annotations", [.. AnnotationFiles().Select(bytes => (InputFile[])[new InputFile("record.atr", bytes)])],
        (files, _) => AnnotationFile.Read(new MemoryStream(files[0].Bytes)), NeedsFolder: false);

    /// <summary>EDF+ files, and one of BDF.</summary>
    public static Target Edf => new("edf", Edfs(), (_, folder) => ReadAll(Path.Combine(folder, "record.edf")), NeedsFolder: true);

    /// <summary>CSV files of several shapes.</summary>
    public static Target Csv => new("csv", Csvs(), (_, folder) => ReadAll(Path.Combine(folder, "record.csv"), new CsvOptions { SamplingRate = 100 }), NeedsFolder: true);

    private static void ReadAll(string path, CsvOptions? csv = null)
    {
        using var recording = Recording.Open(path, csv);
        _ = (recording.StartTime, recording.Remarks.Count, recording.Length);
        var samples = new float[Block];
        for (int signal = 0; signal < recording.Leads.Count; signal++)
        {
            long count = recording.SampleCountOf(signal);
            for (long start = 0; start < Math.Min(count, MostSamples); start += Block) Read(start);
            if (count > MostSamples) Read(count - Block);

            void Read(long start) => recording.ReadSamples(signal, start, samples.AsSpan(0, (int)Math.Min(Block, count - start)));
        }

        foreach (string annotator in recording.Annotators) recording.ReadAnnotations(annotator);
    }

    private static InputFile[][] Records()
    {
        var records = new List<InputFile[]>();
        foreach (int format in s_formats) records.Add(Written(folder => WriteRecord(folder, Record, format)));
        records.Add(Written(folder =>
        {
            WriteRecord(folder, "a", 212);
            WriteRecord(folder, "b", 16);
            new WfdbHeader
            {
                RecordName = Record,
                StatedSamplingFrequency = 100,
                StatedLength = 1300,
                Signals = [],
                Segments = [new WfdbSegment("a", 600), new WfdbSegment("~", 100), new WfdbSegment("b", 600)],
            }.Write(Path.Combine(folder, Record + ".hea"));
        }));
        return [.. records];
    }

    private static void WriteRecord(string folder, string name, int format)
    {
        int[] wave = [.. Enumerable.Range(0, 600).Select(i => (int)Math.Round(60 * Math.Sin(i / 30.0)))];
        var signal = new WfdbSignal { FileName = name + ".dat", Format = format, StatedGain = 100, StatedUnits = "mV", StatedDescription = "MLII" };
        WfdbRecordWriter.Write(
            folder, new WfdbHeader { RecordName = name, StatedSamplingFrequency = 100, Signals = [signal, signal with { StatedDescription = "V5" }] }, [wave, wave]);
        if (name == Record) File.WriteAllBytes(Path.Combine(folder, name + ".atr"), AnnotationFiles()[0]);
    }

    private static byte[][] AnnotationFiles()
    {
        Annotation[] beats = [.. Enumerable.Range(0, 30).Select(i => new Annotation(20 * i, i % 5 == 0 ? AnnotationCode.PrematureVentricular : AnnotationCode.Normal))];
        return [Written(new AnnotationFile(beats)), Written(new AnnotationFile([.. beats, new Annotation(70_000, AnnotationCode.RhythmChange) { Aux = "(AFIB"u8.ToArray() }], timeResolution: 1000))];

        static byte[] Written(AnnotationFile file)
        {
            using var stream = new MemoryStream();
            file.Write(stream);
            return stream.ToArray();
        }
    }

    private static InputFile[][] Edfs()
    {
        byte[] edf = Write(RecordingFormat.Edf, "record.edf");

        // The same as BDF: the first byte, the name of the format, and three bytes a sample.
        byte[] bdf = [0xFF, .. "BIOSEMI"u8, .. edf.AsSpan(8)];
        return [[new InputFile("record.edf", edf)], [new InputFile("record.edf", bdf)]];
    }

    private static InputFile[][] Csvs()
    {
        var semicolons = new StringBuilder("time;MLII\n");
        for (int i = 0; i < 200; i++) semicolons.Append(CultureInfo.InvariantCulture, $"{i / 100.0};{Math.Sin(i / 10.0):F3}\n");
        string[] texts = [Encoding.UTF8.GetString(Write(RecordingFormat.Csv, "record.csv")), semicolons.ToString(), "1\n2\n3\n", "\"a, b\",c\r\n1,2\r\n3,4\r\n"];
        return [.. texts.Select(text => (InputFile[])[new InputFile("record.csv", Encoding.UTF8.GetBytes(text))])];
    }

    private static byte[] Write(RecordingFormat format, string name) => Written(folder =>
    {
        const int length = 300;
        int at = 0;
        RecordingWriter.Write(Path.Combine(folder, name), format, new RecordingContent
        {
            Signals =
            [
                new OutputSignal
                {
                    Name = "MLII", Units = "mV", SamplingRate = 100, Length = length, Lowest = -1, Highest = 1,
                    Read = destination =>
                    {
                        int count = Math.Min(destination.Length, length - at);
                        for (int i = 0; i < count; i++) destination[i] = MathF.Sin((at + i) / 20f);
                        at += count;
                        return count;
                    },
                },
            ],
            Annotations = [new Annotation(100, AnnotationCode.Normal), new Annotation(200, AnnotationCode.PrematureVentricular)],
            AnnotationRate = 100,
            StartTime = new DateTime(2001, 2, 3, 4, 5, 6),
            Remarks = ["synthetic"],
        });
    })[0].Bytes;

    /// <summary>What a program leaves in an empty folder, the header first.</summary>
    private static InputFile[] Written(Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("arrhythmia-fuzz-seed-");
        try
        {
            write(folder.FullName);
            return [.. folder.GetFiles().OrderByDescending(file => file.Name == Record + ".hea").ThenBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => new InputFile(file.Name, File.ReadAllBytes(file.FullName)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
