using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>How often each class was taken for each other: a row a true class, a column a predicted one.</summary>
public sealed class ConfusionMatrix
{
    private readonly IReadOnlyList<ReadOnlyMemory<char>> _classNames;
    private string? _formatted;

    internal ConfusionMatrix(double[][] counts, IReadOnlyList<ReadOnlyMemory<char>> classNames)
    {
        _classNames = classNames;
        Counts = Array.ConvertAll(counts, row => (IReadOnlyList<double>)row.AsReadOnly()).AsReadOnly();
        var classes = Enumerable.Range(0, counts.Length);
        PerClassRecall = classes.Select(i => Share(counts[i][i], counts[i])).ToArray().AsReadOnly();
        PerClassPrecision = classes.Select(i => Share(counts[i][i], counts.Select(row => row[i]))).ToArray().AsReadOnly();
    }

    public IReadOnlyList<double> PerClassPrecision { get; }

    public IReadOnlyList<double> PerClassRecall { get; }

    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    public int NumberOfClasses => Counts.Count;

    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        CheckIndex(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        CheckIndex(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    /// <summary>The matrix as a table of text. Names that are too wide for a column stand in the rows alone, numbered.</summary>
    public string GetFormattedConfusionTable() => _formatted ??= Format();

    private static double Share(double part, IEnumerable<double> all)
    {
        double sum = all.Sum();
        return sum > 0 ? part / sum : 0;
    }

    private void CheckIndex(int index, string name)
        => Contracts.CheckParam(index >= 0 && index < NumberOfClasses, name, "Invalid index. Should be non-negative, less than the number of classes.");

    private string Format()
    {
        int columnWidth = NumberOfClasses == 2 ? 8 : 5;
        int nameWidth = _classNames.Max(name => name.Length);
        bool isNumbered = nameWidth > columnWidth;
        int digits = (_classNames.Count - 1).ToString(CultureInfo.InvariantCulture).Length;
        int labelWidth = Math.Max("PREDICTED".Length, isNumbered ? nameWidth + digits + 2 : nameWidth);
        string rule = new('=', NumberOfClasses * (columnWidth + 3));

        string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
        string RowLabel(int i) => isNumbered
            ? $"{Number(i).PadLeft(digits)}. {_classNames[i].ToString().PadLeft(labelWidth - digits - 2)}"
            : _classNames[i].ToString().PadLeft(labelWidth);

        var table = new StringBuilder();
        void Row(string label, IEnumerable<string> cells, string? after = null)
        {
            table.Append(label).Append("||");
            foreach (string cell in cells)
                table.Append(cell);
            table.Append(after).AppendLine();
        }

        var classes = Enumerable.Range(0, NumberOfClasses);
        table.AppendLine().Append("Confusion table").AppendLine();
        Row(new string(' ', labelWidth + 1), [rule]);
        Row("PREDICTED".PadRight(labelWidth + 1), classes.Select(i => $" {(isNumbered ? Number(i) : _classNames[i].ToString()).PadLeft(columnWidth)} |"), " Recall");
        Row("TRUTH".PadRight(labelWidth + 1), [rule]);
        foreach (int i in classes)
        {
            Row(RowLabel(i) + " ", Counts[i].Select(n => $" {n.ToString("N0", CultureInfo.InvariantCulture).PadLeft(columnWidth)} |"),
                " " + PerClassRecall[i].ToString("F4", CultureInfo.InvariantCulture).PadLeft(5));
        }
        Row(new string(' ', labelWidth + 1), [rule]);
        Row("Precision".PadRight(labelWidth + 1), PerClassPrecision.Select(p => p.ToString("N4", CultureInfo.InvariantCulture).PadLeft(columnWidth + 1) + " |"));
        return table.ToString();
    }
}
