using System.Globalization;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Transforms;

/// <summary>One record of a view, opened and read as far as it is asked for.</summary>
internal sealed class RecordSource(string path, WfdbLoadOptions options, Action<string> report) : IDisposable
{
    private WfdbRecord? _record;
    private int _signal = -1;
    private IReadOnlyList<Annotation>? _annotations;

    /// <summary>The record's name.</summary>
    public string Name { get; } = Path.GetFileName(path);

    /// <summary>The name of the lead that is read.</summary>
    public string Lead
    {
        get
        {
            int signal = Signal;
            return Record.Leads[signal];
        }
    }

    /// <summary>Samples a second of the lead.</summary>
    public double SamplingRate
    {
        get
        {
            int signal = Signal;
            return Record.SamplingFrequencyOf(signal);
        }
    }

    /// <summary>Samples of the lead.</summary>
    public long Length
    {
        get
        {
            int signal = Signal;
            return Record.SampleCountOf(signal);
        }
    }

    /// <summary>The annotations; none where no annotator is asked for, or where it may be missing and is.</summary>
    public IReadOnlyList<Annotation> Annotations => _annotations ??= ReadAnnotations();

    /// <summary>How many samples of the lead there are for each that annotations count.</summary>
    public int SamplesPerFrame
    {
        get
        {
            int signal = Signal;
            return Record.Signals[signal].SamplesPerFrame;
        }
    }

    private WfdbRecord Record => _record ??= WfdbRecord.Open(path);

    private int Signal => _signal >= 0 ? _signal : _signal = ChooseSignal();

    /// <summary>Reads the lead in mV.</summary>
    public void ReadSignal(Span<float> destination)
    {
        int signal = Signal;
        var description = Record.Signals[signal];
        if (!description.TryGetMillivoltsPerUnit(out double millivolts))
            throw new InvalidDataException($"Record {Name} ({path}): signal '{description.Description}' is in '{description.Units}', which is no unit of voltage. Ask for a lead of the ECG by its name; the record has {string.Join(", ", Record.Leads)}.");
        Record.ReadSamples(signal, 0, destination);
        if (millivolts == 1)
            return;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = (float)(destination[i] * millivolts);
    }

    public void Dispose() => _record?.Dispose();

    private IReadOnlyList<Annotation> ReadAnnotations()
    {
        if (options.Annotator is not { } annotator)
            return [];
        if (!options.AnnotationsOptional || File.Exists($"{path}.{annotator}"))
            return Record.ReadAnnotations(annotator);
        report($"Record {Name} has no annotations '{annotator}'.");
        return [];
    }

    private int ChooseSignal()
    {
        if (Record.Leads.Count == 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Record {Name} ({path}) has no signals."));
        if (options.Lead is { } lead)
            return Record.FindLead(lead);
        int signal = MitBihArrhythmiaDatabase.PreferredLead(Record.Leads);
        if (Record.Leads[signal] != MitBihArrhythmiaDatabase.PreferredLeadName)
            report($"Record {Name} has no lead {MitBihArrhythmiaDatabase.PreferredLeadName}; its first, {Record.Leads[signal]}, is used.");
        return signal;
    }
}
