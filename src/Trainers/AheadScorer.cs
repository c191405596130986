using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Trainers;

/// <summary>Scores all the rows that a cursor holds at once, when the first of their scores is asked for.</summary>
internal sealed class AheadScorer(LookAheadCursor cursor, DataViewSchema.Column features, ArrhythmiNetTransformer transformer, int most) : BeatScorer
{
    private const int Length = BeatDataset.BeatLength;

    private readonly VectorBuffer<float> _beats = cursor.Vectors<float>(features);
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
            throw Beat.Broken(string.Create(CultureInfo.InvariantCulture, $"Row {cursor.PositionOf(slot)}"), features.Name, Beat.Fault(_beats[slot])!);
        return _probabilities.AsSpan(slot * _classes, _classes);
    }

    // A faulty beat must not spoil the rows before it: it is scored as zeros, and reported when its turn comes.
    private void ScoreAll()
    {
        int count = cursor.Count;
        for (int slot = 0; slot < count; slot++)
        {
            var samples = _samples.AsSpan(slot * Length, Length);
            _faulty[slot] = Beat.Fault(_beats[slot]) is not null;
            if (_faulty[slot])
                samples.Clear();
            else
                _beats[slot].CopyTo(samples);
        }
        transformer.Model.Score(_samples.AsSpan(0, count * Length), _probabilities.AsSpan(0, count * _classes), _threads);
        _reads = cursor.Reads;
    }
}
