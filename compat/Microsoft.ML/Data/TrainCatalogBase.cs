using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What the catalogs of the learning tasks share.</summary>
public abstract class TrainCatalogBase
{
    private protected TrainCatalogBase(IHostEnvironment env) => Environment = env;

    internal IHostEnvironment Environment { get; }

    /// <summary>Fits the estimator to all folds but one, for each, and scores that one; all are fitted before any is evaluated.</summary>
    private protected (ITransformer Model, IDataView Scores, int Fold)[] CrossValidateTrain(
        IDataView data, IEstimator<ITransformer> estimator, int numFolds, string? samplingKeyColumn, int? seed)
    {
        Contracts.CheckValue(data);
        Contracts.CheckValue(estimator);
        Contracts.CheckParam(numFolds > 1, nameof(numFolds), "Must be more than 1");
        return SplitColumn.CrossValidation(Environment, data, numFolds, samplingKeyColumn, seed).Select((split, fold) =>
        {
            var model = estimator.Fit(split.TrainSet);
            // Every step of a chain has its part in the test, not only those of the scoring scope.
            var scores = model is ITransformerChain chain
                ? chain.Transform(split.TestSet, TransformerScope.Everything)
                : model.Transform(split.TestSet);
            return (model, scores, fold);
        }).ToArray();
    }

    /// <summary>A catalog that trainers add themselves to as extension methods.</summary>
    public abstract class CatalogInstantiatorBase
    {
        private protected CatalogInstantiatorBase(TrainCatalogBase owner) => Owner = owner;

        internal TrainCatalogBase Owner { get; }
    }

    /// <summary>The outcome of one fold of a cross-validation.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly ITransformer Model;
        public readonly T Metrics;
        public readonly IDataView ScoredHoldOutSet;
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }
}
