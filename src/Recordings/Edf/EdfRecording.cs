using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// An EDF, EDF+, BDF or BDF+ file. Of a discontinuous one (EDF+D) the time between data records that are apart is missing samples.
/// Where EDF has no value for a missing sample, the lowest 16-bit (24-bit) value is taken for it if it is outside the range that the header states.
/// </summary>
internal sealed class EdfRecording : Recording
{
    /// <summary>The name that the annotations in the file itself go by.</summary>
    public const string OwnAnnotator = "edf";

    private const double LongestGapSeconds = 30 * 86400.0;
    private const int ChunkBytes = 1 << 18;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly EdfHeader _header;
    private readonly int[] _signals;
    private readonly long[] _offsets;
    private readonly EdfRun[] _runs;
    private readonly double _firstOnset;
    private readonly byte[] _chunk;
    private readonly int _chunkRecords;
    private readonly double _framesPerRecord;
    private long _chunkFirst = -1;
    private int _chunkCount;

    public EdfRecording(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file '{path}'. Check its name and folder.", path);
        _path = path;
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        try
        {
            _header = EdfHeader.Read(_stream, path);
            Name = Path.GetFileNameWithoutExtension(path);
            Stem = Path.ChangeExtension(path, null);
            _signals = [.. Enumerable.Range(0, _header.Signals.Count).Where(i => !_header.Signals[i].IsAnnotations && _header.Signals[i].SamplesPerRecord > 0)];
            Leads = [.. _signals.Select(i => _header.Signals[i].Label)];
            _offsets = new long[_header.Signals.Count];
            for (int i = 1; i < _offsets.Length; i++)
                _offsets[i] = _offsets[i - 1] + ((long)_header.Signals[i - 1].SamplesPerRecord * _header.BytesPerSample);

            // What is in the file bounds what is held of it, whatever the header claims.
            _chunkRecords = (int)Math.Clamp(ChunkBytes / _header.RecordBytes, 1, Math.Max(1, _header.Records));
            if (_header.RecordBytes > Array.MaxLength)
                throw _header.Damaged(FixedPosition, $"states data records of {Text(_header.RecordBytes)} bytes");
            _chunk = _header.Records == 0 ? [] : new byte[_chunkRecords * _header.RecordBytes];

            _framesPerRecord = FramesPerRecord();
            (_runs, _firstOnset) = FindRuns();
            SamplingFrequency = _header.RecordSeconds > 0 ? _framesPerRecord / _header.RecordSeconds : 1;
            Length = _runs.Length == 0 ? 0 : (long)Math.Round(_runs[^1].EndSeconds * SamplingFrequency);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public override RecordingFormat Format => _header.Format;

    public override string Name { get; }

    public override double SamplingFrequency { get; }

    public override long Length { get; }

    public override IReadOnlyList<string> Leads { get; }

    public override DateTime? StartTime => _header.Start;

    public override IReadOnlyList<string> Remarks => [.. ((string[])[_header.Patient, _header.RecordingText]).Where(text => text.Replace("Startdate", "").Any(c => c is not ('X' or ' ')))];

    public override IReadOnlyList<string> Annotators =>
        [.. _header.Signals.Any(signal => signal.IsAnnotations) ? (string[])[OwnAnnotator] : [], .. RecordingFiles.AnnotatorsBeside(Stem)];

    private protected override string Stem { get; }

    private const long FixedPosition = 236;

    private int Lowest => _header.BytesPerSample == 3 ? -(1 << 23) : short.MinValue;

    public override int SamplesPerFrameOf(int signal)
    {
        CheckSamples(signal, 0, 0);
        return Math.Max(1, (int)(Signal(signal).SamplesPerRecord / _framesPerRecord));
    }

    public override long SampleCountOf(int signal) => _runs.Length == 0 ? 0 : (long)Math.Round(_runs[^1].EndSeconds * SamplingFrequencyOf(signal));

    public override double SamplingFrequencyOf(int signal) => Signal(signal).SamplesPerRecord / _header.RecordSeconds;

    public override string UnitsOf(int signal) => Signal(signal).Units;

    public override void ReadSamples(int signal, long start, Span<float> destination)
    {
        CheckSamples(signal, start, destination.Length);
        var description = Signal(signal);
        int perRecord = description.SamplesPerRecord;
        double rate = SamplingFrequencyOf(signal);
        int run = FindRun(start, rate);
        while (!destination.IsEmpty)
        {
            // Before the next run of data records there is nothing.
            long first = run < _runs.Length ? (long)Math.Round(_runs[run].StartSeconds * rate) : long.MaxValue;
            if (start < first)
            {
                int gap = (int)Math.Min(destination.Length, first - start);
                destination[..gap].Fill(float.NaN);
                destination = destination[gap..];
                start += gap;
                continue;
            }

            long inRun = start - first;
            long held = _runs[run].Records * perRecord;
            if (inRun >= held)
            {
                run++;
                continue;
            }

            // The next run may begin within a sample of this one's end.
            long next = run + 1 < _runs.Length ? (long)Math.Round(_runs[run + 1].StartSeconds * rate) : long.MaxValue;
            int count = (int)Math.Min(Math.Min(destination.Length, held - inRun), next - start);
            if (count <= 0)
            {
                run++;
                continue;
            }

            Copy(_signals[signal], description, _runs[run].FirstRecord, inRun, destination[..count]);
            destination = destination[count..];
            start += count;
        }
    }

    public override IReadOnlyList<Annotation> ReadAnnotations(string annotator, string? folder = null)
    {
        if (annotator != OwnAnnotator || folder is not null)
            return base.ReadAnnotations(annotator, folder);
        int[] holders = [.. Enumerable.Range(0, _header.Signals.Count).Where(i => _header.Signals[i].IsAnnotations)];
        if (holders.Length == 0)
            throw new FileNotFoundException($"'{_path}' holds no annotations: it has no signal '{EdfSignal.Annotations}'. Name an annotator whose file is beside it.", _path);

        var found = new List<TimedAnnotation>();
        for (long record = 0; record < _header.Records; record++)
        {
            foreach (int holder in holders)
                ReadLists(record, holder, found);
        }

        var annotations = new List<Annotation>(found.Count);
        foreach (var (onset, text) in found)
        {
            double frame = Math.Round((onset - _firstOnset) * SamplingFrequency, MidpointRounding.AwayFromZero);
            if (!(frame >= 0 && frame < Math.Max(1, Length)))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"'{_path}': the annotation '{text}' is at {onset} s, outside the recording. The file is damaged; get it anew."));
            annotations.Add(AnnotationText.ToAnnotation((long)frame, text));
        }

        // A list may stand in any data record; those of one time keep the file's order.
        return [.. annotations.OrderBy(annotation => annotation.Sample)];
    }

    public override void Dispose() => _stream.Dispose();

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private EdfSignal Signal(int signal) => (uint)signal < (uint)_signals.Length ? _header.Signals[_signals[signal]]
        : throw new ArgumentOutOfRangeException(nameof(signal), signal, $"Record {Name} has {Text(_signals.Length)} signals; give an index below that.");

    // Frames are those that every lead of voltage has a whole number of samples of.
    private double FramesPerRecord()
    {
        int frames = 0;
        foreach (bool voltage in (bool[])[true, false])
        {
            foreach (int i in _signals)
            {
                if (!voltage || VoltageUnits.TryGetMillivolts(_header.Signals[i].Units, out _))
                    frames = (int)Gcd(frames, _header.Signals[i].SamplesPerRecord);
            }

            if (frames > 0)
                return frames;
        }

        return 1;
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);

    // Data records that follow each other without a gap, and when the first of them began.
    private (EdfRun[] Runs, double FirstOnset) FindRuns()
    {
        double seconds = _header.RecordSeconds;
        int keeper = _header.IsPlus ? Enumerable.Range(0, _header.Signals.Count).FirstOrDefault(i => _header.Signals[i].IsAnnotations, -1) : -1;
        double first = keeper >= 0 && _header.Records > 0 ? Onset(0, keeper) : 0;
        if (!_header.IsDiscontinuous || keeper < 0)
            return (_header.Records == 0 ? [] : [new EdfRun(0, _header.Records, 0, seconds)], first);

        var runs = new List<EdfRun>();
        double tolerance = _framesPerRecord > 0 && seconds > 0 ? 0.5 * seconds / _signals.Select(i => _header.Signals[i].SamplesPerRecord).DefaultIfEmpty(1).Max() : 0;
        double gaps = 0;
        for (long record = 0; record < _header.Records; record++)
        {
            double onset = Onset(record, keeper) - first;
            if (runs.Count > 0 && Math.Abs(onset - runs[^1].EndSeconds) <= tolerance)
            {
                runs[^1] = runs[^1] with { Records = runs[^1].Records + 1 };
                continue;
            }

            gaps += runs.Count > 0 ? onset - runs[^1].EndSeconds : 0;
            if (runs.Count > 0 && onset < runs[^1].EndSeconds)
                throw RecordDamaged(record, string.Create(CultureInfo.InvariantCulture, $"begins at {onset} s, before the one before it ends"));
            if (gaps > LongestGapSeconds)
                throw RecordDamaged(record, string.Create(CultureInfo.InvariantCulture, $"begins at {onset} s, after gaps of more than {LongestGapSeconds / 86400} days"));
            runs.Add(new EdfRun(record, 1, onset, seconds));
        }

        return ([.. runs], first);
    }

    private double Onset(long record, int keeper) =>
        ReadLists(record, keeper, null) ?? throw RecordDamaged(record, "does not say when it began");

    private double? ReadLists(long record, int signal, List<TimedAnnotation>? found)
    {
        var bytes = Record(record).Slice((int)_offsets[signal], _header.Signals[signal].SamplesPerRecord * _header.BytesPerSample);
        return TimedAnnotations.TryParse(bytes, found, out double? onset) ? onset
            : throw RecordDamaged(record, "holds a list of annotations that is none");
    }

    private InvalidDataException RecordDamaged(long record, string what) => new(
        $"'{_path}', byte {Text(_header.HeaderBytes + (record * _header.RecordBytes))}: data record {Text(record)} {what}. The file is damaged; get it anew.");

    private int FindRun(long sample, double rate)
    {
        int low = 0, high = _runs.Length;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if ((long)Math.Round(_runs[middle].StartSeconds * rate) <= sample)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private void Copy(int signal, EdfSignal description, long firstRecord, long sample, Span<float> destination)
    {
        int perRecord = description.SamplesPerRecord;
        int width = _header.BytesPerSample;
        int lowest = Lowest;
        while (!destination.IsEmpty)
        {
            long record = firstRecord + (sample / perRecord);
            int within = (int)(sample % perRecord);
            int count = Math.Min(destination.Length, perRecord - within);
            var bytes = Record(record).Slice((int)_offsets[signal] + (within * width), count * width);
            for (int i = 0; i < count; i++)
            {
                int digital = width == 2 ? (short)(bytes[2 * i] | (bytes[(2 * i) + 1] << 8))
                    : bytes[3 * i] | (bytes[(3 * i) + 1] << 8) | ((sbyte)bytes[(3 * i) + 2] << 16);
                destination[i] = description.IsMissing(digital, lowest) ? float.NaN : description.ToPhysical(digital);
            }

            destination = destination[count..];
            sample += count;
        }
    }

    // Some data records at a time are held, so that reading lead by lead or list by list reads the file once.
    private ReadOnlySpan<byte> Record(long record)
    {
        if (_chunkFirst < 0 || record < _chunkFirst || record >= _chunkFirst + _chunkCount)
        {
            int count = (int)Math.Min(_chunkRecords, _header.Records - record);
            _chunkFirst = -1;
            _stream.Position = _header.HeaderBytes + (record * _header.RecordBytes);
            int read = _stream.ReadAtLeast(_chunk.AsSpan(0, (int)(count * _header.RecordBytes)), (int)(count * _header.RecordBytes), throwOnEndOfStream: false);
            if (read < count * _header.RecordBytes)
                throw new InvalidDataException($"'{_path}' ended at byte {Text(_stream.Position)} while it was read. Get the file anew.");
            (_chunkFirst, _chunkCount) = (record, count);
        }

        return _chunk.AsSpan((int)((record - _chunkFirst) * _header.RecordBytes), (int)_header.RecordBytes);
    }
}
