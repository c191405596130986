using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Estimators fitted one after the other, each to what those before it make of the data.</summary>
public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly EstimatorStep[] _steps;
    private readonly IHostEnvironment? _cacheEnvironment;

    public readonly IEstimator<TLastTransformer> LastEstimator;

    public EstimatorChain()
        : this([], null)
    {
    }

    internal EstimatorChain(EstimatorStep[] steps, IHostEnvironment? cacheEnvironment)
    {
        _steps = steps;
        _cacheEnvironment = cacheEnvironment;
        LastEstimator = (steps.LastOrDefault()?.Estimator as IEstimator<TLastTransformer>)!;
    }

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        // All shapes are tried before anything is fitted, so that what does not fit fails before the work.
        GetOutputSchema(SchemaShape.Create(input.Schema));
        var transformers = new ITransformer[_steps.Length];
        var view = input;
        for (int i = 0; i < _steps.Length; i++)
        {
            transformers[i] = _steps[i].Estimator.Fit(view);
            view = transformers[i].Transform(view);
            if (_steps[i].CachesAfter && i < _steps.Length - 1)
                view = new CacheView(_cacheEnvironment!, view, []);
        }
        return new TransformerChain<TLastTransformer>(transformers, _steps.Select(s => s.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => _steps.Aggregate(inputSchema, (shape, step) => step.Estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        Contracts.CheckValue(estimator);
        return new EstimatorChain<TNewTrans>([.. _steps, new EstimatorStep(estimator, scope, false)], _cacheEnvironment);
    }

    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        Contracts.CheckValue(env);
        if (_steps.Length == 0)
            throw Contracts.Except("Current estimator chain has no estimator, can't append cache checkpoint.");
        return _steps[^1].CachesAfter
            ? this
            : new EstimatorChain<TLastTransformer>([.. _steps[..^1], _steps[^1] with { CachesAfter = true }], env);
    }
}

/// <summary>A step of a chain of estimators; steps are handed on from a chain to the longer one.</summary>
internal sealed record EstimatorStep(IEstimator<ITransformer> Estimator, TransformerScope Scope, bool CachesAfter);
