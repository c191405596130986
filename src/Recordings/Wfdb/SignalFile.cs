using System.Buffers;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// One signal file: decoded a block of frames at a time, the last block kept, so that reading its signals in turn, or in
/// small steps, decodes each block once.
/// </summary>
internal sealed class SignalFile : IDisposable
{
    private const int BlockSamples = 1 << 15;
    private const long MaxFrameSamples = 1 << 28;

    private readonly SafeFileHandle _handle;
    private readonly SignalFormat _format;
    private readonly long _byteOffset;
    private readonly long _fileLength;
    private readonly int _blockFrames;
    private readonly DifferenceState? _differences;
    private int[]? _samples;
    private byte[]? _bytes;
    private long _blockStart = -1;
    private int _blockCount;
    private int _blockSkip;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, which exists.</param>
    /// <param name="signals">The signals it holds, in their order.</param>
    public SignalFile(string path, IReadOnlyList<WfdbSignal> signals)
    {
        Path = path;
        _format = SignalFormat.Of(signals[0].Format);
        _byteOffset = signals[0].ByteOffset;
        long frame = signals.Sum(signal => (long)signal.SamplesPerFrame);
        if (frame > MaxFrameSamples)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"The header of '{path}' asks for {frame} samples a frame, more than this library reads. Check the header's samples per frame."));
        }

        FrameSamples = (int)frame;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.None);
        _fileLength = RandomAccess.GetLength(_handle);
        AvailableFrames = _format.SamplesIn(Math.Max(0, _fileLength - _byteOffset)) / frame;
        _blockFrames = Math.Max(1, BlockSamples / FrameSamples);
        _differences = _format.Code == 8 ? new DifferenceState(signals) : null;
    }

    public string Path { get; }

    public int FrameSamples { get; }

    /// <summary>The whole frames in the file.</summary>
    public long AvailableFrames { get; }

    /// <summary>The bytes that a number of frames needs, with what precedes the first sample.</summary>
    public Int128 BytesFor(long frames)
    {
        Int128 samples = (Int128)frames * FrameSamples;
        return _byteOffset + (((samples * _format.UnitBytes) + _format.UnitSamples - 1) / _format.UnitSamples);
    }

    public long FileLength => _fileLength;

    /// <summary>The decoded block that holds a frame.</summary>
    /// <param name="frame">A frame below <see cref="AvailableFrames"/>.</param>
    /// <param name="first">The first frame of the block.</param>
    /// <returns>The block's samples in the order of the file, a whole number of frames.</returns>
    public ReadOnlySpan<int> Block(long frame, out long first)
    {
        first = frame / _blockFrames * _blockFrames;
        if (first != _blockStart)
        {
            Load(first);
        }

        return _samples.AsSpan(_blockSkip, _blockCount);
    }

    public void Dispose()
    {
        _handle.Dispose();
        if (_samples is not null)
        {
            ArrayPool<int>.Shared.Return(_samples);
            _samples = null;
        }

        if (_bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = null;
        }
    }

    private void Load(long first)
    {
        _blockStart = -1;
        if (_differences is null)
        {
            Decode(first);
        }
        else
        {
            // A difference says nothing without all that precede it: go on from where the state stands, or start over.
            long next = _differences.NextFrame <= first ? _differences.NextFrame : _differences.Reset();
            for (; next <= first; next += _blockFrames)
            {
                DecodeDifferences(next);
            }
        }

        _blockStart = first;
    }

    private void Decode(long first)
    {
        long sample = first * FrameSamples;
        long offset = _format.ByteOf(sample);
        _blockSkip = (int)(sample % _format.UnitSamples);
        _blockCount = CountSamples(first);
        int wanted = _blockSkip + _blockCount;
        int units = ((wanted - 1) / _format.UnitSamples) + 1;
        ReadOnlySpan<byte> bytes = ReadBytes(offset, (int)Math.Min((long)units * _format.UnitBytes, _fileLength - _byteOffset - offset));
        _samples = Rent(_samples, wanted);
        SampleDecoder.Decode(_format.Code, bytes, _samples.AsSpan(0, wanted));
    }

    private void DecodeDifferences(long first)
    {
        _blockSkip = 0;
        _blockCount = CountSamples(first);
        ReadOnlySpan<byte> bytes = ReadBytes(first * FrameSamples, _blockCount);
        _samples = Rent(_samples, _blockCount);
        _differences!.Add(bytes, _samples.AsSpan(0, _blockCount), first + _blockFrames);
    }

    private int CountSamples(long first) => (int)Math.Min(_blockFrames, AvailableFrames - first) * FrameSamples;

    private ReadOnlySpan<byte> ReadBytes(long offset, int count)
    {
        _bytes = Rent(_bytes, count);
        int done = 0;
        while (done < count)
        {
            int read = RandomAccess.Read(_handle, _bytes.AsSpan(done, count - done), _byteOffset + offset + done);
            if (read == 0)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"'{Path}' ended at byte {_byteOffset + offset + done} while it was read: it was shortened. Read the record again."));
            }

            done += read;
        }

        return _bytes.AsSpan(0, count);
    }

    private static T[] Rent<T>(T[]? array, int length)
    {
        if (array is not null && array.Length >= length)
        {
            return array;
        }

        if (array is not null)
        {
            ArrayPool<T>.Shared.Return(array);
        }

        return ArrayPool<T>.Shared.Rent(length);
    }

    /// <summary>The running values of the signals of a format 8 file.</summary>
    private sealed class DifferenceState(IReadOnlyList<WfdbSignal> signals)
    {
        private readonly int[] _initial = [.. signals.Select(signal => signal.InitialValue)];
        private readonly int[] _samplesPerFrame = [.. signals.Select(signal => signal.SamplesPerFrame)];
        private readonly int[] _values = [.. signals.Select(signal => signal.InitialValue)];

        public long NextFrame { get; private set; }

        public long Reset()
        {
            _initial.CopyTo(_values, 0);
            return NextFrame = 0;
        }

        public void Add(ReadOnlySpan<byte> differences, Span<int> samples, long nextFrame)
        {
            int i = 0;
            while (i < samples.Length)
            {
                for (int s = 0; s < _values.Length; s++)
                {
                    int value = _values[s];
                    for (int end = i + _samplesPerFrame[s]; i < end; i++)
                    {
                        value = unchecked(value + (sbyte)differences[i]);
                        samples[i] = value;
                    }

                    _values[s] = value;
                }
            }

            NextFrame = nextFrame;
        }
    }
}
