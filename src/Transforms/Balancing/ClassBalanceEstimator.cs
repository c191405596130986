using ArrhythmiaVision.Adapters;
using Microsoft.ML;

namespace ArrhythmiaVision.Transforms;

/// <summary>Balances the classes of the view it is fitted on; see <see cref="ClassBalanceTransformer"/>.</summary>
/// <remarks>Made by <c>mlContext.Transforms.ClassBalance</c>.</remarks>
public sealed class ClassBalanceEstimator : IEstimator<ClassBalanceTransformer>
{
    private readonly Options _options;

    /// <summary>What <see cref="ClassBalanceEstimator"/> can be told.</summary>
    public sealed class Options
    {
        /// <summary>The label, a key.</summary>
        public string LabelColumnName = "Label";

        /// <summary>How many rows of each class; null for as many as the largest class has.</summary>
        public int? RowsPerClass;

        /// <summary>The seed of which rows are chosen, and of their order.</summary>
        public int Seed;
    }

    internal ClassBalanceEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.LabelColumnName);
        BalancedRows.CheckRowsPerClass(options.RowsPerClass);
        _options = new Options { LabelColumnName = options.LabelColumnName, RowsPerClass = options.RowsPerClass, Seed = options.Seed };
    }

    /// <summary>Remembers the view as the one to balance.</summary>
    /// <param name="input">The training view; it is held weakly.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label column is not there, or is no key.</exception>
    public ClassBalanceTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        LabelClasses.Find(input.Schema, _options.LabelColumnName);
        return new ClassBalanceTransformer(input, _options);
    }

    /// <summary>The columns stay as they are.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label column is not there, or is no key.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        LabelClasses.Check(inputSchema, _options.LabelColumnName);
        return inputSchema;
    }
}
