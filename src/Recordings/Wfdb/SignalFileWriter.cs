using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>Writes one signal file: gathers samples, packs them in blocks, keeps each signal's first value and checksum.</summary>
internal sealed class SignalFileWriter : IDisposable
{
    private const int BufferSamples = 1 << 15;

    private readonly PendingFile? _file;
    private readonly SignalFormat _format;
    private readonly WfdbSignal[] _signals;
    private readonly int[] _values;
    private readonly int _ownSamples;
    private readonly int _offset;
    private readonly int[] _buffer;
    private byte[] _bytes = [];
    private int _count;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will be; null for a signal of format 0, which has none.</param>
    /// <param name="signals">The signals it holds, in their order.</param>
    /// <param name="offset">Where their samples start in a frame of the record.</param>
    public SignalFileWriter(string? path, WfdbSignal[] signals, int offset)
    {
        _signals = signals;
        _offset = offset;
        _ownSamples = signals.Sum(signal => signal.SamplesPerFrame);

        // Room for a frame besides what waits for its group to be full.
        _buffer = new int[Math.Max(BufferSamples, _ownSamples + 2)];
        _format = SignalFormat.Of(signals[0].Format);
        _values = [.. signals.Select(signal => signal.InitialValue)];
        Sums = new int[signals.Length];
        First = new int?[signals.Length];
        if (path is not null)
        {
            _file = new PendingFile(path);
            _file.Stream.Position = signals[0].ByteOffset;
        }
    }

    /// <summary>The sum of the stored values of each signal.</summary>
    public int[] Sums { get; }

    /// <summary>The first stored value of each signal; in format 8 the value before the first difference.</summary>
    public int?[] First { get; }

    /// <summary>Takes this file's samples out of whole frames of the record.</summary>
    /// <param name="frames">Frames of the record.</param>
    /// <param name="frameSamples">Samples in each.</param>
    /// <param name="firstFrame">The number of the first, for messages.</param>
    public void AddFrames(ReadOnlySpan<int> frames, int frameSamples, long firstFrame)
    {
        while (!frames.IsEmpty)
        {
            int room = (_buffer.Length - _count) / _ownSamples;
            if (room == 0)
            {
                Flush();
                continue;
            }

            int taken = Math.Min(room, frames.Length / frameSamples);
            Span<int> own = _buffer.AsSpan(_count, taken * _ownSamples);
            if (_ownSamples == frameSamples)
            {
                frames[..own.Length].CopyTo(own);
            }

            for (int f = 0; f < taken && _ownSamples < frameSamples; f++)
            {
                frames.Slice((f * frameSamples) + _offset, _ownSamples).CopyTo(own[(f * _ownSamples)..]);
            }

            int first = 0;
            for (int s = 0; s < _signals.Length; s++)
            {
                if (_format.Code == 8)
                {
                    ToDifferences(s, firstFrame, own[first..]);
                }
                else
                {
                    ToStored(s, firstFrame, own[first..]);
                }

                first += _signals[s].SamplesPerFrame;
            }

            _count = _file is null ? 0 : _count + own.Length;
            frames = frames[(taken * frameSamples)..];
            firstFrame += taken;
        }
    }

    public void Finish()
    {
        Flush(all: true);
        if (_file is not null && _file.Stream.Length < _signals[0].ByteOffset)
        {
            _file.Stream.SetLength(_signals[0].ByteOffset);
        }
    }

    public void Commit() => _file?.Commit();

    public void Dispose() => _file?.Dispose();

    // Checks one signal's samples in a run of frames, marks the missing ones as the format does, and adds them up.
    private void ToStored(int signal, long firstFrame, Span<int> samples)
    {
        int count = _signals[signal].SamplesPerFrame;
        int min = _file is null ? int.MaxValue : _format.Min;
        int max = _file is null ? int.MaxValue : _format.Max;
        int invalid = _format.Invalid;
        int sum = Sums[signal];
        for (int start = 0; start < samples.Length; start += _ownSamples)
        {
            for (int i = start; i < start + count; i++)
            {
                int value = samples[i];
                if (value == WfdbRecord.InvalidSample)
                {
                    samples[i] = value = invalid;
                }
                else if (value < min || value > max)
                {
                    long sample = ((firstFrame + (start / _ownSamples)) * count) + i - start;
                    throw Unfit(signal, sample, value, _file is null ? "holds no samples" : $"holds {min} to {max}");
                }

                sum = unchecked(sum + value);
            }
        }

        First[signal] ??= samples[0];
        Sums[signal] = sum;
    }

    // A difference too large for a byte is made up for by those that follow, as signal(5) asks.
    private void ToDifferences(int signal, long firstFrame, Span<int> samples)
    {
        int count = _signals[signal].SamplesPerFrame;
        First[signal] ??= _values[signal] = _signals[signal].StatedInitialValue ?? samples[0];
        int stored = _values[signal];
        for (int start = 0; start < samples.Length; start += _ownSamples)
        {
            for (int i = start; i < start + count; i++)
            {
                if (samples[i] == WfdbRecord.InvalidSample)
                {
                    long sample = ((firstFrame + (start / _ownSamples)) * count) + i - start;
                    throw Unfit(signal, sample, samples[i], "cannot mark a sample as missing");
                }

                int difference = (int)Math.Clamp((long)samples[i] - stored, sbyte.MinValue, sbyte.MaxValue);
                stored += difference;
                Sums[signal] = unchecked(Sums[signal] + stored);
                samples[i] = difference;
            }
        }

        _values[signal] = stored;
    }

    // Writes whole groups of samples and keeps what is left of the last.
    private void Flush(bool all = false)
    {
        int count = all ? _count : _count - (_count % _format.UnitSamples);
        if (_file is null || count == 0)
        {
            return;
        }

        int length = SampleEncoder.ByteCount(_format, count);
        if (_bytes.Length < length)
        {
            _bytes = new byte[length];
        }

        SampleEncoder.Encode(_format.Code, _buffer.AsSpan(0, count), _bytes.AsSpan(0, length));
        _file.Stream.Write(_bytes, 0, length);
        _buffer.AsSpan(count, _count - count).CopyTo(_buffer);
        _count -= count;
    }

    private ArgumentException Unfit(int signal, long sample, int value, string why) => new(string.Create(CultureInfo.InvariantCulture,
        $"Sample {sample} of signal '{_signals[signal].Description}' is {(value == WfdbRecord.InvalidSample ? "missing" : value)}, but format {_format.Code} {why}. Choose another format, or another gain and baseline."));
}
