using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// A recording opened for reading, whatever its file's format: a WFDB record, an EDF or BDF file, a CSV file. Read in ranges, so that
/// memory does not grow with its length. Not for use by several threads at once; open it once for each.
/// </summary>
public abstract class Recording : IDisposable
{
    private protected Recording()
    {
    }

    /// <summary>The format it is stored in.</summary>
    public abstract RecordingFormat Format { get; }

    /// <summary>The recording's name: that of its file, without folder and extension, or the one that its header states.</summary>
    public abstract string Name { get; }

    /// <summary>Frames a second, in Hz: what annotations are counted in.</summary>
    public abstract double SamplingFrequency { get; }

    /// <summary>The number of frames.</summary>
    public abstract long Length { get; }

    /// <summary>The signals' names, which in an ECG are those of its leads.</summary>
    public abstract IReadOnlyList<string> Leads { get; }

    /// <summary>When the recording began, as far as its file says: by the clock where it stood.</summary>
    public abstract DateTime? StartTime { get; }

    /// <summary>What the file says of the patient and the recording in words.</summary>
    public abstract IReadOnlyList<string> Remarks { get; }

    /// <summary>The annotators whose annotations are there: extensions of files beside it, and <c>edf</c> or <c>csv</c> for those in the file itself.</summary>
    public abstract IReadOnlyList<string> Annotators { get; }

    /// <summary>The path without extension, to which annotators' names are added.</summary>
    private protected abstract string Stem { get; }

    /// <summary>Opens a recording: a WFDB record by its path without extension or its header, an EDF, BDF or CSV file by its path.</summary>
    /// <param name="path">The path. A file ending in <c>.csv</c>, <c>.tsv</c> or <c>.txt</c> is read as CSV; EDF and BDF are known by their first bytes.</param>
    /// <param name="csv">How CSV is read where the file does not say it; null for what it says.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, cut off, or no recording.</exception>
    public static Recording Open(string path, CsvOptions? csv = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return RecordingFiles.FormatOf(path) switch
        {
            RecordingFormat.Edf or RecordingFormat.Bdf => new EdfRecording(path),
            RecordingFormat.Csv => new CsvRecording(path, csv ?? new CsvOptions()),
            _ => WfdbRecord.Open(path),
        };
    }

    /// <summary>Finds a signal by its lead's name: the first of exactly this name, else the first that differs only in case.</summary>
    /// <param name="name">The lead's name, such as <c>MLII</c>.</param>
    /// <returns>The signal's index.</returns>
    /// <exception cref="ArgumentException">The recording has no such lead; the message lists those it has.</exception>
    public virtual int FindLead(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (StringComparison comparison in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            for (int i = 0; i < Leads.Count; i++)
            {
                if (string.Equals(Leads[i].Trim(), name.Trim(), comparison))
                {
                    return i;
                }
            }
        }

        string leads = Leads.Count == 0 ? "none" : string.Join(", ", Leads.Select(lead => $"'{lead}'"));
        throw new ArgumentException($"Record {Name} ({Stem}) has no lead '{name}'. It has {leads}; ask for one of these.", nameof(name));
    }

    /// <summary>Samples of a signal in each frame.</summary>
    /// <param name="signal">The signal's index.</param>
    public abstract int SamplesPerFrameOf(int signal);

    /// <summary>The number of samples of one signal, at its own rate.</summary>
    /// <param name="signal">The signal's index.</param>
    public abstract long SampleCountOf(int signal);

    /// <summary>Samples a second of one signal, at its own rate, in Hz.</summary>
    /// <param name="signal">The signal's index.</param>
    public abstract double SamplingFrequencyOf(int signal);

    /// <summary>The physical unit of a signal, such as <c>mV</c>.</summary>
    /// <param name="signal">The signal's index.</param>
    public abstract string UnitsOf(int signal);

    /// <summary>The number of millivolts in a signal's unit, if that is one of voltage.</summary>
    /// <param name="signal">The signal's index.</param>
    /// <param name="millivolts">1 for mV, 0.001 for µV, 1000 for V, 0.000001 for nV.</param>
    public bool TryGetMillivoltsPerUnit(int signal, out double millivolts) => VoltageUnits.TryGetMillivolts(UnitsOf(signal), out millivolts);

    /// <summary>Reads every sample of a signal, at its own rate, in physical units.</summary>
    /// <param name="signal">The signal's index.</param>
    /// <param name="start">The first sample, counted at the signal's own rate.</param>
    /// <param name="destination">Takes the samples; NaN where one is missing or invalid.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal, or the range leaves the recording.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public abstract void ReadSamples(int signal, long start, Span<float> destination);

    /// <summary>Reads an annotator's annotations, with their samples counted in frames of the recording.</summary>
    /// <param name="annotator">One of <see cref="Annotators"/>: the extension of a file beside it, as <c>atr</c>, or <c>edf</c>, <c>csv</c> for those in the file itself.</param>
    /// <param name="folder">The folder that this annotator's file is in; null where it lies beside the recording, or is the recording's own.</param>
    /// <exception cref="FileNotFoundException">There are none by this annotator.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or an annotation lies outside the recording.</exception>
    public virtual IReadOnlyList<Annotation> ReadAnnotations(string annotator, string? folder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(annotator);
        string path = $"{(folder is null ? Stem : Path.Combine(folder, Path.GetFileName(Stem)))}.{annotator}";
        IReadOnlyList<Annotation> annotations = AnnotationFile.Read(path).AtFrequency(SamplingFrequency);
        for (int i = 0; i < annotations.Count; i++)
        {
            long sample = annotations[i].Sample;
            if (sample < 0 || (Length > 0 && sample >= Length))
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"{path}: annotation {i} ('{annotations[i].Symbol}') is at sample {sample}, outside the record's {Length}. The file belongs to another record or is damaged; get it anew, or read it with AnnotationFile.Read."));
            }
        }

        return annotations;
    }

    /// <summary>Closes the files.</summary>
    public abstract void Dispose();

    /// <summary>Sees to it that there is such a signal, and such samples of it.</summary>
    private protected void CheckSamples(int signal, long start, int count)
    {
        if ((uint)signal >= (uint)Leads.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(signal), signal, string.Create(CultureInfo.InvariantCulture,
                $"Record {Name} has {Leads.Count} signals; give an index below that."));
        }

        long length = SampleCountOf(signal);
        if (start < 0 || start > length - count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, string.Create(CultureInfo.InvariantCulture,
                $"Record {Name}: {count} values from {start} on leave the record, which has {length}."));
        }
    }
}
