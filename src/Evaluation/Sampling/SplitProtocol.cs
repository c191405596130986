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

    private readonly Func<int[][], IReadOnlyList<string>, Random, (int[] Training, int[] Test)> _split;

    private SplitProtocol(string name, string description, Func<int[][], IReadOnlyList<string>, Random, (int[], int[])> split)
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

    /// <summary>Every protocol here.</summary>
    public static IReadOnlyList<SplitProtocol> All { get; } = [Paper, Unique];

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

    /// <summary>Divides rows by their labels.</summary>
    /// <param name="labels">The class of each row, from 0; a negative label is missing, and the row is left out.</param>
    /// <param name="classes">The names of the classes, in the order of the labels.</param>
    /// <param name="seed">The seed of the division; the same rows and seed give the same division.</param>
    /// <exception cref="ArgumentException">A class has too few rows to stand on both sides.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public BeatSplit Split(ReadOnlySpan<int> labels, IReadOnlyList<string> classes, int seed)
    {
        var rows = RowsByClass.Of(labels, classes);
        for (int c = 0; c < rows.Length; c++)
        {
            if (rows[c].Length < 2)
                throw new ArgumentException($"Class '{classes[c]}' has {rows[c].Length} rows, but the protocol '{Name}' needs at least 2 of each class. Leave the class out of the label scheme, or add recordings that have it.", nameof(labels));
        }

        var (training, test) = _split(rows, classes, new Random(seed));
        return new BeatSplit(Name, seed, training, test);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static (int[] Training, int[] Test) SplitAsPaper(int[][] rows, IReadOnlyList<string> classes, Random random)
    {
        int[] all = ClassBalancing.Choose(rows, classes, PaperRowsPerClass, random);
        int testCount = (int)(all.Length * PaperTestFraction);
        return (all[testCount..], all[..testCount]);
    }

    private static (int[] Training, int[] Test) SplitUnique(int[][] rows, IReadOnlyList<string> classes, Random random)
    {
        var test = new List<int>();
        var rest = new int[rows.Length][];
        for (int c = 0; c < rows.Length; c++)
        {
            int[] order = [.. rows[c]];
            random.Shuffle(order);
            int testCount = Math.Clamp(order.Length / 5, 1, UniqueLargestTestClass);
            test.AddRange(order.AsSpan(0, testCount));
            rest[c] = order[testCount..];
        }

        return (ClassBalancing.Choose(rest, classes, UniqueTrainingRowsPerClass, random), [.. test]);
    }
}
