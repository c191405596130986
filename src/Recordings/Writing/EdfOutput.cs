using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>Writes a recording as EDF+C, 16 bits a sample. A missing sample is the lowest value, which the header's range leaves out.</summary>
internal static class EdfOutput
{
    private const int Largest = 32767;
    private const int LongestRecordSeconds = 200;

    public static void Write(string path, RecordingContent content, CancellationToken cancellationToken)
    {
        int seconds = RecordSeconds(content);
        int[] perRecord = [.. content.Signals.Select(signal => (int)Math.Round(signal.SamplingRate * seconds))];
        long records = content.Signals.Zip(perRecord, (signal, per) => (signal.Length + per - 1) / per).Max();
        if (records > 99_999_999)
            throw new ArgumentException("The recording is too long for EDF, which counts data records by eight digits. Write WFDB.");
        var lists = Lists(content, seconds, records);
        int listBytes = 0;
        for (long record = 0; record < records; record++)
            listBytes = Math.Max(listBytes, ListBytes(lists, record, seconds, content.AnnotationRate).Count);
        listBytes += listBytes & 1;

        Scale[] scales = [.. content.Signals.Select(Scale.Of)];
        using var file = new PendingFile(path);
        file.Stream.Write(Header(content, seconds, perRecord, records, listBytes / 2, scales));
        var samples = new float[perRecord.Max()];
        var bytes = new byte[(2 * perRecord.Sum()) + listBytes];
        for (long record = 0; record < records; record++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int offset = 0;
            for (int s = 0; s < perRecord.Length; s++)
            {
                content.Signals[s].Fill(samples.AsSpan(0, perRecord[s]));
                foreach (float sample in samples.AsSpan(0, perRecord[s]))
                {
                    int digital = float.IsNaN(sample) ? short.MinValue : scales[s].ToDigital(sample);
                    bytes[offset++] = (byte)digital;
                    bytes[offset++] = (byte)(digital >> 8);
                }
            }

            bytes.AsSpan(offset).Clear();
            ListBytes(lists, record, seconds, content.AnnotationRate).CopyTo(bytes, offset);
            file.Stream.Write(bytes);
        }

        file.Commit();
    }

    // The shortest whole number of seconds that has a whole number of samples of every signal.
    private static int RecordSeconds(RecordingContent content)
    {
        for (int seconds = 1; seconds <= LongestRecordSeconds; seconds++)
        {
            if (content.Signals.All(signal => signal.SamplingRate * seconds is var samples && samples >= 1 && Math.Abs(samples - Math.Round(samples)) <= 1e-9 * samples))
                return seconds;
        }

        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"EDF holds whole numbers of samples in data records of whole seconds, which {string.Join(" and ", content.Signals.Select(signal => signal.SamplingRate).Distinct())} samples a second do not give. Give another sampling rate (--rate), as 360."));
    }

    private static ILookup<long, Annotation> Lists(RecordingContent content, int seconds, long records) =>
        content.Annotations.ToLookup(annotation => Math.Clamp((long)(annotation.Sample / content.AnnotationRate / seconds), 0, records - 1));

    private static List<byte> ListBytes(ILookup<long, Annotation> lists, long record, int seconds, double rate)
    {
        var bytes = new List<byte>();
        TimedAnnotations.Append(bytes, string.Create(CultureInfo.InvariantCulture, $"+{record * seconds}"), "");
        foreach (var annotation in lists[record])
            TimedAnnotations.Append(bytes, string.Create(CultureInfo.InvariantCulture, $"+{annotation.Sample / rate:0.######}"), AnnotationText.Of(annotation));
        return bytes;
    }

    private static byte[] Header(RecordingContent content, int seconds, int[] perRecord, long records, int listSamples, Scale[] scales)
    {
        var text = new StringBuilder();
        int count = perRecord.Length + 1;
        var start = content.StartTime is { Year: >= 1985 and < 2085 } known ? known : (DateTime?)null;
        Put("0", 8);
        Put("X X X X", 80);
        Put(start is { } day ? $"Startdate {day.ToString("dd-MMM-yyyy", CultureInfo.InvariantCulture).ToUpperInvariant()} X X X" : "Startdate X X X X", 80);
        Put((start ?? new DateTime(1985, 1, 1)).ToString("dd.MM.yy", CultureInfo.InvariantCulture), 8);
        Put((start ?? new DateTime(1985, 1, 1)).ToString("HH.mm.ss", CultureInfo.InvariantCulture), 8);
        Put(Number(EdfHeader.FixedBytes + (count * EdfHeader.SignalBytes)), 8);
        Put("EDF+C", 44);
        Put(Number(records), 8);
        Put(Number(seconds), 8);
        Put(Number(count), 4);
        Each(signal => signal.Name, EdfSignal.Annotations, 16);
        Each(_ => "", "", 80);
        Each(signal => signal.Units, "", 8);
        EachScale(scale => scale.Minimum, "-1");
        EachScale(scale => scale.Maximum, "1");
        EachScale(_ => Number(-Largest), Number(short.MinValue));
        EachScale(_ => Number(Largest), Number(Largest));
        Each(_ => "", "", 80);
        foreach (int samples in perRecord)
            Put(Number(samples), 8);
        Put(Number(listSamples), 8);
        Each(_ => "", "", 32);
        return Encoding.ASCII.GetBytes(text.ToString());

        void Put(string field, int width)
        {
            string ascii = new([.. field.Replace('\u00B5', 'u').Replace('\u03BC', 'u').Select(c => c is >= ' ' and <= '~' ? c : '_')]);
            text.Append(ascii.Length > width ? ascii[..width] : ascii.PadRight(width));
        }

        void Each(Func<OutputSignal, string> field, string last, int width)
        {
            foreach (var signal in content.Signals)
                Put(field(signal), width);
            Put(last, width);
        }

        void EachScale(Func<Scale, string> field, string last)
        {
            foreach (var scale in scales)
                Put(field(scale), 8);
            Put(last, 8);
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>How physical values become whole numbers.</summary>
    /// <param name="Minimum">The physical value of the least number, in at most eight characters.</param>
    /// <param name="Maximum">That of the greatest.</param>
    private sealed record Scale(string Minimum, string Maximum)
    {
        private readonly double _minimum = double.Parse(Minimum, CultureInfo.InvariantCulture);
        private readonly double _step = (double.Parse(Maximum, CultureInfo.InvariantCulture) - double.Parse(Minimum, CultureInfo.InvariantCulture)) / (2.0 * Largest);

        public static Scale Of(OutputSignal signal)
        {
            double low = signal.Lowest, high = signal.Highest;
            if (!(low < high))
                (low, high) = (low - 1, low + 1);
            if (Math.Max(Math.Abs(low), Math.Abs(high)) > 9_999_999)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Signal '{signal.Name}' goes from {low} to {high} {signal.Units}, which EDF's eight characters do not hold. Write WFDB or CSV."));
            return new Scale(Outward(low, Math.Floor), Outward(high, Math.Ceiling));
        }

        public int ToDigital(float value) => (int)Math.Clamp(Math.Round((value - _minimum) / _step) - Largest, -Largest, Largest);

        // As many decimals as eight characters have room for, rounded away from the samples.
        private static string Outward(double value, Func<double, double> round)
        {
            for (int decimals = 6; decimals > 0; decimals--)
            {
                double scale = Math.Pow(10, decimals);
                string text = (round(value * scale) / scale).ToString("F" + Number(decimals), CultureInfo.InvariantCulture);
                if (text.Length <= 8)
                    return text;
            }

            return Number((long)round(value));
        }
    }
}
