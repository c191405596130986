using System.Numerics.Tensors;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>One lead of a WFDB record, read from its first sample to its last at its own rate, in mV.</summary>
public sealed class RecordLead : ISampleSource
{
    private readonly float _millivolts;
    private readonly int _signal;
    private long _next;

    /// <summary>Chooses a lead.</summary>
    /// <param name="record">The record; it stays the caller's, and is not to be used otherwise while the lead is read.</param>
    /// <param name="lead">The lead's name; null for MLII, or where the record has none, its first lead.</param>
    /// <exception cref="ArgumentException">The record has no such lead.</exception>
    /// <exception cref="InvalidDataException">The record has no signals, or the lead is in no unit of voltage.</exception>
    public RecordLead(WfdbRecord record, string? lead = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Leads.Count == 0) throw new InvalidDataException($"Record {record.Name} has no signals.");
        Record = record;
        _signal = lead is null ? MitBihArrhythmiaDatabase.PreferredLead(record.Leads) : record.FindLead(lead);
        Name = record.Leads[_signal];
        if (!record.Signals[_signal].TryGetMillivoltsPerUnit(out var millivolts))
            throw new InvalidDataException($"Record {record.Name}: signal '{Name}' is in '{record.Signals[_signal].Units}', which is no unit of voltage. Ask for a lead of the ECG by its name; the record has {string.Join(", ", record.Leads)}.");
        _millivolts = (float)millivolts;
    }

    /// <summary>The record.</summary>
    public WfdbRecord Record { get; }

    /// <summary>The lead's name.</summary>
    public string Name { get; }

    /// <summary>Samples of the lead for each frame of the record, in which annotations are counted.</summary>
    public int SamplesPerFrame => Record.Signals[_signal].SamplesPerFrame;

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
}
