using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>Writes one signal file: gathers samples, packs them in blocks, keeps each signal's first value and checksum.</summary>
internal sealed class SignalFileWriter : IDisposable
{
    // A multiple of every format's group of samples.
    private const int BufferSamples = 6 * 4096;

    private readonly PendingFile? _file;
    private readonly SignalFormat _format;
    private readonly WfdbSignal[] _signals;
    private readonly int[] _values;
    private readonly int[] _buffer = new int[BufferSamples];
    private readonly byte[] _bytes = new byte[BufferSamples * 4];
    private int _count;

    public SignalFileWriter(string? path, WfdbSignal[] signals)
    {
        _signals = signals;
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

    public void Add(int signal, long sample, int value)
    {
        int stored = _format.Code == 8 ? AddDifference(signal, sample, value) : AddAmplitude(signal, sample, value);
        Sums[signal] = unchecked(Sums[signal] + stored);
    }

    public void Finish()
    {
        Flush();
        if (_file is not null && _file.Stream.Length < _signals[0].ByteOffset)
        {
            _file.Stream.SetLength(_signals[0].ByteOffset);
        }
    }

    public void Commit() => _file?.Commit();

    public void Dispose() => _file?.Dispose();

    private int AddAmplitude(int signal, long sample, int value)
    {
        bool missing = value == WfdbRecord.InvalidSample;
        int stored = missing ? _format.Invalid : value;
        if (!missing && (value < _format.Min || value > _format.Max))
        {
            throw Unfit(signal, sample, value, $"holds {_format.Min} to {_format.Max}");
        }

        First[signal] ??= stored;
        if (_file is null)
        {
            return missing ? 0 : throw Unfit(signal, sample, value, "holds no samples");
        }

        Push(stored);
        return stored;
    }

    // A difference too large for a byte is made up for by those that follow, as signal(5) asks.
    private int AddDifference(int signal, long sample, int value)
    {
        if (value == WfdbRecord.InvalidSample)
        {
            throw Unfit(signal, sample, value, "cannot mark a sample as missing");
        }

        if (First[signal] is null)
        {
            _values[signal] = _signals[signal].StatedInitialValue ?? value;
            First[signal] = _values[signal];
        }

        int difference = (int)Math.Clamp((long)value - _values[signal], sbyte.MinValue, sbyte.MaxValue);
        _values[signal] += difference;
        Push(difference);
        return _values[signal];
    }

    private void Push(int value)
    {
        _buffer[_count++] = value;
        if (_count == BufferSamples)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (_file is null || _count == 0)
        {
            return;
        }

        ReadOnlySpan<int> samples = _buffer.AsSpan(0, _count);
        int length = SampleEncoder.ByteCount(_format, _count);
        if (_format.Code == 8)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                _bytes[i] = (byte)samples[i];
            }
        }
        else
        {
            SampleEncoder.Encode(_format.Code, samples, _bytes.AsSpan(0, length));
        }

        _file.Stream.Write(_bytes, 0, length);
        _count = 0;
    }

    private ArgumentException Unfit(int signal, long sample, int value, string why) => new(string.Create(CultureInfo.InvariantCulture,
        $"Sample {sample} of signal '{_signals[signal].Description}' is {(value == WfdbRecord.InvalidSample ? "missing" : value)}, but format {_format.Code} {why}. Choose another format, or another gain and baseline."));
}
