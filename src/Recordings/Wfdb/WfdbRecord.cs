using System.Buffers;
using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// A WFDB record opened for reading: single or multi-segment, read in ranges, so that memory does not grow with its
/// length. Not for use by several threads at once; open the record once for each.
/// </summary>
/// <remarks>
/// A signal's checksum is verified whenever it has been read from its first sample to its last, in whatever steps.
/// Reading backwards in a file of format 8 (differences) starts over at its beginning.
/// </remarks>
public sealed class WfdbRecord : Recording
{
    /// <summary>What stands for a missing or invalid sample among ADC values, in every format.</summary>
    public const int InvalidSample = int.MinValue;

    private const int ChunkSamples = 8192;
    private const int MaxUnbackedFrames = 1 << 26;

    private readonly RecordReader _reader;
    private readonly string _path;

    private WfdbRecord(WfdbHeader header, RecordReader reader, string path)
    {
        Header = header;
        _reader = reader;
        _path = path;
        Leads = [.. reader.Signals.Select((signal, i) => signal.Description.Length > 0
            ? signal.Description
            : string.Create(CultureInfo.InvariantCulture, $"record {header.RecordName}, signal {i}"))];
    }

    /// <summary>The record's header; in a multi-segment record the one that lists the segments.</summary>
    public WfdbHeader Header { get; }

    /// <inheritdoc/>
    public override RecordingFormat Format => RecordingFormat.Wfdb;

    /// <summary>The record's name.</summary>
    public override string Name => Header.RecordName;

    /// <summary>Frames a second, in Hz.</summary>
    public override double SamplingFrequency => Header.SamplingFrequency;

    /// <summary>The number of frames; where the header states none, the whole frames in the signal files.</summary>
    public override long Length => _reader.Length;

    /// <inheritdoc/>
    public override DateTime? StartTime => Header.BaseDate is { Year: < 9999 } date ? date.ToDateTime(TimeOnly.MinValue) + (Header.BaseTime ?? TimeSpan.Zero) : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => [.. Header.Comments.Select(comment => comment.Trim()).Where(comment => comment.Length > 0)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Annotators => RecordingFiles.AnnotatorsBeside(_path);

    /// <summary>The signals; in a multi-segment record those of the layout, or of the first segment.</summary>
    public IReadOnlyList<WfdbSignal> Signals => _reader.Signals;

    /// <summary>The signals' descriptions, which name the leads of an ECG; <c>record 100, signal 0</c> where the header has none.</summary>
    public override IReadOnlyList<string> Leads { get; }

    private protected override string Stem => _path;

    /// <summary>Opens a record.</summary>
    /// <param name="path">The record's path without extension, or its header file (<c>.hea</c>).</param>
    /// <exception cref="FileNotFoundException">The header, or a signal file it names, is missing.</exception>
    /// <exception cref="InvalidDataException">The header holds what cannot be, or a signal file is cut off.</exception>
    public static WfdbRecord Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string stem = RecordPath.WithoutExtension(path);
        string headerPath = stem + RecordPath.HeaderExtension;
        WfdbHeader header = WfdbHeader.Read(headerPath);
        RecordReader reader = header.IsMultiSegment ? new SegmentedReader(header, headerPath) : new SegmentReader(header, headerPath);
        return new WfdbRecord(header, reader, stem);
    }

    /// <summary>The number of samples of one signal, at its own rate: <see cref="Length"/> times its samples a frame.</summary>
    /// <param name="signal">The signal's index.</param>
    public override long SampleCountOf(int signal) => Length * SignalAt(signal).SamplesPerFrame;

    /// <summary>Samples a second of one signal, at its own rate, in Hz.</summary>
    /// <param name="signal">The signal's index.</param>
    public override double SamplingFrequencyOf(int signal) => SamplingFrequency * SignalAt(signal).SamplesPerFrame;

    /// <inheritdoc/>
    public override int SamplesPerFrameOf(int signal) => SignalAt(signal).SamplesPerFrame;

    /// <inheritdoc/>
    public override string UnitsOf(int signal) => SignalAt(signal).Units;

    /// <summary>
    /// Reads one value a frame in physical units: mV for an ECG, else the signal's <see cref="WfdbSignal.Units"/>. Of
    /// several samples in a frame it is the mean.
    /// </summary>
    /// <param name="signal">The signal's index.</param>
    /// <param name="start">The first frame.</param>
    /// <param name="destination">Takes one value for each frame; NaN where a sample is missing or invalid.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal, or the range leaves the record.</exception>
    /// <exception cref="InvalidDataException">The signal's checksum is wrong, or a segment's file is damaged.</exception>
    public void Read(int signal, long start, Span<float> destination)
    {
        int perFrame = CheckRange(signal, start, destination.Length, Length);
        if (perFrame == 1 || destination.IsEmpty)
        {
            _reader.ReadPhysical(signal, start, destination);
            return;
        }

        int step = Math.Min(destination.Length, Math.Max(1, ChunkSamples / perFrame));
        float[] samples = ArrayPool<float>.Shared.Rent(step * perFrame);
        try
        {
            while (!destination.IsEmpty)
            {
                int frames = Math.Min(step, destination.Length);
                _reader.ReadPhysical(signal, start * perFrame, samples.AsSpan(0, frames * perFrame));
                for (int i = 0; i < frames; i++)
                {
                    double sum = 0;
                    foreach (float value in samples.AsSpan(i * perFrame, perFrame))
                    {
                        sum += value;
                    }

                    destination[i] = (float)(sum / perFrame);
                }

                destination = destination[frames..];
                start += frames;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(samples);
        }
    }

    /// <summary>Reads one ADC value a frame; of several samples in a frame the mean, rounded to the nearest, halves up.</summary>
    /// <param name="signal">The signal's index.</param>
    /// <param name="start">The first frame.</param>
    /// <param name="destination">Takes one value for each frame; <see cref="InvalidSample"/> where a sample is missing or invalid.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal, or the range leaves the record.</exception>
    /// <exception cref="InvalidDataException">The signal's checksum is wrong, or a segment's file is damaged.</exception>
    public void ReadDigital(int signal, long start, Span<int> destination)
    {
        int perFrame = CheckRange(signal, start, destination.Length, Length);
        if (perFrame == 1 || destination.IsEmpty)
        {
            _reader.ReadDigital(signal, start, destination);
            return;
        }

        int step = Math.Min(destination.Length, Math.Max(1, ChunkSamples / perFrame));
        int[] samples = ArrayPool<int>.Shared.Rent(step * perFrame);
        try
        {
            while (!destination.IsEmpty)
            {
                int frames = Math.Min(step, destination.Length);
                _reader.ReadDigital(signal, start * perFrame, samples.AsSpan(0, frames * perFrame));
                for (int i = 0; i < frames; i++)
                {
                    destination[i] = Mean(samples.AsSpan(i * perFrame, perFrame));
                }

                destination = destination[frames..];
                start += frames;
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(samples);
        }
    }

    /// <summary>Reads every sample of a signal, at its own rate, in physical units.</summary>
    /// <param name="signal">The signal's index.</param>
    /// <param name="start">The first sample, counted at the signal's own rate.</param>
    /// <param name="destination">Takes the samples; NaN where one is missing or invalid.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal, or the range leaves the record.</exception>
    /// <exception cref="InvalidDataException">The signal's checksum is wrong, or a segment's file is damaged.</exception>
    public override void ReadSamples(int signal, long start, Span<float> destination)
    {
        CheckRange(signal, start, destination.Length, SampleCountOf(signal));
        _reader.ReadPhysical(signal, start, destination);
    }

    /// <summary>Reads every sample of a signal, at its own rate, as ADC values.</summary>
    /// <param name="signal">The signal's index.</param>
    /// <param name="start">The first sample, counted at the signal's own rate.</param>
    /// <param name="destination">Takes the samples; <see cref="InvalidSample"/> where one is missing or invalid.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal, or the range leaves the record.</exception>
    /// <exception cref="InvalidDataException">The signal's checksum is wrong, or a segment's file is damaged.</exception>
    public void ReadDigitalSamples(int signal, long start, Span<int> destination)
    {
        CheckRange(signal, start, destination.Length, SampleCountOf(signal));
        _reader.ReadDigital(signal, start, destination);
    }

    /// <summary>Reads a whole signal, one value a frame, in physical units, and verifies its checksum.</summary>
    /// <param name="signal">The signal's index.</param>
    /// <returns>One value for each frame; NaN where a sample is missing or invalid.</returns>
    /// <exception cref="InvalidDataException">The signal's checksum is wrong, or a segment's file is damaged.</exception>
    /// <exception cref="InvalidOperationException">The record is too long for one array; of a multi-segment record, above 2^26 frames.</exception>
    public float[] ReadSignal(int signal)
    {
        // What a header claims of a signal without a file, and of segments not yet opened, is held against no bytes on disk.
        bool backed = SignalAt(signal).Format != 0 && !Header.IsMultiSegment;
        int most = backed ? Array.MaxLength : MaxUnbackedFrames;
        if (Length > most)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"Record {Name} has {Length} frames, more than the {most} that are read at once. Read it in ranges with Read."));
        }

        var values = new float[Length];
        Read(signal, 0, values);
        return values;
    }

    /// <summary>Reads the whole signal of a lead, one value a frame, in physical units, and verifies its checksum.</summary>
    /// <param name="lead">The lead's name, such as <c>MLII</c>.</param>
    /// <returns>One value for each frame; NaN where a sample is missing or invalid.</returns>
    /// <exception cref="ArgumentException">The record has no such lead.</exception>
    /// <exception cref="InvalidDataException">The signal's checksum is wrong, or a segment's file is damaged.</exception>
    public float[] ReadSignal(string lead) => ReadSignal(FindLead(lead));

    /// <summary>Reads all signal files and checks every checksum that the headers state; those of a record whose length is not stated cannot be checked.</summary>
    /// <param name="cancellationToken">Ends the check early.</param>
    /// <exception cref="InvalidDataException">A checksum is wrong; the message names the file, the signal and both values.</exception>
    public void VerifyChecksums(CancellationToken cancellationToken = default) => _reader.VerifyChecksums(cancellationToken);

    /// <summary>Closes the signal files.</summary>
    public override void Dispose() => _reader.Dispose();

    private static int Mean(ReadOnlySpan<int> samples)
    {
        long sum = 0;
        foreach (int sample in samples)
        {
            if (sample == InvalidSample)
            {
                return InvalidSample;
            }

            sum += sample;
        }

        sum += samples.Length / 2;
        (long quotient, long remainder) = Math.DivRem(sum, samples.Length);
        return (int)(remainder < 0 ? quotient - 1 : quotient);
    }

    private WfdbSignal SignalAt(int signal) => (uint)signal < (uint)Signals.Count
        ? Signals[signal]
        : throw new ArgumentOutOfRangeException(nameof(signal), signal, string.Create(CultureInfo.InvariantCulture,
            $"Record {Name} has {Signals.Count} signals; give an index below that."));

    private int CheckRange(int signal, long start, int count, long length)
    {
        int perFrame = SignalAt(signal).SamplesPerFrame;
        return start >= 0 && start <= length - count
            ? perFrame
            : throw new ArgumentOutOfRangeException(nameof(start), start, string.Create(CultureInfo.InvariantCulture,
                $"Record {Name}: {count} values from {start} on leave the record, which has {length}."));
    }
}
