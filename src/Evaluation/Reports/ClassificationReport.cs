using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// The figures of a multiclass evaluation, all taken from its confusion matrix.
/// </summary>
public sealed class ClassificationReport
{
    private readonly long[,] _confusion;

    /// <summary>Makes the report of a confusion matrix.</summary>
    /// <param name="classes">The names of the classes, in the matrix's order.</param>
    /// <param name="confusion">Counts <c>[true class, predicted class]</c>.</param>
    /// <exception cref="ArgumentException">The matrix is not square in the number of classes, has a negative count, or counts nothing.</exception>
    public ClassificationReport(IReadOnlyList<string> classes, long[,] confusion)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(confusion);
        int n = classes.Count;
        if (confusion.GetLength(0) != n || confusion.GetLength(1) != n)
            throw new ArgumentException($"The confusion matrix is {confusion.GetLength(0)} x {confusion.GetLength(1)}, but there are {n} classes.", nameof(confusion));

        _confusion = (long[,])confusion.Clone();
        Classes = [.. classes];
        var scores = new ClassScore[n];
        long right = 0;
        for (int c = 0; c < n; c++)
        {
            long support = 0, predicted = 0;
            for (int other = 0; other < n; other++)
            {
                if (confusion[c, other] < 0)
                    throw new ArgumentException($"The confusion matrix counts {confusion[c, other]} beats of class '{classes[c]}' as '{classes[other]}'; a count is 0 or more.", nameof(confusion));
                support += confusion[c, other];
                predicted += confusion[other, c];
            }

            long hits = confusion[c, c];
            // F1 = 2PR / (P + R), written in counts so that it is defined where P or R is not.
            scores[c] = new ClassScore(classes[c], Ratio(hits, predicted), Ratio(hits, support), Ratio(2 * hits, support + predicted), support);
            right += hits;
            Count += support;
        }

        if (Count == 0)
            throw new ArgumentException("The confusion matrix counts no beats, so there is nothing to report.", nameof(confusion));
        PerClass = scores;
        Accuracy = Ratio(right, Count);
        MacroF1 = scores.Average(score => score.F1);
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many beats were evaluated.</summary>
    public long Count { get; }

    /// <summary>The share of all beats whose class was predicted rightly.</summary>
    public double Accuracy { get; }

    /// <summary>The mean of the classes' F1, each class counting the same.</summary>
    public double MacroF1 { get; }

    /// <summary>Each class's figures, in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<ClassScore> PerClass { get; }

    /// <summary>How many beats of one class were predicted as another.</summary>
    /// <param name="actual">The index of the true class.</param>
    /// <param name="predicted">The index of the predicted class.</param>
    public long this[int actual, int predicted] => _confusion[actual, predicted];

    /// <summary>Makes the report of labels and predictions.</summary>
    /// <param name="classes">The names of the classes, in the order of the labels.</param>
    /// <param name="actual">The true class of each beat, from 0.</param>
    /// <param name="predicted">The predicted class of each beat, from 0.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or are empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or a prediction is no class.</exception>
    public static ClassificationReport Of(IReadOnlyList<string> classes, ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (actual.Length != predicted.Length)
            throw new ArgumentException($"There are {actual.Length} labels but {predicted.Length} predictions.", nameof(predicted));

        var confusion = new long[classes.Count, classes.Count];
        for (int i = 0; i < actual.Length; i++)
        {
            if ((uint)actual[i] >= (uint)classes.Count)
                throw new ArgumentOutOfRangeException(nameof(actual), actual[i], $"Beat {i} has label {actual[i]}; the classes are numbered from 0 to {classes.Count - 1}.");
            if ((uint)predicted[i] >= (uint)classes.Count)
                throw new ArgumentOutOfRangeException(nameof(predicted), predicted[i], $"Beat {i} is predicted as {predicted[i]}; the classes are numbered from 0 to {classes.Count - 1}.");
            confusion[actual[i], predicted[i]]++;
        }
        return new ClassificationReport(classes, confusion);
    }

    /// <summary>The report as a table of plain text: per-class figures, totals, and the confusion matrix.</summary>
    public override string ToString()
    {
        int width = Math.Max(9, Classes.Max(name => name.Length));
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"{"class".PadRight(width)}  precision  recall      F1  support");
        foreach (var score in PerClass)
            Line($"{score.Class.PadRight(width)}  {score.Precision,9:F4}  {score.Recall,6:F4}  {score.F1,6:F4}  {score.Support,7}");
        Line($"{"accuracy".PadRight(width)}  {"",9}  {"",6}  {Accuracy,6:F4}  {Count,7}");
        Line($"{"macro F1".PadRight(width)}  {"",9}  {"",6}  {MacroF1,6:F4}  {Count,7}");
        Line($"");

        int column = Math.Max(Count.ToString(CultureInfo.InvariantCulture).Length, Classes.Max(name => name.Length)) + 2;
        Line($"{"true \\ predicted".PadRight(width + 7)}{string.Concat(Classes.Select(name => name.PadLeft(column)))}");
        for (int c = 0; c < Classes.Count; c++)
        {
            var row = Enumerable.Range(0, Classes.Count).Select(p => _confusion[c, p].ToString(CultureInfo.InvariantCulture).PadLeft(column));
            Line($"{Classes[c].PadRight(width + 7)}{string.Concat(row)}");
        }
        return text.ToString();
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
