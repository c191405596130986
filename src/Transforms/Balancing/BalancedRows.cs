using ArrhythmiaVision.Evaluation;
using Microsoft.ML;

namespace ArrhythmiaVision.Transforms;

/// <summary>What balancing as a view and balancing as a transform share.</summary>
internal static class BalancedRows
{
    public static IDataView Of(IDataView view, string labelColumnName, int? rowsPerClass, int seed)
    {
        var rows = LabelledRows.Read(view, labelColumnName);
        int[] chosen = ClassBalancing.Choose([.. rows.Beats.Labels], rows.Beats.Classes, rowsPerClass, seed);
        return SelectedRowsView.Create(view, rows.Ids, chosen)[0];
    }

    public static void CheckRowsPerClass(int? rowsPerClass)
    {
        if (rowsPerClass is < 1)
            throw new ArgumentOutOfRangeException(nameof(rowsPerClass), rowsPerClass, "Each class needs at least one row.");
    }
}
