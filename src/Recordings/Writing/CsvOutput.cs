using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>Writes a recording as CSV: a column of times in seconds, one for each lead, one of annotations where there are any.</summary>
internal static class CsvOutput
{
    private const int BlockRows = 1 << 12;

    public static void Write(string path, RecordingContent content, CancellationToken cancellationToken)
    {
        double rate = content.Signals[0].SamplingRate;
        if (content.Signals.Any(signal => signal.SamplingRate != rate))
            throw new ArgumentException($"The signals have different sampling rates ({string.Join(", ", content.Signals.Select(signal => string.Create(CultureInfo.InvariantCulture, $"{signal.Name} {signal.SamplingRate}")))}), and CSV has one row for all. Give one sampling rate (--rate), or choose leads.");
        long length = content.Signals.Max(signal => signal.Length);
        using var file = new PendingFile(path);
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" })
            Write(writer, content, rate, length, cancellationToken);
        file.Commit();
    }

    private static void Write(StreamWriter writer, RecordingContent content, double rate, long length, CancellationToken cancellationToken)
    {
        foreach (string remark in content.Remarks)
            writer.WriteLine($"# {remark.ReplaceLineEndings(" ")}");
        writer.Write("time");
        foreach (var signal in content.Signals)
            writer.Write($",{Name(signal.Name)}{(signal.Units.Length > 0 ? $" ({signal.Units})" : "")}");
        bool annotated = content.Annotations.Count > 0;
        writer.WriteLine(annotated ? ",annotation" : "");

        var blocks = content.Signals.Select(_ => new float[BlockRows]).ToArray();
        int next = 0;
        for (long row = 0; row < length; row += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = (int)Math.Min(BlockRows, length - row);
            for (int s = 0; s < blocks.Length; s++)
                content.Signals[s].Fill(blocks[s].AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{(row + i) / rate:F6}"));
                foreach (float[] block in blocks)
                    writer.Write(float.IsNaN(block[i]) ? "," : string.Create(CultureInfo.InvariantCulture, $",{block[i]:R}"));
                if (annotated)
                {
                    var texts = new List<string>();
                    for (; next < content.Annotations.Count && (Row(content.Annotations[next]) <= row + i || row + i == length - 1); next++)
                        texts.Add(AnnotationText.Of(content.Annotations[next]).Replace('|', '\u00A6').Replace('"', '\u201D'));
                    string cell = string.Join('|', texts);
                    writer.Write(cell.Contains(',') ? $",\"{cell}\"" : "," + cell);
                }

                writer.WriteLine();
            }
        }

        long Row(Annotation annotation) => (long)Math.Round(annotation.Sample * rate / content.AnnotationRate, MidpointRounding.AwayFromZero);
    }

    private static string Name(string name) => name.Replace(',', ' ').Replace('"', ' ').Replace('\n', ' ').Replace('\r', ' ');
}
