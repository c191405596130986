using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>Chooses, while the beats go by, those to show: of each class the one that the model is surest of and the one it is least sure of, and of those of
/// no class two for which it is.</summary>
internal sealed class TellingChoice(int classes)
{
    private const float MostSeconds = 3;

    private readonly (int Index, AnalyzedBeat Beat, float Probability)?[] _surest = new (int, AnalyzedBeat, float)?[classes + 1];
    private readonly (int Index, AnalyzedBeat Beat, float Probability)?[] _leastSure = new (int, AnalyzedBeat, float)?[classes + 1];

    /// <summary>Takes the next beat, whose memory is copied if it is chosen so far.</summary>
    /// <param name="index">Its number in the report.</param>
    /// <param name="beat">The beat.</param>
    /// <param name="classIndex">Its class in the report; -1 for none.</param>
    public void Take(int index, in AnalyzedBeat beat, int classIndex)
    {
        // A beat after a stretch without beats has an interval that is none.
        if (beat.Probabilities.IsEmpty || beat.Samples.IsEmpty || beat.Rr.Previous > MostSeconds || beat.Rr.Next > MostSeconds)
            return;
        var probabilities = beat.Probabilities.Span;
        float own = 0;
        if (classIndex >= 0)
            own = probabilities[classIndex];
        else
        {
            foreach (float probability in probabilities)
                own = Math.Max(own, probability);
        }

        int place = classIndex >= 0 ? classIndex : classes;
        if (!(_surest[place]?.Probability >= own))
            _surest[place] = (index, RecordBeatChoice.Copy(beat), own);
        if (!(_leastSure[place]?.Probability <= own))
            _leastSure[place] = (index, RecordBeatChoice.Copy(beat), own);
    }

    /// <summary>The chosen beats, class by class.</summary>
    public IReadOnlyList<(int Index, string Why, AnalyzedBeat Beat)> Chosen()
    {
        var chosen = new List<(int, string, AnalyzedBeat)>();
        for (int place = 0; place < _surest.Length; place++)
        {
            if (_surest[place] is not { } surest || _leastSure[place] is not { } least)
                continue;
            chosen.Add((surest.Index, place < classes ? "surest" : "nearest to a class", surest.Beat));
            if (least.Index != surest.Index)
                chosen.Add((least.Index, place < classes ? "least sure" : "farthest from any class", least.Beat));
        }

        return chosen;
    }
}
