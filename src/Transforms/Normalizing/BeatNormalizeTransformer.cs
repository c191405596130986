using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Brings beats to a common scale: each by its own samples, by its own centre and the patient's usual scale, or all of a record by the record's centre and scale (<see cref="BeatNormalization"/>).</summary>
/// <remarks>
/// <para>Input: Vector&lt;Single&gt; of any length. Output: the same type, without a unit. By its own samples, a beat with a missing sample
/// (NaN) is an <see cref="InvalidDataException"/> that names the row; leave such rows out with
/// <c>mlContext.Data.FilterRowsByMissingValues</c>. By its record's or its patient's scale missing samples stay missing.</para>
/// <para>It can be saved. What ML.NET loads is a chain of its own components that gives the same bits; its output has a known length
/// where that was a beat's, 360, and else none.</para>
/// </remarks>
public sealed class BeatNormalizeTransformer : ITransformer
{
    private readonly BeatNormalizeEstimator.Options _options;
    private readonly DataViewType _inputType;

    internal BeatNormalizeTransformer(BeatNormalizeEstimator.Options options, DataViewSchema schema)
    {
        _options = options;
        _inputType = Bind(schema).Added[0].Type;
    }

    /// <summary>The column that is made.</summary>
    public string OutputColumnName => _options.OutputColumnName;

    /// <summary>The column that is read.</summary>
    public string InputColumnName => _options.InputColumnName!;

    /// <summary>True.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns that come out.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Columns.Output;

    /// <summary>Normalises rows one at a time.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new RowMapper(Bind(inputSchema));

    /// <summary>Normalises a view's rows, each when it is asked for.</summary>
    /// <param name="input">A view of beats.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedView(input, Bind(input.Schema));
    }

    internal BeatNormalizeEstimator.Options Settings => _options;

    void ICanSaveModel.Save(ModelSaveContext ctx) => SavedNormalizing.BuildChain(_options, _inputType).Save(ctx);

    internal static VectorMapping.Apply ByOwnSamples(NormalizationMethod method) => (beat, _, output) => BeatNormalization.Apply(method, beat, output);

    internal static VectorMapping.Apply ByPatient(NormalizationMethod method) =>
        (beat, scale, output) => BeatNormalization.Apply(method, scale[0], beat, output);

    internal static void ByRecord(ReadOnlySpan<float> beat, ReadOnlySpan<float> centerAndScale, Span<float> output) =>
        BeatNormalization.Apply(new RecordScale(centerAndScale[0], centerAndScale[1]), beat, output);

    private VectorMapping Bind(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var input = ColumnChecks.Find(schema, "beat", InputColumnName, "Vector<Single>", type => ColumnChecks.IsSingleVector(type));
        if (_options.Scope == NormalizationScope.Patient)
        {
            var usual = ColumnChecks.Find(schema, "patient scale", _options.PatientScaleColumnName, "Single", type => type == NumberDataViewType.Single);
            return new VectorMapping(schema, input, OutputColumnName, [usual], ByPatient(_options.Method));
        }
        if (!_options.ByRecord)
            return new VectorMapping(schema, input, OutputColumnName, [], ByOwnSamples(_options.Method));
        var center = ColumnChecks.Find(schema, "record centre", _options.RecordCenterColumnName, "Single", type => type == NumberDataViewType.Single);
        var scale = ColumnChecks.Find(schema, "record scale", _options.RecordScaleColumnName, "Single", type => type == NumberDataViewType.Single);
        return new VectorMapping(schema, input, OutputColumnName, [center, scale], ByRecord);
    }
}
