using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// Writes a single-segment record, frame by frame. The files appear under their names only on <see cref="Complete"/>, the
/// header last, with the length, initial values and checksums of what was written.
/// </summary>
public sealed class WfdbRecordWriter : IDisposable
{
    private const int BlockSamples = 1 << 15;

    private readonly string _folder;
    private readonly WfdbHeader _header;
    private readonly List<SignalFileWriter> _files = [];
    private readonly (SignalFileWriter File, int Index)[] _routes;
    private readonly int _frameSamples;
    private long _frames;
    private bool _completed;
    private bool _failed;

    private WfdbRecordWriter(string folder, WfdbHeader header)
    {
        _folder = folder;
        _header = header;
        _routes = new (SignalFileWriter, int)[header.Signals.Count];
        _frameSamples = checked((int)header.Signals.Sum(signal => (long)signal.SamplesPerFrame));
        try
        {
            OpenFiles();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Begins a record.</summary>
    /// <param name="folder">The folder for the header and the signal files; it must exist.</param>
    /// <param name="header">
    /// The record's name, sampling frequency and signals. Stated lengths and checksums are replaced by those of what is
    /// written, and initial values as well, save that of a signal in format 8, from which its first difference counts.
    /// </param>
    /// <exception cref="ArgumentException">The header is of a multi-segment record, or cannot be written.</exception>
    public static WfdbRecordWriter Create(string folder, WfdbHeader header)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(header);
        if (header.IsMultiSegment)
        {
            throw new ArgumentException("Samples are written a segment at a time: write each segment as a record of its own, then the header that lists them with WfdbHeader.Write.", nameof(header));
        }

        CheckHeader(header);
        return new WfdbRecordWriter(folder, header);
    }

    /// <summary>Writes a whole record.</summary>
    /// <param name="folder">The folder for the header and the signal files; it must exist.</param>
    /// <param name="header">As for <see cref="Create"/>.</param>
    /// <param name="signals">The ADC values of each signal, at its own rate; <see cref="WfdbRecord.InvalidSample"/> where one is missing.</param>
    /// <returns>The header as written.</returns>
    /// <exception cref="ArgumentException">The signals are not of equal duration, or a value does not fit its format.</exception>
    public static WfdbHeader Write(string folder, WfdbHeader header, IReadOnlyList<int[]> signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        using WfdbRecordWriter writer = Create(folder, header);
        if (signals.Count != header.Signals.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The header has {header.Signals.Count} signals, but samples were given for {signals.Count}."), nameof(signals));
        }

        int frames = signals.Count == 0 ? 0 : signals[0].Length / header.Signals[0].SamplesPerFrame;
        for (int s = 0; s < signals.Count; s++)
        {
            if (signals[s].Length != (long)frames * header.Signals[s].SamplesPerFrame)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Signal {s} has {signals[s].Length} samples; {frames} frames of {header.Signals[s].SamplesPerFrame} are needed."), nameof(signals));
            }
        }

        int step = Math.Max(1, BlockSamples / Math.Max(1, writer._frameSamples));
        var block = new int[Math.Min(step, frames) * writer._frameSamples];
        for (int f = 0; f < frames; f += step)
        {
            int taken = Math.Min(step, frames - f);
            Interleave(header, signals, f, taken, block);
            writer.WriteFrames(block.AsSpan(0, taken * writer._frameSamples));
        }

        return writer.Complete();
    }

    /// <summary>Writes frames as they stand in the files, before any skew is undone.</summary>
    /// <param name="samples">
    /// Whole frames of ADC values: in each, the samples of the first signal, then those of the second, and so on;
    /// <see cref="WfdbRecord.InvalidSample"/> where one is missing.
    /// </param>
    /// <exception cref="ArgumentException">There is a part of a frame, or a value does not fit its format; the record can then only be given up.</exception>
    public void WriteFrames(ReadOnlySpan<int> samples)
    {
        ThrowIfOver();
        if (_frameSamples == 0 ? !samples.IsEmpty : samples.Length % _frameSamples != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{samples.Length} samples are no whole number of frames of {_frameSamples}."), nameof(samples));
        }

        _failed = true;
        foreach (SignalFileWriter file in _files)
        {
            file.AddFrames(samples, _frameSamples, _frames);
        }

        _frames += _frameSamples == 0 ? 0 : samples.Length / _frameSamples;
        _failed = false;
    }

    /// <summary>Finishes the files and gives them their names.</summary>
    /// <returns>The header as written.</returns>
    public WfdbHeader Complete() => CompleteWith(null);

    /// <summary>Finishes the files and gives them their names, with files that belong to the record.</summary>
    /// <param name="others">Gives these their names; null where there are none.</param>
    internal WfdbHeader CompleteWith(Action? others)
    {
        ThrowIfOver();
        WfdbHeader header = FinishedHeader();
        string headerPath = Path.Combine(_folder, header.RecordName + RecordPath.HeaderExtension);
        using var headerFile = new PendingFile(headerPath);
        headerFile.Stream.Write(header.ToBytes());
        foreach (SignalFileWriter file in _files)
        {
            file.Finish();
        }

        // Several files cannot be exchanged at once: a record that is to be replaced goes before its samples do, so that at no moment a header
        // stands beside another record's samples or annotations.
        File.Delete(headerPath);
        foreach (SignalFileWriter file in _files)
        {
            file.Commit();
        }

        others?.Invoke();
        headerFile.Commit();
        _completed = true;
        return header;
    }

    /// <summary>Ends the writing; without <see cref="Complete"/> nothing is left of it.</summary>
    public void Dispose()
    {
        foreach (SignalFileWriter file in _files)
        {
            file.Dispose();
        }
    }

    private static void Interleave(WfdbHeader header, IReadOnlyList<int[]> signals, int first, int frames, Span<int> block)
    {
        int stride = header.Signals.Sum(signal => signal.SamplesPerFrame);
        int offset = 0;
        for (int s = 0; s < signals.Count; s++)
        {
            int count = header.Signals[s].SamplesPerFrame;
            ReadOnlySpan<int> samples = signals[s].AsSpan(first * count, frames * count);
            for (int i = 0, j = offset; i < samples.Length; j += stride)
            {
                for (int k = 0; k < count; k++)
                {
                    block[j + k] = samples[i++];
                }
            }

            offset += count;
        }
    }

    private static void CheckHeader(WfdbHeader header)
    {
        for (int s = 0; s < header.Signals.Count; s++)
        {
            WfdbSignal signal = header.Signals[s];
            string? problem =
                SignalFormat.Refusal(signal.Format) is string refusal ? $"has format {signal.Format}, {refusal}"
                : signal.SamplesPerFrame < 1 ? $"has {signal.SamplesPerFrame} samples a frame"
                : signal.Skew < 0 ? $"has the skew {signal.Skew}"
                : signal.ByteOffset < 0 ? $"has the byte offset {signal.ByteOffset}"
                : null;
            if (problem is not null)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Signal {s} ('{signal.Description}') {problem}."), nameof(header));
            }
        }

        // What is written must be readable: the parser knows all the rules.
        string text = HeaderFormatter.Format(header);
        try
        {
            HeaderParser.Parse(text, "the header to write");
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException(e.Message, nameof(header), e);
        }
    }

    private void OpenFiles()
    {
        IReadOnlyList<WfdbSignal> signals = _header.Signals;
        int offset = 0;
        for (int first = 0; first < signals.Count;)
        {
            int end = first + 1;
            bool stored = signals[first].Format != 0;
            while (stored && end < signals.Count && signals[end].FileName == signals[first].FileName && signals[end].Format != 0)
            {
                end++;
            }

            string? path = stored ? RecordPath.Resolve(_folder, signals[first].FileName, "The header to write") : null;
            var file = new SignalFileWriter(path, [.. signals.Skip(first).Take(end - first)], offset);
            _files.Add(file);
            for (int s = first; s < end; s++)
            {
                _routes[s] = (file, s - first);
                offset += signals[s].SamplesPerFrame;
            }

            first = end;
        }
    }

    private WfdbHeader FinishedHeader()
    {
        var signals = new WfdbSignal[_routes.Length];
        for (int s = 0; s < signals.Length; s++)
        {
            (SignalFileWriter file, int index) = _routes[s];
            WfdbSignal signal = _header.Signals[s];
            short sum = unchecked((short)file.Sums[index]);
            signals[s] = signal.Format == 0 ? signal : signal with
            {
                StatedInitialValue = file.First[index] ?? signal.StatedInitialValue,

                // The same sum may have been stated without a sign.
                Checksum = signal.Checksum is int stated && unchecked((short)stated) == sum ? stated : sum,
            };
        }

        return _header with { StatedLength = _frames, Signals = signals };
    }

    private void ThrowIfOver()
    {
        if (_completed || _failed)
        {
            throw new InvalidOperationException(_completed
                ? "The record is complete; begin another."
                : "A value could not be written; give the record up and begin it anew.");
        }
    }
}
