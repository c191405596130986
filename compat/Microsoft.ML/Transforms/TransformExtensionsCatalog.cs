using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>The transforms of whole columns.</summary>
public static class TransformExtensionsCatalog
{
    /// <summary>Copies a column under another name.</summary>
    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
        => new(catalog.Environment, (outputColumnName, inputColumnName));

    /// <summary>Joins columns of one item type into a vector.</summary>
    public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames)
        => new(catalog.Environment, outputColumnName, inputColumnNames);

    /// <summary>Drops every column of these names, hidden ones included.</summary>
    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames)
        => new(catalog.Environment, new ColumnSelection(false, false, columnNames));

    /// <summary>Keeps only the columns of these names, in this order.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames)
        => SelectColumns(catalog, columnNames, keepHidden: false);

    /// <summary>Keeps only the columns of these names, in this order, with those that they hide where wanted.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, string[] columnNames, bool keepHidden)
        => new(catalog.Environment, new ColumnSelection(true, keepHidden, columnNames));
}
