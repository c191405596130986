using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Gives a signal without its noise: wavelet transform, thresholds on the details, inverse transform (<see cref="WaveletDenoiser"/>).</summary>
/// <remarks>
/// <para>Input: Vector&lt;Single&gt; of any length, one lead, whole records rather than single beats. Output: the same type and
/// unit; missing samples (NaN) stay missing.</para>
/// <para>It can be saved. What ML.NET loads is a chain of its own components that gives the same bits; its output has a known length
/// where that was a beat's, 360, and else none.</para>
/// </remarks>
public sealed class WaveletDenoiseTransformer : ITransformer
{
    private readonly DataViewType _inputType;
    private readonly WaveletDenoiser _denoiser;

    internal WaveletDenoiseTransformer(string outputColumnName, string inputColumnName, DataViewType inputType, WaveletDenoiser denoiser)
    {
        OutputColumnName = outputColumnName;
        InputColumnName = inputColumnName;
        _inputType = inputType;
        _denoiser = denoiser;
    }

    /// <summary>The column that is made.</summary>
    public string OutputColumnName { get; }

    /// <summary>The column that is read.</summary>
    public string InputColumnName { get; }

    /// <summary>How it denoises.</summary>
    public WaveletDenoiserOptions DenoiserOptions => _denoiser.Options;

    /// <summary>True.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns that come out.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is not there, or is no Vector&lt;Single&gt;.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Columns.Output;

    /// <summary>Denoises rows one at a time.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is not there, or is no Vector&lt;Single&gt;.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(Bind(inputSchema));

    /// <summary>Denoises a view's rows, each when it is asked for.</summary>
    /// <param name="input">A view with the signal.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is not there, or is no Vector&lt;Single&gt;.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(input, Bind(input.Schema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => SavedDenoising.BuildChain(this, _inputType).Save(ctx);

    internal static DataViewSchema.Column FindInput(DataViewSchema schema, string name) =>
        ColumnChecks.Find(schema, "signal", name, "Vector<Single>", type => ColumnChecks.IsSingleVector(type));

    private VectorMapping Bind(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new VectorMapping(schema, FindInput(schema, InputColumnName), OutputColumnName, [], (input, _, output) => _denoiser.Denoise(input, output));
    }
}
