using System.Globalization;

namespace ArrhythmiaVision.Trainers;

/// <summary>How many training rows each class is brought to: rows are left out at random, or used more than once.</summary>
/// <remarks>See <see cref="Evaluation.ClassBalancing"/> for the choice of rows.</remarks>
public sealed class BalanceTarget
{
    private BalanceTarget(int? rowsPerClass) => RowsPerClass = rowsPerClass;

    /// <summary>As many rows a class as the largest class has; null in <see cref="RowsPerClass"/>.</summary>
    public static BalanceTarget LargestClass { get; } = new(null);

    /// <summary>The number of rows a class; null for as many as the largest class has.</summary>
    public int? RowsPerClass { get; }

    /// <summary>A number of rows a class.</summary>
    /// <param name="rowsPerClass">The number, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowsPerClass"/> is below 1.</exception>
    public static BalanceTarget Rows(int rowsPerClass)
    {
        if (rowsPerClass < 1)
            throw new ArgumentOutOfRangeException(nameof(rowsPerClass), rowsPerClass, "Each class needs at least one row.");
        return new BalanceTarget(rowsPerClass);
    }

    /// <inheritdoc/>
    public override string ToString() => RowsPerClass?.ToString(CultureInfo.InvariantCulture) ?? "as the largest class";
}
