using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>
/// Schema shapes made from schemas. ML.NET keeps the constructor of a shape's columns to itself, but an estimator
/// chain makes the shape of the view it is fitted on, and shows it to its estimators.
/// </summary>
internal static class SchemaShapes
{
    /// <summary>The shape of a schema; hidden columns are left out.</summary>
    public static SchemaShape Of(DataViewSchema schema)
    {
        var witness = new Witness();
        new EstimatorChain<ITransformer>().Append(witness).Fit(new EmptyView(schema));
        return witness.Seen!;
    }

    /// <summary>A shape with the columns of a component added; a column of the same name is replaced.</summary>
    public static SchemaShape Add(SchemaShape input, IReadOnlyList<DataViewSchema.DetachedColumn> added)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(added);
        var columns = input.ToList();
        foreach (var column in Of(builder.ToSchema()))
        {
            int at = columns.FindIndex(other => other.Name == column.Name);
            if (at < 0)
                columns.Add(column);
            else
                columns[at] = column;
        }
        return new SchemaShape(columns);
    }

    private sealed class Witness : IEstimator<ITransformer>
    {
        public SchemaShape? Seen { get; private set; }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Seen = inputSchema;

        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();
    }
}
