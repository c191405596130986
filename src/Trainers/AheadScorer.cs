using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores all the rows that a cursor holds at once, when the first of their scores is asked for.</summary>
internal sealed class AheadScorer(LookAheadCursor cursor, DataViewSchema.Column features, ContextColumn? context, ArrhythmiNetTransformer transformer, int most) : BeatScorer
{
    private const int Length = BeatDataset.BeatLength;

    private readonly VectorBuffer<float> _beats = cursor.Vectors<float>(features);
    private readonly VectorBuffer<float>? _contexts = context is null ? null : cursor.Vectors<float>(context.Column);
    private readonly int _contextLength = transformer.Model.ContextNames.Count;
    private readonly float[] _context = new float[most * transformer.Model.ContextNames.Count];
    private readonly int _classes = transformer.Model.Classes.Count;
    private readonly int _threads = cursor.IsOnlyCursor ? transformer.Threads : 1;
    private readonly float[] _samples = new float[most * Length];
    private readonly float[] _probabilities = new float[most * transformer.Model.Classes.Count];
    private readonly bool[] _faulty = new bool[most];
    private int _reads;

    public override ReadOnlySpan<float> Probabilities()
    {
        int slot = cursor.CurrentSlot;
        if (_reads != cursor.Reads)
            ScoreAll();
        if (_faulty[slot])
            throw Broken(slot);
        return _probabilities.AsSpan(slot * _classes, _classes);
    }

    // A faulty beat must not spoil the rows before it: it is scored as zeros, and reported when its turn comes.
    private void ScoreAll()
    {
        int count = cursor.Count;
        for (int slot = 0; slot < count; slot++)
        {
            var samples = _samples.AsSpan(slot * Length, Length);
            var values = _context.AsSpan(slot * _contextLength, _contextLength);
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
        transformer.Model.Score(_samples.AsSpan(0, count * Length), _context.AsSpan(0, count * _contextLength), _probabilities.AsSpan(0, count * _classes), _threads);
        _reads = cursor.Reads;
    }

    private InvalidDataException Broken(int slot)
    {
        string where = string.Create(CultureInfo.InvariantCulture, $"Row {cursor.PositionOf(slot)}");
        return Beat.Fault(_beats[slot]) is { } fault
            ? Beat.Broken(where, features.Name, fault)
            : context!.Source.Broken(where, context.Source.Fault(_contexts![slot])!);
    }
}
