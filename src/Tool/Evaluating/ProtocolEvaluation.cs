using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary>Evaluates models by a protocol: one that is there, or one trained for each division.</summary>
internal static class ProtocolEvaluation
{
    /// <summary>Judges a model that is there.</summary>
    /// <exception cref="ToolException">The model has seen the test set, or tells other classes apart than any scheme here.</exception>
    public static RunFigures Judge(Session session, ModelSource source, string protocol, int seed, bool detects)
    {
        TestSetGuard.Check(source.Name, source.Model.Card, protocol, seed);
        var card = source.Model.Card!;
        var beats = LabelledBeats.Read(session, protocol, BeatPreparation.Of(source.Name, source.Model, card));
        var split = Protocols.Split(protocol, beats.Table, seed)[0];

        // The audit is of what this model was trained on, where that is another set than the protocol's.
        if (card.Protocol != protocol)
        {
            var records = card.TrainingRecords.ToHashSet(StringComparer.Ordinal);
            split = split with { Training = [.. Enumerable.Range(0, beats.Records.Count).Where(row => beats.Table.Labels[row] >= 0 && records.Contains(beats.Records[row]))] };
        }

        return new RunFigures(seed, [SplitFigures.Of(session, source.Model, beats, split, detects)]);
    }

    /// <summary>Trains a model for every division of a seed and judges it on that division's test set.</summary>
    /// <param name="session">The command's run.</param>
    /// <param name="beats">The beats.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="recipe">Which network, and how it is trained.</param>
    /// <param name="seed">The seed of division and training.</param>
    /// <param name="detects">Whether beats at detected peaks are judged too.</param>
    /// <param name="checkpoint">A file to go on from, of a protocol with one division; null for none.</param>
    /// <returns>The figures, and the last model.</returns>
    public static (RunFigures Figures, ArrhythmiNetModel Model, BeatSplit Split) Train(Session session, LabelledBeats beats, string protocol, TrainingRecipe recipe, int seed, bool detects, string? checkpoint = null)
    {
        var splits = Protocols.Split(protocol, beats.Table, seed);
        var figures = new List<SplitFigures>();
        ArrhythmiNetModel? model = null;
        foreach (var split in splits)
        {
            string fold = splits.Count > 1 ? Invariant($", fold {figures.Count + 1} of {splits.Count}") : "";
            model = ProtocolTraining.Train(session, Invariant($"training {recipe.Kind.Name}, seed {seed}{fold}"), beats, split, recipe, checkpoint);
            figures.Add(SplitFigures.Of(session, model, beats, split, detects));
        }

        return (new RunFigures(seed, figures), model!, splits[^1]);
    }
}
