using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>
/// The annotations of one annotator for one record, in the MIT format of annot(5): read, made, written. A file that was
/// written by the WFDB library is written back byte for byte.
/// </summary>
public sealed class AnnotationFile
{
    private const string ResolutionPrefix = "## time resolution: ";
    private const string DefinitionsStart = "## annotation type definitions";
    private const string DefinitionsEnd = "## end of definitions";

    /// <summary>Makes a set of annotations.</summary>
    /// <param name="annotations">The annotations, normally in the order of their samples.</param>
    /// <param name="timeResolution">Ticks a second, where <see cref="Annotation.Sample"/> does not count samples of the record; null where it does.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time resolution is not a positive number.</exception>
    public AnnotationFile(IEnumerable<Annotation> annotations, double? timeResolution = null)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        if (timeResolution is double resolution)
        {
            if (!(resolution > 0) || double.IsInfinity(resolution))
            {
                throw new ArgumentOutOfRangeException(nameof(timeResolution), resolution, "The time resolution in ticks a second must be a positive number.");
            }

            string text = ResolutionPrefix + resolution.ToString("R", CultureInfo.InvariantCulture);
            Preamble =
            [
                new Annotation(0, AnnotationCode.Note) { Aux = Annotation.AuxFrom(text) },
                new Annotation(0, AnnotationCode.None),
            ];
        }
        else
        {
            Preamble = [];
        }

        Annotations = [.. annotations];
        TimeResolution = timeResolution;
        CustomSymbols = new Dictionary<AnnotationCode, string>();
    }

    private AnnotationFile(List<Annotation> all, string name)
    {
        int count = CountPreamble(all, out double? resolution, out Dictionary<AnnotationCode, string> symbols, name);
        Preamble = all[..count];
        Annotations = all[count..];
        TimeResolution = resolution;
        CustomSymbols = symbols;
    }

    /// <summary>The annotations in the order of the file.</summary>
    public IReadOnlyList<Annotation> Annotations { get; }

    /// <summary>Ticks a second that <see cref="Annotation.Sample"/> counts; null where it counts samples of the record.</summary>
    public double? TimeResolution { get; }

    /// <summary>Symbols that the file itself defines for codes.</summary>
    public IReadOnlyDictionary<AnnotationCode, string> CustomSymbols { get; }

    /// <summary>The notes at sample 0 that state the time resolution and define codes; written before <see cref="Annotations"/>.</summary>
    public IReadOnlyList<Annotation> Preamble { get; }

    /// <summary>Reads an annotation file.</summary>
    /// <param name="path">The file, such as <c>100.atr</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is cut off or is no annotation file.</exception>
    public static AnnotationFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"There is no annotation file '{path}'. Check the record's folder and the annotator's name (MIT-BIH's is 'atr').", path);
        }

        return new AnnotationFile(AnnotationCodec.Decode(File.ReadAllBytes(path), path), path);
    }

    /// <summary>Reads annotations from a stream, to the end mark.</summary>
    /// <param name="stream">The stream; left open.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidDataException">The stream is cut off or holds no annotations.</exception>
    public static AnnotationFile Read(Stream stream, string name = "annotations")
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new AnnotationFile(AnnotationCodec.Decode(copy.GetBuffer().AsSpan(0, (int)copy.Length), name), name);
    }

    /// <summary>Writes the file; it appears under its name only when it is whole.</summary>
    /// <param name="path">The file to write.</param>
    /// <exception cref="ArgumentException">An annotation has a field that the format cannot hold.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new PendingFile(path);
        Write(file.Stream);
        file.Commit();
    }

    /// <summary>Writes the annotations and the end mark to a stream.</summary>
    /// <param name="stream">The stream; left open.</param>
    /// <exception cref="ArgumentException">An annotation has a field that the format cannot hold.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var encoder = new AnnotationEncoder(stream);
        foreach (Annotation annotation in Preamble.Concat(Annotations))
        {
            encoder.Write(annotation);
        }

        encoder.End();
    }

    /// <summary>The annotations with <see cref="Annotation.Sample"/> counted at a record's sampling frequency.</summary>
    /// <param name="samplingFrequency">Samples a second.</param>
    /// <returns>The annotations themselves where the file states no time resolution; halves are rounded up.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The frequency is not a positive number.</exception>
    /// <exception cref="InvalidDataException">The time resolution puts an annotation where no record reaches.</exception>
    public IReadOnlyList<Annotation> AtFrequency(double samplingFrequency)
    {
        if (!(samplingFrequency > 0) || double.IsInfinity(samplingFrequency))
        {
            throw new ArgumentOutOfRangeException(nameof(samplingFrequency), samplingFrequency, "The sampling frequency in Hz must be a positive number.");
        }

        if (TimeResolution is not double resolution || resolution == samplingFrequency)
        {
            return Annotations;
        }

        var scaled = new Annotation[Annotations.Count];
        for (int i = 0; i < scaled.Length; i++)
        {
            double sample = Math.Floor((Annotations[i].Sample * samplingFrequency / resolution) + 0.5);
            if (Math.Abs(sample) > 1L << 62)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"Annotation {i} is at tick {Annotations[i].Sample}, which at {resolution} ticks a second is no position in a record. Correct the file's time resolution."));
            }

            scaled[i] = Annotations[i] with { Sample = (long)sample };
        }

        return scaled;
    }

    private static int CountPreamble(List<Annotation> all, out double? resolution, out Dictionary<AnnotationCode, string> symbols, string name)
    {
        resolution = null;
        symbols = [];
        bool defining = false;
        int count = 0;
        for (; count < all.Count; count++)
        {
            Annotation note = all[count];
            if (note.Sample != 0 || note.Code != AnnotationCode.Note || note.Subtype != 0)
            {
                break;
            }

            string text = note.AuxText;
            if (text.StartsWith("##", StringComparison.Ordinal))
            {
                defining = text == DefinitionsStart || (defining && text != DefinitionsEnd);
                if (text.StartsWith(ResolutionPrefix, StringComparison.Ordinal))
                {
                    resolution = ParseResolution(text, name);
                }
            }
            else if (!defining)
            {
                break;
            }
            else
            {
                string[] fields = text.Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length >= 2 && byte.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out byte value)
                    && value is > 0 and <= AnnotationCode.MaxValue)
                {
                    symbols[new AnnotationCode(value)] = fields[1];
                }
            }
        }

        // A table of notes ends in an empty annotation at sample 0.
        if (count > 0 && count < all.Count && all[count].Sample == 0 && all[count].Code == AnnotationCode.None)
        {
            count++;
        }

        return count;
    }

    private static double ParseResolution(string text, string name)
    {
        ReadOnlySpan<char> number = text.AsSpan(ResolutionPrefix.Length).Trim();
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
            ? value
            : throw new InvalidDataException(
                $"{name}: the note '{text}' gives no positive number of ticks a second, so the annotations' times are unknown. Get the file anew or correct the note.");
    }
}
