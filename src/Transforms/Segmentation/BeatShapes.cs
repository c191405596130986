using ArrhythmiaVision.Adapters;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>The shape of a view of beats, from the shape of a view of records.</summary>
internal static class BeatShapes
{
    public static SchemaShape Of(SchemaShape records, BeatSegmentEstimator.Options options)
    {
        ColumnChecks.Find(records, "signal", options.SignalColumnName, "Vector<Single>", ColumnChecks.IsSingleVector);
        ColumnChecks.Find(records, "sampling rate", options.SamplingRateColumnName, "Single", column => IsScalar(column, NumberDataViewType.Single));
        if (options.RecordedSignalColumnName is { } recorded)
            ColumnChecks.Find(records, "recorded signal", recorded, "Vector<Single>", ColumnChecks.IsSingleVector);
        if (BeatColumns.HasAnnotations(options, Has))
        {
            ColumnChecks.Find(records, "annotation samples", options.AnnotationSamplesColumnName, "Vector<Int64>", column => IsVector(column, NumberDataViewType.Int64));
            ColumnChecks.Find(records, "annotation symbols", options.AnnotationSymbolsColumnName, "Vector<String>", column => IsVector(column, TextDataViewType.Instance));
        }
        if (Has(options.SignalLengthColumnName))
            ColumnChecks.Find(records, "signal length", options.SignalLengthColumnName, "Int64", column => IsScalar(column, NumberDataViewType.Int64));

        var passedOn = records.Where(column => column.Kind == SchemaShape.Column.VectorKind.Scalar && BeatColumns.IsPassedOn(column.Name, options));
        return SchemaShapes.Add(new SchemaShape(passedOn), BeatColumns.Made(options));

        bool Has(string name) => records.Any(column => column.Name == name);
    }

    private static bool IsScalar(SchemaShape.Column column, DataViewType item) =>
        column.Kind == SchemaShape.Column.VectorKind.Scalar && !column.IsKey && column.ItemType == item;

    private static bool IsVector(SchemaShape.Column column, DataViewType item) =>
        column.Kind != SchemaShape.Column.VectorKind.Scalar && !column.IsKey && column.ItemType == item;
}
