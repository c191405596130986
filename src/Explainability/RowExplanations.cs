using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;

namespace ArrhythmiaVision.Explainability;

/// <summary>Explains the rows of a cursor, each class when it is asked for.</summary>
internal abstract class RowExplanations
{
    /// <summary>The current row's explanation of a class; good until the row changes.</summary>
    /// <exception cref="InvalidDataException">The beat is of another length than 360, or it or its context is not finite.</exception>
    public abstract Explanation Explained(int slot);

    /// <summary>What is thought of the current row's explanation of a class; good until the row changes.</summary>
    /// <exception cref="InvalidDataException">The beat is of another length than 360, or it or its context is not finite.</exception>
    public abstract Verdict Judged(int slot);
}

/// <summary>Explains one row at a time.</summary>
internal sealed class OneByOne(DataViewRow row, DataViewSchema.Column features, ContextColumn? context, ExplainerSettings settings) : RowExplanations
{
    private readonly RowBeat _beat = new(row, features, context, settings.Model.ContextNames.Count);
    private readonly BeatExplainer _explainer = new(settings);
    private readonly (Explanation? Value, bool IsNew)[] _explained = new (Explanation?, bool)[settings.Slots];
    private readonly (Verdict? Value, bool IsNew)[] _judged = new (Verdict?, bool)[settings.Slots];

    public override Explanation Explained(int slot)
    {
        Read();
        var explanation = _explained[slot].Value ?? new Explanation(settings);
        if (!_explained[slot].IsNew)
            _explainer.Explain(_beat.Samples, _beat.Context, slot, explanation);
        _explained[slot] = (explanation, true);
        return explanation;
    }

    public override Verdict Judged(int slot)
    {
        Read();
        var verdict = _judged[slot].Value ?? new Verdict();
        if (!_judged[slot].IsNew)
            _explainer.Judge(_beat.Samples, _beat.Context, slot, verdict);
        _judged[slot] = (verdict, true);
        return verdict;
    }

    private void Read()
    {
        if (!_beat.Read())
            return;
        for (int slot = 0; slot < settings.Slots; slot++)
            (_explained[slot].IsNew, _judged[slot].IsNew) = (false, false);
    }
}

/// <summary>Explains all the rows that a cursor holds at once, on several threads, when the first of them is asked for.</summary>
internal sealed class Ahead(LookAheadCursor cursor, DataViewSchema.Column features, ContextColumn? context, ExplainerSettings settings, int most, bool[] wantedExplained, bool[] wantedJudged) : RowExplanations
{
    private readonly BeatsAhead _beats = new(cursor, features, context, settings.Model.ContextNames.Count, most);
    private readonly BeatExplainer?[] _explainers = new BeatExplainer?[cursor.IsOnlyCursor ? most : 1];
    private readonly Explanation?[] _explanations = new Explanation?[most * settings.Slots];
    private readonly Verdict?[] _verdicts = new Verdict?[most * settings.Slots];
    private bool _explained;
    private bool _judged;

    public override Explanation Explained(int slot)
    {
        int row = Read();
        if (!_explained)
            ForEachBeat(Explain);
        _explained = true;
        return _explanations[(row * settings.Slots) + slot]!;
    }

    public override Verdict Judged(int slot)
    {
        int row = Read();
        if (!_judged)
            ForEachBeat(Judge);
        _judged = true;
        return _verdicts[(row * settings.Slots) + slot]!;
    }

    private int Read()
    {
        if (_beats.Read())
            (_explained, _judged) = (false, false);
        return _beats.CheckedSlot();
    }

    private void Explain(BeatExplainer explainer, int row)
    {
        for (int slot = 0; slot < settings.Slots; slot++)
        {
            if (wantedExplained[slot])
                explainer.Explain(_beats.SamplesOf(row), _beats.ContextOf(row), slot, _explanations[(row * settings.Slots) + slot] ??= new Explanation(settings));
        }
    }

    private void Judge(BeatExplainer explainer, int row)
    {
        for (int slot = 0; slot < settings.Slots; slot++)
        {
            if (wantedJudged[slot])
                explainer.Judge(_beats.SamplesOf(row), _beats.ContextOf(row), slot, _verdicts[(row * settings.Slots) + slot] ??= new Verdict());
        }
    }

    private void ForEachBeat(Action<BeatExplainer, int> work)
    {
        int workers = Math.Min(_explainers.Length, _beats.Count);
        if (workers == 1)
            Work(0);
        else
            Parallel.For(0, workers, Work);

        void Work(int worker)
        {
            var explainer = _explainers[worker] ??= new BeatExplainer(settings);
            for (int row = worker; row < _beats.Count; row += workers)
            {
                if (!_beats.IsFaulty(row))
                    work(explainer, row);
            }
        }
    }
}
