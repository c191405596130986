using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Learning to tell more than two classes apart. How it is evaluated is in the folder Evaluation.</summary>
public sealed partial class MulticlassClassificationCatalog : TrainCatalogBase
{
    internal MulticlassClassificationCatalog(IHostEnvironment env)
        : base(env) => Trainers = new MulticlassClassificationTrainers(this);

    public MulticlassClassificationTrainers Trainers { get; }

    public IReadOnlyList<CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label",
        string? samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.CheckNonEmpty(labelColumnName);
        return CrossValidateTrain(data, estimator, numberOfFolds, samplingKeyColumnName, seed)
            .Select(f => new CrossValidationResult<MulticlassClassificationMetrics>(f.Model, Evaluate(f.Scores, labelColumnName), f.Scores, f.Fold))
            .ToArray();
    }

    public sealed class MulticlassClassificationTrainers : CatalogInstantiatorBase
    {
        internal MulticlassClassificationTrainers(MulticlassClassificationCatalog owner)
            : base(owner)
        {
        }
    }
}
