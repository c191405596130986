using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Looking at the first rows.</summary>
public static class DebuggerExtensions
{
    private const int DefaultRows = 100;

    public static DataDebuggerPreview Preview(this IDataView data, int maxRows = DefaultRows) => new(data, maxRows);

    public static DataDebuggerPreview Preview(this ITransformer transformer, IDataView data, int maxRows = DefaultRows)
        => new(transformer.Transform(data), maxRows);

    public static DataDebuggerPreview Preview(
        this IEstimator<ITransformer> estimator, IDataView data, int maxRows = DefaultRows, int maxTrainingRows = DefaultRows)
    {
        Contracts.CheckValue(estimator);
        Contracts.CheckValue(data);
        Contracts.CheckParam(maxRows >= 0, nameof(maxRows));
        Contracts.CheckParam(maxTrainingRows >= 0, nameof(maxTrainingRows));
        var training = new SkipTakeView(new HostEnvironment(null, static (_, _) => { }), data, 0, maxTrainingRows);
        return new(estimator.Fit(training).Transform(data), maxRows);
    }
}
