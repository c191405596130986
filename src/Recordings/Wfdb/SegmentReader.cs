using System.Buffers;
using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>Reads the samples of a single-segment record, and checks a signal's checksum whenever it has been read from its first sample to its last.</summary>
internal sealed class SegmentReader : RecordReader
{
    private const int ChunkSamples = 8192;

    private readonly WfdbHeader _header;
    private readonly string _headerPath;
    private readonly List<SignalFile> _files = [];
    private readonly Channel[] _channels;

    public SegmentReader(WfdbHeader header, string headerPath)
    {
        _header = header;
        _headerPath = headerPath;
        _channels = new Channel[header.Signals.Count];
        try
        {
            OpenFiles();
            Length = FindLength();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override IReadOnlyList<WfdbSignal> Signals => _header.Signals;

    public override long Length { get; }

    public override void ReadDigital(int signal, long start, Span<int> destination)
    {
        int invalid = ReadRaw(signal, start, destination, out int stored);
        Span<int> samples = destination[..stored];
        if (invalid != WfdbRecord.InvalidSample)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                if (samples[i] == invalid)
                {
                    samples[i] = WfdbRecord.InvalidSample;
                }
            }
        }

        destination[stored..].Fill(WfdbRecord.InvalidSample);
    }

    public override void ReadPhysical(int signal, long start, Span<float> destination)
    {
        double baseline = Signals[signal].Baseline;
        double gain = Signals[signal].Gain;
        int[] chunk = ArrayPool<int>.Shared.Rent(Math.Min(ChunkSamples, Math.Max(1, destination.Length)));
        try
        {
            while (!destination.IsEmpty)
            {
                Span<int> raw = chunk.AsSpan(0, Math.Min(chunk.Length, destination.Length));
                int invalid = ReadRaw(signal, start, raw, out int stored);
                PhysicalUnits.Convert(raw[..stored], baseline, gain, invalid, destination);
                destination[stored..raw.Length].Fill(float.NaN);
                destination = destination[raw.Length..];
                start += raw.Length;
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(chunk);
        }
    }

    public override void VerifyChecksums(CancellationToken cancellationToken)
    {
        if (_header.StatedLength is null or 0)
        {
            return;
        }

        // All signals a block at a time: each block of a file is decoded once.
        int[] chunk = ArrayPool<int>.Shared.Rent(ChunkSamples);
        try
        {
            foreach (SignalFile file in _files)
            {
                int[] members = [.. Enumerable.Range(0, _channels.Length).Where(s => ReferenceEquals(_channels[s].File, file))];
                long step = Math.Max(1, ChunkSamples / file.FrameSamples);
                for (long frame = 0; frame < Length; frame += step)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    foreach (int s in members)
                    {
                        Pass(s, frame, Math.Min(Length, frame + step), chunk);
                    }
                }
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(chunk);
        }
    }

    public override void Dispose()
    {
        foreach (SignalFile file in _files)
        {
            file.Dispose();
        }
    }

    // Reads stored values; what lies behind the end of the file, as it does for a skewed signal, is not stored.
    private int ReadRaw(int signal, long start, Span<int> destination, out int stored)
    {
        Channel channel = _channels[signal];
        if (channel.File is null)
        {
            stored = 0;
            return WfdbRecord.InvalidSample;
        }

        long position = start + channel.SkewSamples;
        if (start == 0 && channel.SkewSamples > 0)
        {
            ReadSkipped(signal);
        }

        long available = (channel.File.AvailableFrames * channel.SamplesPerFrame) - position;
        stored = (int)Math.Clamp(available, 0, destination.Length);
        Span<int> samples = destination[..stored];
        channel.Copy(position, samples);
        Track(signal, position, samples);
        return channel.Invalid;
    }

    // The samples that a skew leaves out count in the checksum.
    private void ReadSkipped(int signal)
    {
        Channel channel = _channels[signal];
        int[] chunk = ArrayPool<int>.Shared.Rent(ChunkSamples);
        Pass(signal, 0, Math.Min(channel.SkewSamples / channel.SamplesPerFrame, channel.File!.AvailableFrames), chunk);
        ArrayPool<int>.Shared.Return(chunk);
    }

    // Runs stored samples, from one frame of the file to another, past the checksum.
    private void Pass(int signal, long fromFrame, long toFrame, int[] chunk)
    {
        Channel channel = _channels[signal];
        long end = toFrame * channel.SamplesPerFrame;
        for (long position = fromFrame * channel.SamplesPerFrame; position < end;)
        {
            Span<int> samples = chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - position));
            channel.Copy(position, samples);
            Track(signal, position, samples);
            position += samples.Length;
        }
    }

    private void Track(int signal, long position, ReadOnlySpan<int> samples)
    {
        Channel channel = _channels[signal];
        if (Signals[signal].Checksum is not int expected || _header.StatedLength is null or 0)
        {
            return;
        }

        if (position == 0)
        {
            channel.Summed = 0;
            channel.Sum = 0;
        }

        long end = Length * channel.SamplesPerFrame;
        if (position != channel.Summed || position >= end || samples.IsEmpty)
        {
            return;
        }

        samples = samples[..(int)Math.Min(samples.Length, end - position)];
        int sum = channel.Sum;
        foreach (int sample in samples)
        {
            sum = unchecked(sum + sample);
        }

        channel.Sum = sum;
        channel.Summed = position + samples.Length;
        if (channel.Summed == end && (short)sum != unchecked((short)expected))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"'{channel.File!.Path}': the checksum of signal {signal} ({Signals[signal].Description}) is {(short)sum}, but {_headerPath} states {unchecked((short)expected)}. The file or its header is damaged; get both anew."));
        }
    }

    private void OpenFiles()
    {
        string folder = Path.GetDirectoryName(_headerPath) ?? "";
        for (int first = 0; first < Signals.Count;)
        {
            int end = first + 1;
            if (Signals[first].Format == 0)
            {
                _channels[first] = new Channel(null, 0, Signals[first]);
                first = end;
                continue;
            }

            while (end < Signals.Count && Signals[end].FileName == Signals[first].FileName && Signals[end].Format != 0)
            {
                end++;
            }

            SignalFile file = OpenFile(folder, [.. Signals.Skip(first).Take(end - first)]);
            int offset = 0;
            for (int s = first; s < end; s++)
            {
                _channels[s] = new Channel(file, offset, Signals[s]);
                offset += Signals[s].SamplesPerFrame;
            }

            first = end;
        }
    }

    private SignalFile OpenFile(string folder, IReadOnlyList<WfdbSignal> signals)
    {
        string path = RecordPath.Resolve(folder, signals[0].FileName, _headerPath);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The signal file '{path}', which {_headerPath} names, is missing. Put it beside the header or get the record anew.", path);
        }

        var file = new SignalFile(path, signals);
        _files.Add(file);
        if (_header.StatedLength is long length && length > file.AvailableFrames)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"'{path}' is cut off at byte {file.FileLength}: {_headerPath} states {length} frames, which take {file.BytesFor(length)} bytes, and only {file.AvailableFrames} are there. Get the file anew."));
        }

        return file;
    }

    private long FindLength() =>
        _header.StatedLength is long stated and > 0 ? stated
        : _files.Count > 0 ? _files.Min(file => file.AvailableFrames)
        : 0;

    private sealed class Channel(SignalFile? file, int offset, WfdbSignal signal)
    {
        public SignalFile? File { get; } = file;

        public int SamplesPerFrame { get; } = signal.SamplesPerFrame;

        public long SkewSamples { get; } = (long)signal.SkewFrames * signal.SamplesPerFrame;

        /// <summary>The stored value that means "no sample"; format 8 stores none.</summary>
        public int Invalid { get; } = signal.Format == 8 ? WfdbRecord.InvalidSample : SignalFormat.Of(signal.Format).Invalid;

        /// <summary>How many samples from the first on are in <see cref="Sum"/>.</summary>
        public long Summed { get; set; }

        public int Sum { get; set; }

        public void Copy(long position, Span<int> destination)
        {
            while (!destination.IsEmpty)
            {
                long frame = position / SamplesPerFrame;
                int within = (int)(position % SamplesPerFrame);
                ReadOnlySpan<int> block = File!.Block(frame, out long first);
                int stride = File.FrameSamples;
                ReadOnlySpan<int> source = block[((int)(frame - first) * stride)..];
                int count = (int)Math.Min(destination.Length, ((long)source.Length / stride * SamplesPerFrame) - within);
                if (SamplesPerFrame == 1)
                {
                    for (int i = 0, j = offset; i < count; i++, j += stride)
                    {
                        destination[i] = source[j];
                    }
                }
                else
                {
                    for (int i = 0; i < count;)
                    {
                        int run = Math.Min(SamplesPerFrame - within, count - i);
                        source.Slice(offset + within, run).CopyTo(destination[i..]);
                        i += run;
                        within = 0;
                        source = i < count ? source[stride..] : default;
                    }
                }

                destination = destination[count..];
                position += count;
            }
        }
    }
}
