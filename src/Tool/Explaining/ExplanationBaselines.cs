using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What beats are held against: a few beats where each costs much, more where they cost little.</summary>
/// <param name="Few">For exact Shapley values, permutations, integrated gradients, occlusion.</param>
/// <param name="Many">For expected gradients.</param>
/// <param name="Judge">To score by: where it is made of beats, of others than the methods have.</param>
internal sealed record ExplanationBaselines(Baseline Few, Baseline Many, Baseline Judge)
{
    /// <summary>The names that a person can choose from.</summary>
    public static IReadOnlyList<string> Names { get; } = ["background", Mean, Flat];

    /// <summary>A flat line, which needs no other beats.</summary>
    public const string Flat = "flat";

    private const string Mean = "mean";

    private const int FewPerClass = 2;
    private const int ManyPerClass = 20;
    private const int JudgesPerClass = 1;

    // Records of DS1 that together have beats of every class, so that a single explanation needs not read the whole database.
    private static readonly string[] s_backgroundRecords = ["109", "118", "119", "208", "209"];

    /// <summary>Makes the baselines of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="beats">The beats that a background or a mean is made of; may be null for a flat line.</param>
    /// <param name="contextLength">Context values a beat.</param>
    /// <param name="seed">Of the choice of beats.</param>
    public static ExplanationBaselines Of(string name, BeatDataset? beats, int contextLength, int seed)
    {
        if (beats is null)
            return Same(Baseline.FlatLine(contextLength));
        return name switch
        {
            Mean => Same(Baseline.MeanBeat(beats)),
            Flat => Same(Baseline.FlatLine(contextLength)),
            _ => OfBackground(beats, seed),
        };

        static ExplanationBaselines Same(Baseline baseline) => new(baseline, baseline, baseline);
    }

    private static ExplanationBaselines OfBackground(BeatDataset beats, int seed)
    {
        var judge = Baseline.ClassBalanced(beats, JudgesPerClass, seed + 1);
        var judges = Enumerable.Range(0, judge.Count).Select(i => judge.Beat(i).ToArray()).ToList();
        int[] rows = [.. Enumerable.Range(0, beats.Count).Where(row => !judges.Exists(one => beats.Samples.AsSpan(row * one.Length, one.Length).SequenceEqual(one)))];
        int length = BeatDataset.BeatLength, values = beats.ContextNames.Count;
        var others = new BeatDataset(
            [.. rows.SelectMany(row => beats.Samples.AsSpan(row * length, length).ToArray())], [.. rows.Select(row => beats.Labels[row])], beats.Classes,
            beats.Context is { } context ? new BeatContext(context.Names, [.. rows.SelectMany(row => context.Values.AsSpan(row * values, values).ToArray())]) : null);
        return new ExplanationBaselines(Baseline.ClassBalanced(others, FewPerClass, seed), Baseline.ClassBalanced(others, ManyPerClass, seed), judge);
    }

    /// <summary>Reads background beats for a record's explanations: of some records of DS1, if MIT-BIH is on this machine, the record itself left out.</summary>
    /// <returns>The beats; null where the database is not here.</returns>
    public static BeatDataset? ReadBackground(Session session, BeatPreparation preparation, string record)
    {
        using var display = session.Begin("background");
        if (session.Library.TryFind(MitBihArrhythmiaDatabase.Name) is not { } folder)
        {
            display.Step($"{MitBihArrhythmiaDatabase.Name} is not on this machine, so there are no beats to hold others against");
            return null;
        }

        string[] paths = [.. s_backgroundRecords.Where(name => name != record).Select(name => Path.Combine(folder, name))];
        var progress = new Telling<int>(read => display.Report(read / (double)paths.Length, Invariant($"{read} of {paths.Length} records")));
        var options = new BeatSetOptions { Normalization = preparation.Normalization, NormalizationScope = preparation.Scope };
        var beats = BeatSet.Read(paths, options, progress, session.Cancellation);
        int[] rows = [.. Enumerable.Range(0, beats.Count).Where(row => preparation.Scheme.ClassOf(beats.Codes[row]) >= 0)];
        display.Step(Invariant($"{rows.Length} beats of records {string.Join(' ', paths.Select(Path.GetFileName))} of {MitBihArrhythmiaDatabase.Name} to choose from"));
        return new BeatDataset(beats.SamplesOf(rows), [.. rows.Select(row => preparation.Scheme.ClassOf(beats.Codes[row]))], preparation.Scheme.Classes, beats.ContextOf(rows, preparation.ContextNames));
    }
}
