using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Networks;
using Microsoft.ML;

namespace ArrhythmiaVision.Trainers;

/// <summary>
/// Puts a trained network into a pipeline: nothing is learnt, but a view whose label has other classes, or the same
/// in another order, is refused. Made by <see cref="ArrhythmiNetCatalog"/>.
/// </summary>
public sealed class PretrainedArrhythmiNetEstimator : IEstimator<ArrhythmiNetTransformer>
{
    private readonly ArrhythmiNetModel _model;
    private readonly string _featureColumnName;
    private readonly string _labelColumnName;
    private readonly string _contextColumnName;
    private readonly int _threads;

    internal PretrainedArrhythmiNetEstimator(ArrhythmiNetModel model, string featureColumnName, string labelColumnName, string contextColumnName, int threads)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(featureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(contextColumnName);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        _model = model;
        _featureColumnName = featureColumnName;
        _labelColumnName = labelColumnName;
        _contextColumnName = contextColumnName;
        _threads = threads;
    }

    /// <summary>Checks the feature column and says which columns the transformer adds.</summary>
    /// <param name="inputSchema">The shape of the view to score.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column, or the context column of a network that takes context, is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ScoreColumns.CheckFeatures(inputSchema, _featureColumnName);
        if (_model.ContextNames.Count > 0)
            ContextSource.Check(inputSchema, _contextColumnName);
        return SchemaShapes.Add(inputSchema, ScoreColumns.For(_model.Classes));
    }

    /// <summary>Gives the transformer that scores with the network; no row is read.</summary>
    /// <param name="input">A view as will be scored, with or without a label.</param>
    /// <exception cref="ArgumentOutOfRangeException">The feature column, or the context column of a network that takes context, is missing or of another type.</exception>
    /// <exception cref="ArgumentException">The label is a key, and its classes are not those of the network, in the same order.</exception>
    public ArrhythmiNetTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var context = _model.ContextNames.Count == 0 ? null : ContextSource.ForScoring(input.Schema, _contextColumnName, _model.ContextNames, fitted: null);
        var transformer = new ArrhythmiNetTransformer(_model, _featureColumnName, _labelColumnName, context, _threads, training: null);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }
}
