using Microsoft.ML;

namespace ArrhythmiaVision.Trainers;

/// <summary>The context of a view's beats.</summary>
/// <param name="Column">The view's column.</param>
/// <param name="Source">Which of its values the network takes.</param>
internal sealed record ContextColumn(DataViewSchema.Column Column, ContextSource Source)
{
    /// <summary>Finds what a transformer's network takes with each beat; null where that is nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of another type, or lacks what the network takes.</exception>
    public static ContextColumn? Find(DataViewSchema schema, ArrhythmiNetTransformer transformer)
    {
        if (transformer.Context is not { } fitted)
            return null;
        var source = ContextSource.ForScoring(schema, fitted.ColumnName, transformer.Model.ContextNames, fitted);
        return new ContextColumn(schema[fitted.ColumnName], source);
    }
}
