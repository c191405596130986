using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// Reads the samples of a multi-segment record, one segment open at a time. In a variable layout a signal is found in a
/// segment by its description; where it is missing, and in gaps, there are no samples.
/// </summary>
internal sealed class SegmentedReader : RecordReader
{
    private readonly WfdbHeader _header;
    private readonly string _headerPath;
    private readonly string _folder;
    private readonly long[] _starts;
    private SegmentReader? _open;
    private int[] _map = [];
    private int _openIndex = -1;

    public SegmentedReader(WfdbHeader header, string headerPath)
    {
        _header = header;
        _headerPath = headerPath;
        _folder = Path.GetDirectoryName(headerPath) ?? "";
        _starts = new long[header.Segments.Count];
        for (int i = 0; i < _starts.Length; i++)
        {
            _starts[i] = Length;
            Length += header.Segments[i].Length;
        }

        int model = header.IsVariableLayout ? 0 : header.Segments.ToList().FindIndex(segment => !segment.IsGap);
        Signals = model >= 0 ? ReadSegmentHeader(model, out _).Signals : [];
        if (Signals.Count != header.SignalCount)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{headerPath} states {header.SignalCount} signals, but its {(header.IsVariableLayout ? "layout" : "first")} segment has {Signals.Count}. Correct the header or get the record anew."));
        }
    }

    public override IReadOnlyList<WfdbSignal> Signals { get; }

    public override long Length { get; }

    public override void ReadDigital(int signal, long start, Span<int> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = Locate(signal, start, destination.Length, out int inner, out long position);
            Span<int> part = destination[..count];
            if (inner < 0)
            {
                part.Fill(WfdbRecord.InvalidSample);
            }
            else
            {
                _open!.ReadDigital(inner, position, part);
                if (_header.IsVariableLayout)
                {
                    Rescale(part, _open.Signals[inner], Signals[signal]);
                }
            }

            destination = destination[count..];
            start += count;
        }
    }

    public override void ReadPhysical(int signal, long start, Span<float> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = Locate(signal, start, destination.Length, out int inner, out long position);
            Span<float> part = destination[..count];
            if (inner < 0)
            {
                part.Fill(float.NaN);
            }
            else if (_open!.Signals[inner].Units != Signals[signal].Units)
            {
                throw new InvalidDataException(
                    $"{_headerPath}: signal '{Signals[signal].Description}' is in {Signals[signal].Units}, but in segment '{_header.Segments[_openIndex].RecordName}' in {_open.Signals[inner].Units}. Read it in ADC units, or correct the headers.");
            }
            else
            {
                _open.ReadPhysical(inner, position, part);
            }

            destination = destination[count..];
            start += count;
        }
    }

    public override void VerifyChecksums(CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < _starts.Length; i++)
        {
            WfdbSegment segment = _header.Segments[i];
            if (!segment.IsGap && segment.Length > 0 && seen.Add(segment.RecordName))
            {
                WfdbHeader header = ReadSegmentHeader(i, out string path);
                using var reader = new SegmentReader(header, path);
                reader.VerifyChecksums(cancellationToken);
            }
        }
    }

    public override void Dispose() => _open?.Dispose();

    // Finds the segment with a sample, opens it, and says how many of the samples wanted lie in it.
    private int Locate(int signal, long start, int wanted, out int inner, out long position)
    {
        int perFrame = Signals[signal].SamplesPerFrame;
        int index = Array.BinarySearch(_starts, start / perFrame);
        index = index >= 0 ? index : ~index - 1;

        // Of segments that start together, only the last has a length.
        while (index + 1 < _starts.Length && _header.Segments[index].Length == 0)
        {
            index++;
        }

        position = start - (_starts[index] * perFrame);
        long left = (_header.Segments[index].Length * perFrame) - position;
        inner = -1;
        if (!_header.Segments[index].IsGap)
        {
            OpenSegment(index);
            inner = _map[signal];
        }

        return (int)Math.Min(wanted, left);
    }

    private void OpenSegment(int index)
    {
        if (_openIndex == index)
        {
            return;
        }

        WfdbHeader header = ReadSegmentHeader(index, out string path);
        var reader = new SegmentReader(header, path);
        _open?.Dispose();
        _open = reader;
        _openIndex = -1;
        if (reader.Length < _header.Segments[index].Length)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"Segment '{_header.Segments[index].RecordName}' has {reader.Length} frames, but {_headerPath} states {_header.Segments[index].Length}. Get the segment anew or correct the header."));
        }

        _map = CreateMap(reader.Signals, path);
        _openIndex = index;
    }

    private int[] CreateMap(IReadOnlyList<WfdbSignal> signals, string path)
    {
        var map = new int[Signals.Count];
        if (!_header.IsVariableLayout && signals.Count != map.Length)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{path} has {signals.Count} signals, but the record {_headerPath} has {map.Length} in every segment. Correct the header or get the record anew."));
        }

        for (int s = 0; s < map.Length; s++)
        {
            map[s] = _header.IsVariableLayout ? IndexOf(signals, Signals[s].Description) : s;
            if (map[s] >= 0 && signals[map[s]].SamplesPerFrame != Signals[s].SamplesPerFrame)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"{path}: signal {map[s]} has {signals[map[s]].SamplesPerFrame} samples a frame, but the record {_headerPath} has {Signals[s].SamplesPerFrame}. Correct the headers or get the record anew."));
            }
        }

        return map;
    }

    private static int IndexOf(IReadOnlyList<WfdbSignal> signals, string description)
    {
        for (int i = 0; i < signals.Count; i++)
        {
            if (signals[i].Description == description)
            {
                return i;
            }
        }

        return -1;
    }

    private WfdbHeader ReadSegmentHeader(int index, out string path)
    {
        WfdbSegment segment = _header.Segments[index];
        path = RecordPath.Resolve(_folder, segment.RecordName, _headerPath) + RecordPath.HeaderExtension;
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The header '{path}' of a segment that {_headerPath} names is missing. Put the segment's files beside it or get the record anew.", path);
        }

        WfdbHeader header = WfdbHeader.Read(path);
        if (header.IsMultiSegment)
        {
            throw new InvalidDataException($"{path} is itself made of segments, which a segment of {_headerPath} cannot be. Name its segments in the record's header instead.");
        }

        if (Math.Abs(header.SamplingFrequency - _header.SamplingFrequency) > 1e-4 * _header.SamplingFrequency)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{path} has {header.SamplingFrequency} frames a second, but the record {_headerPath} has {_header.SamplingFrequency}. Correct the headers or get the record anew."));
        }

        if (header.StatedLength is long length and > 0 && length != segment.Length)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{path} states {length} frames, but {_headerPath} gives the segment {segment.Length}. Correct the headers or get the record anew."));
        }

        return header;
    }

    // The layout's gain and baseline, for values that were stored with others; halves are rounded up.
    private static void Rescale(Span<int> samples, WfdbSignal from, WfdbSignal to)
    {
        if (from.Gain == to.Gain && from.Baseline == to.Baseline)
        {
            return;
        }

        double scale = to.Gain / from.Gain;
        double offset = to.Baseline - (scale * from.Baseline) + 0.5;
        foreach (ref int sample in samples)
        {
            if (sample != WfdbRecord.InvalidSample)
            {
                sample = (int)Math.Clamp(Math.Floor((sample * scale) + offset), int.MinValue + 1, int.MaxValue);
            }
        }
    }
}
