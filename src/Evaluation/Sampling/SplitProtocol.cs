using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// How beats are divided into a training and a test set. An accuracy means nothing without the name of its protocol.
/// </summary>
public sealed class SplitProtocol
{
    private const int PaperRowsPerClass = 6000;
    private const double PaperTestFraction = 0.2;
    private const int UniqueLargestTestClass = 1200;
    private const int UniqueTrainingRowsPerClass = 4800;

    private readonly Func<BeatTable, Random, (int[] Training, int[] Test)> _split;

    private SplitProtocol(string name, string description, Func<BeatTable, Random, (int[], int[])> split)
    {
        Name = name;
        Description = description;
        _split = split;
    }

    /// <summary>
    /// The paper's own (arXiv 2505.03787): every class is brought to 6,000 beats, then all are shuffled and a fifth is the test set.
    /// Copies of a beat come to stand on both sides, so its figures are too good; they serve to compare with the paper.
    /// </summary>
    public static SplitProtocol Paper { get; } = new("paper",
        "balanced to 6,000 beats a class, shuffled, a fifth held out; copies of a beat and a patient's beats stand on both sides",
        SplitAsPaper);

    /// <summary>
    /// No beat twice: a random fifth of each class's beats, at most 1,200, is the test set as it is; the rest, balanced to
    /// 4,800 a class, is the training set. A patient's beats still stand on both sides.
    /// </summary>
    public static SplitProtocol Unique { get; } = new("unique",
        "a fifth of each class's beats, at most 1,200, held out as they are, the rest balanced to 4,800 a class; a patient's beats stand on both sides",
        SplitUnique);

    /// <summary>
    /// Other patients: the records of DS1 train and those of DS2 test, paced records left out (P. de Chazal, M. O'Dwyer and
    /// R. B. Reilly, IEEE Trans. Biomed. Eng. 51(7):1196-1206, 2004). One patient stands on both sides all the same, with record 201 in DS1
    /// and 202 in DS2. Every beat is used as it is; balancing the training set is the trainer's choice.
    /// </summary>
    public static SplitProtocol InterPatient { get; } = new("inter-patient",
        "de Chazal's DS1 trains, DS2 tests, paced records left out; no patient stands on both sides, save the one of 201 (DS1) and 202 (DS2)",
        SplitByRecord);

    /// <summary>Every protocol here.</summary>
    public static IReadOnlyList<SplitProtocol> All { get; } = [Paper, Unique, InterPatient];

    /// <summary>The name by which figures are given, such as <c>paper</c>.</summary>
    public string Name { get; }

    /// <summary>One line that says how the beats are divided, and what the figures therefore hide.</summary>
    public string Description { get; }

    /// <summary>Finds a protocol by its name, whatever the case of its letters.</summary>
    /// <param name="name">The protocol's name.</param>
    /// <exception cref="ArgumentException">There is no such protocol; the message lists those there are.</exception>
    public static SplitProtocol Parse(string name)
    {
        return All.FirstOrDefault(protocol => protocol.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no protocol '{name}'. Use one of: {string.Join(", ", All.Select(p => p.Name))}.", nameof(name));
    }

    /// <summary>Divides beats.</summary>
    /// <param name="beats">The beats; those without a label are left out.</param>
    /// <param name="seed">The seed of the division; the same beats and seed give the same division.</param>
    /// <exception cref="ArgumentException">A class has too few beats to stand on both sides, or the protocol needs a column that the table lacks.</exception>
    public BeatSplit Split(BeatTable beats, int seed)
    {
        ArgumentNullException.ThrowIfNull(beats);
        var (training, test) = _split(beats, new Random(seed));
        return new BeatSplit(Name, seed, training, test);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static (int[] Training, int[] Test) SplitAsPaper(BeatTable beats, Random random)
    {
        CheckEnough(beats, Paper);
        int[] all = ClassBalancing.Choose(beats.RowsOfClass, beats.Classes, PaperRowsPerClass, random);
        int testCount = (int)(all.Length * PaperTestFraction);
        return (all[testCount..], all[..testCount]);
    }

    private static (int[] Training, int[] Test) SplitUnique(BeatTable beats, Random random)
    {
        CheckEnough(beats, Unique);
        var test = new List<int>();
        var rest = new int[beats.RowsOfClass.Length][];
        for (int c = 0; c < rest.Length; c++)
        {
            int[] order = [.. beats.RowsOfClass[c]];
            random.Shuffle(order);
            int testCount = Math.Clamp(order.Length / 5, 1, UniqueLargestTestClass);
            test.AddRange(order.AsSpan(0, testCount));
            rest[c] = order[testCount..];
        }

        return (ClassBalancing.Choose(rest, beats.Classes, UniqueTrainingRowsPerClass, random), [.. test]);
    }

    private static (int[] Training, int[] Test) SplitByRecord(BeatTable beats, Random _)
    {
        if (beats.Records is not { } records)
            throw new ArgumentException($"The protocol '{InterPatient}' divides by record, and the beats' records are not known. Keep the Record column.", nameof(beats));

        int[] training = Of(MitBihArrhythmiaDatabase.Ds1);
        int[] test = Of(MitBihArrhythmiaDatabase.Ds2);
        if (training.Length == 0 || test.Length == 0)
            throw new ArgumentException($"The protocol '{InterPatient}' trains on DS1 and tests on DS2 of MIT-BIH, but of the beats {training.Length} are of DS1 and {test.Length} of DS2. Load all records of mitdb.", nameof(beats));
        return (training, test);

        int[] Of(IReadOnlyList<string> set)
        {
            var names = set.ToHashSet(StringComparer.Ordinal);
            return [.. Enumerable.Range(0, records.Count).Where(row => beats.Labels[row] >= 0 && names.Contains(records[row]))];
        }
    }

    private static void CheckEnough(BeatTable beats, SplitProtocol protocol)
    {
        for (int c = 0; c < beats.RowsOfClass.Length; c++)
        {
            int count = beats.RowsOfClass[c].Length;
            if (count < 2)
                throw new ArgumentException($"Class '{beats.Classes[c]}' has {count} rows, but the protocol '{protocol}' needs at least 2 of each class. Leave the class out of the label scheme, or add recordings that have it.", nameof(beats));
        }
    }
}
