using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>
/// Gives the view it was fitted on with its classes balanced, and any other view as it is.
/// </summary>
/// <remarks>
/// <para>It is for a flat chain such as <c>normalize.Append(classBalance).Append(trainer)</c>: fitting the chain hands the same view to this
/// step's Fit and Transform, so the trainer gets balanced rows, and whatever the fitted chain scores later is left alone. The
/// view is known by its identity and held weakly.</para>
/// <para>Its limits:</para>
/// <list type="bullet">
/// <item>a chain that is fitted and then applied by hand, step by step with new views, is not balanced;</item>
/// <item>a chain inside another chain, and a chain held as a bare <c>IEstimator</c>, make a view of their own for the steps that follow: the
/// trainer outside gets unbalanced rows;</item>
/// <item>as the first step of a chain it sees the caller's own view: scoring that same view resamples it again, so it is to be placed
/// after another step;</item>
/// <item>a saved and loaded one balances nothing.</item>
/// </list>
/// <para>Where any of these matters, use the trainer's own <c>Options.Balance</c>, or <c>mlContext.Data.BalanceClasses</c>.</para>
/// </remarks>
public sealed class ClassBalanceTransformer : ITransformer
{
    // A chain of no steps is ML.NET's own way to leave every view and row as it is, and it can be saved.
    private static readonly ITransformer s_unchanged = new TransformerChain<ITransformer>();

    private readonly WeakReference<IDataView> _fitted;
    private readonly ClassBalanceEstimator.Options _options;

    internal ClassBalanceTransformer(IDataView fitted, ClassBalanceEstimator.Options options)
    {
        _fitted = new WeakReference<IDataView>(fitted);
        _options = options;
    }

    /// <summary>True: every row of another view than the fitted one comes out as it went in.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns stay as they are.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => s_unchanged.GetOutputSchema(inputSchema);

    /// <summary>A mapper that leaves rows as they are.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => s_unchanged.GetRowToRowMapper(inputSchema);

    /// <summary>Balances the view that this was fitted on; gives any other back as it is.</summary>
    /// <param name="input">The view.</param>
    /// <exception cref="ArgumentException">A class of the fitted view has no rows.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _fitted.TryGetTarget(out var fitted) && ReferenceEquals(fitted, input)
            ? BalancedRows.Of(input, _options.LabelColumnName, _options.RowsPerClass, _options.Seed)
            : input;
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => s_unchanged.Save(ctx);
}
