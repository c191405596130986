using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>Gets at shapes: a chain gives each step the shape of what comes before it, as a view's shape has no public maker.</summary>
internal sealed class ShapeProbe : IEstimator<ITransformer>
{
    private readonly Action<SchemaShape> _seen;

    private ShapeProbe(Action<SchemaShape> seen) => _seen = seen;

    /// <summary>The shape that an estimator gives for a view.</summary>
    public static SchemaShape After(IEstimator<ITransformer> estimator, IDataView view)
    {
        SchemaShape? before = null;
        new EstimatorChain<ITransformer>().Append(new ShapeProbe(s => before = s)).Append(new ShapeProbe(_ => { })).Fit(view);
        return estimator.GetOutputSchema(before!);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _seen(inputSchema);
        return inputSchema;
    }

    public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();
}
