namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// The beat matrix of ANSI/AAMI EC57 (table 3): how many beats of each reference label carry each test label, with the
/// statistics that the standard takes from it. Immutable.
/// </summary>
public sealed class BeatMatrix
{
    internal const int Size = (int)BeatLabel.X + 1;

    private const string Letters = "NSVFQOX";
    private const string Beats = "NSVFQ";
    private const string Missing = "OX";

    private readonly long[] _counts;

    internal BeatMatrix(long[] counts) => _counts = counts;

    /// <summary>Makes a matrix from counts.</summary>
    /// <param name="counts">Counts <c>[reference, test]</c>, 7 x 7, in the order N S V F Q O X; those of O and X with O and X are 0.</param>
    /// <exception cref="ArgumentException">The counts are not 7 x 7, one is negative, or one says that neither annotator had a beat.</exception>
    public BeatMatrix(long[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.GetLength(0) != Size || counts.GetLength(1) != Size)
            throw new ArgumentException($"The counts are {counts.GetLength(0)} x {counts.GetLength(1)}; a beat matrix is {Size} x {Size}, in the order {Letters}.", nameof(counts));
        _counts = new long[Size * Size];
        for (int r = 0; r < Size; r++)
        {
            for (int t = 0; t < Size; t++)
            {
                if (counts[r, t] < 0 || (counts[r, t] > 0 && r >= Beats.Length && t >= Beats.Length))
                    throw new ArgumentException($"There are {counts[r, t]} beats of reference label {Letters[r]} and test label {Letters[t]}; a count is 0 or more, and 0 where neither has a beat.", nameof(counts));
                _counts[(r * Size) + t] = counts[r, t];
            }
        }
    }

    /// <summary>How many beats carry one label by the reference and one by the test annotator.</summary>
    /// <param name="reference">The reference label, N to X.</param>
    /// <param name="test">The test label, N to X.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is none of the matrix's.</exception>
    public long this[BeatLabel reference, BeatLabel test]
    {
        get
        {
            if ((uint)reference >= Size)
                throw new ArgumentOutOfRangeException(nameof(reference), reference, $"The matrix has the labels {Letters}.");
            if ((uint)test >= Size)
                throw new ArgumentOutOfRangeException(nameof(test), test, $"The matrix has the labels {Letters}.");
            return _counts[((int)reference * Size) + (int)test];
        }
    }

    /// <summary>QRS Se: the share of the reference beats that the test annotator found, whatever it called them.</summary>
    public Proportion QrsSensitivity => new(Total(Beats, Beats), Total(Beats, Beats + Missing));

    /// <summary>QRS +P: the share of the test annotator's beats that are beats.</summary>
    public Proportion QrsPositivePredictivity => new(Total(Beats, Beats), Total(Beats + Missing, Beats));

    /// <summary>VEB Se: the share of the reference's V that were called V.</summary>
    public Proportion VebSensitivity => new(Total("V", "V"), Total("V", Letters));

    /// <summary>VEB +P: the share of what was called V that is V. A fusion or an unclassifiable beat called V is counted neither way.</summary>
    public Proportion VebPositivePredictivity => new(Total("V", "V"), Total("NSVOX", "V"));

    /// <summary>VEB false-positive rate: the share called V of all that is not V; fusions and unclassifiable beats called V are left out.</summary>
    public Proportion VebFalsePositiveRate => new(Total("NSOX", "V"), Total("NSFQOX", "NSFQ") + Total("NSOX", "V"));

    /// <summary>SVEB Se: the share of the reference's S that were called S.</summary>
    public Proportion SvebSensitivity => new(Total("S", "S"), Total("S", Letters));

    /// <summary>SVEB +P: the share of what was called S that is S. An unclassifiable beat called S is counted neither way.</summary>
    public Proportion SvebPositivePredictivity => new(Total("S", "S"), Total("NSVFOX", "S"));

    /// <summary>SVEB false-positive rate, formed as that of VEB: the share called S of all that is not S; unclassifiable beats called S are left out.</summary>
    public Proportion SvebFalsePositiveRate => new(Total("NVFOX", "S"), Total("NVFQOX", "NVFQ") + Total("NVFOX", "S"));

    /// <summary>The share of the reference beats, of all labels, that were missed where the test annotator could not read the signal.</summary>
    public Proportion MissedInShutdown => new(Total(Beats, "X"), Total(Beats, Letters));

    /// <summary>The share of the reference beats of one label that were missed where the test annotator could not read the signal.</summary>
    /// <param name="reference">The label, N to Q.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label is no beat's.</exception>
    public Proportion MissedInShutdownOf(BeatLabel reference)
    {
        if ((uint)reference >= Beats.Length)
            throw new ArgumentOutOfRangeException(nameof(reference), reference, $"Beats have the labels {Beats}.");
        string letter = Letters[(int)reference].ToString();
        return new Proportion(Total(letter, "X"), Total(letter, Letters));
    }

    /// <summary>The matrix with S taken for N on both sides, as the standard allows for programs that do not tell them apart.</summary>
    public BeatMatrix WithoutSupraventricular()
    {
        var counts = new long[Size * Size];
        for (int r = 0; r < Size; r++)
        {
            for (int t = 0; t < Size; t++)
                counts[(Fold(r) * Size) + Fold(t)] += _counts[(r * Size) + t];
        }

        return new BeatMatrix(counts);

        static int Fold(int label) => label == (int)BeatLabel.S ? (int)BeatLabel.N : label;
    }

    /// <summary>The sum of several matrices, from which EC57 (section 3.5.2) takes gross statistics: every beat counts the same.</summary>
    /// <param name="matrices">The records' matrices.</param>
    public static BeatMatrix Sum(IEnumerable<BeatMatrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        var counts = new long[Size * Size];
        foreach (var matrix in matrices)
        {
            for (int i = 0; i < counts.Length; i++)
                counts[i] += matrix._counts[i];
        }

        return new BeatMatrix(counts);
    }

    /// <summary>The beats of any of some reference labels with any of some test labels, each label given by its letter.</summary>
    internal long Total(string reference, string test)
    {
        long total = 0;
        foreach (char r in reference)
        {
            foreach (char t in test)
                total += _counts[(Letters.IndexOf(r) * Size) + Letters.IndexOf(t)];
        }

        return total;
    }
}
