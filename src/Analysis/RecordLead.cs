using System.Numerics.Tensors;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>One lead of a recording, read from its first sample to its last at its own rate, in mV.</summary>
public sealed class RecordLead : ISampleSource
{
    private readonly float _millivolts;
    private readonly int _signal;
    private long _next;

    /// <summary>Chooses a lead.</summary>
    /// <param name="record">The recording; it stays the caller's, and is not to be used otherwise while the lead is read.</param>
    /// <param name="lead">The lead's name; null for MLII, or where the recording has none, its first lead (of an EDF file, which may hold other
    /// signals before the ECG, lead II, else the first named ECG or EKG, else the first in a unit of voltage).</param>
    /// <exception cref="ArgumentException">The recording has no such lead.</exception>
    /// <exception cref="InvalidDataException">The recording has no signals, or the lead is in no unit of voltage.</exception>
    public RecordLead(Recording record, string? lead = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Leads.Count == 0) throw new InvalidDataException($"Record {record.Name} has no signals.");
        Record = record;
        _signal = lead is not null ? record.FindLead(lead) : IndexOfUsual(record);
        Name = record.Leads[_signal];
        if (!record.TryGetMillivoltsPerUnit(_signal, out var millivolts))
            throw new InvalidDataException($"Record {record.Name}: signal '{Name}' is in '{record.UnitsOf(_signal)}', which is no unit of voltage. Ask for a lead of the ECG by its name; the record has {string.Join(", ", record.Leads)}.");
        _millivolts = (float)millivolts;
    }

    /// <summary>The recording.</summary>
    public Recording Record { get; }

    /// <summary>The lead's index among the recording's signals.</summary>
    public int Signal => _signal;

    /// <summary>The lead's name.</summary>
    public string Name { get; }

    /// <summary>Samples of the lead for each frame of the record, in which annotations are counted.</summary>
    public int SamplesPerFrame => Record.SamplesPerFrameOf(_signal);

    /// <inheritdoc/>
    public double SamplingRate => Record.SamplingFrequencyOf(_signal);

    /// <summary>How many samples the lead has.</summary>
    public long Length => Record.SampleCountOf(_signal);

    long? ISampleSource.Length => Length;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The signal's checksum is wrong, or a segment's file is damaged.</exception>
    public int Read(Span<float> destination)
    {
        var count = (int)Math.Min(destination.Length, Length - _next);
        var samples = destination[..count];
        Record.ReadSamples(_signal, _next, samples);
        _next += count;
        if (_millivolts != 1) TensorPrimitives.Multiply(samples, _millivolts, samples);
        return count;
    }

    private static int IndexOfUsual(Recording record)
    {
        var usual = MitBihArrhythmiaDatabase.PreferredLead(record.Leads);
        if (usual > 0 || record.Format is not (RecordingFormat.Edf or RecordingFormat.Bdf) || record.Leads[0] == MitBihArrhythmiaDatabase.PreferredLeadName) return usual;
        string[] names = [.. record.Leads.Select(name => name.Trim().ToUpperInvariant())];
        var voltages = Enumerable.Range(0, names.Length).Where(i => record.TryGetMillivoltsPerUnit(i, out _)).ToList();
        foreach (var fits in (Func<string, bool>[])[name => name is "II" or "ECG II" or "EKG II" or "ECG MLII" or "LEAD II", name => name.Contains("ECG") || name.Contains("EKG"), _ => true])
        {
            if (voltages.FindIndex(i => fits(names[i])) is >= 0 and var found) return voltages[found];
        }
        return usual;
    }
}
