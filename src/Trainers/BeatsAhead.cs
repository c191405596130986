using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML;

namespace ArrhythmiaVision.Trainers;

/// <summary>The beats of all the rows that a cursor holds, with what the network takes beside each.</summary>
internal sealed class BeatsAhead(LookAheadCursor cursor, DataViewSchema.Column features, ContextColumn? context, int contextLength, int most)
{
    private const int Length = BeatDataset.BeatLength;

    private readonly VectorBuffer<float> _beats = cursor.Vectors<float>(features);
    private readonly VectorBuffer<float>? _contexts = context is null ? null : cursor.Vectors<float>(context.Column);
    private readonly float[] _samples = new float[most * Length];
    private readonly float[] _context = new float[most * contextLength];
    private readonly bool[] _faulty = new bool[most];
    private int _reads;

    /// <summary>How many beats there are.</summary>
    public int Count => cursor.Count;

    /// <summary>The beats one after the other, <c>[count x 360]</c>.</summary>
    public ReadOnlySpan<float> Samples => _samples.AsSpan(0, Count * Length);

    /// <summary>Their contexts, <c>[count x context]</c>.</summary>
    public ReadOnlySpan<float> Context => _context.AsSpan(0, Count * contextLength);

    /// <summary>The samples of one beat, <c>[360]</c>.</summary>
    public ReadOnlySpan<float> SamplesOf(int slot) => _samples.AsSpan(slot * Length, Length);

    /// <summary>The context of one beat.</summary>
    public ReadOnlySpan<float> ContextOf(int slot) => _context.AsSpan(slot * contextLength, contextLength);

    /// <summary>Whether a beat, or its context, cannot be used. It stands as zeros: it must not spoil the rows before it, and is reported when its turn comes.</summary>
    public bool IsFaulty(int slot) => _faulty[slot];

    /// <summary>Reads the rows that the cursor holds; false where they were read already.</summary>
    /// <exception cref="InvalidOperationException">The cursor stands at no row.</exception>
    public bool Read()
    {
        if (cursor.CurrentSlot >= 0 && _reads == cursor.Reads)
            return false;
        for (int slot = 0; slot < Count; slot++)
        {
            var samples = _samples.AsSpan(slot * Length, Length);
            var values = _context.AsSpan(slot * contextLength, contextLength);
            _faulty[slot] = Beat.Fault(_beats[slot]) is not null || context?.Source.Fault(_contexts![slot]) is not null;
            if (_faulty[slot])
            {
                samples.Clear();
                values.Clear();
                continue;
            }
            _beats[slot].CopyTo(samples);
            context?.Source.CopyTo(_contexts![slot], values);
        }
        _reads = cursor.Reads;
        return true;
    }

    /// <summary>Checks the beat of the current row.</summary>
    /// <exception cref="InvalidDataException">It is of another length than 360, or it or its context is not finite.</exception>
    public int CheckedSlot()
    {
        int slot = cursor.CurrentSlot;
        if (!_faulty[slot])
            return slot;
        string where = string.Create(CultureInfo.InvariantCulture, $"Row {cursor.PositionOf(slot)}");
        throw Beat.Fault(_beats[slot]) is { } fault
            ? Beat.Broken(where, features.Name, fault)
            : context!.Source.Broken(where, context.Source.Fault(_contexts![slot])!);
    }
}
