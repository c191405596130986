using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>Brings beats to a common scale; see <see cref="BeatNormalizeTransformer"/>.</summary>
/// <remarks>Made by <c>mlContext.Transforms.BeatNormalize</c>. Nothing is learnt from the view it is fitted on.</remarks>
public sealed class BeatNormalizeEstimator : IEstimator<BeatNormalizeTransformer>
{
    private readonly Options _options;

    /// <summary>What <see cref="BeatNormalizeEstimator"/> can be told.</summary>
    public sealed class Options
    {
        /// <summary>The column that is made.</summary>
        public string OutputColumnName = "Features";

        /// <summary>The column that is read: Vector&lt;Single&gt; of any length; null for <see cref="OutputColumnName"/>.</summary>
        public string? InputColumnName;

        /// <summary>What becomes 0 and 1, where each beat is normalised by its own samples.</summary>
        public NormalizationMethod Method = NormalizationMethod.ZScore;

        /// <summary>
        /// Whether beats are normalised by their record's centre and scale rather than each by its own samples, so that they keep their
        /// sizes relative to one another. What is measured is then said by BeatSegment's <c>RecordScaleMethod</c>.
        /// </summary>
        public bool ByRecord;

        /// <summary>
        /// Whose scale a beat is brought to: its own, or the patient's usual one, so that a beat larger than the others stays larger; the centre
        /// is the beat's own. Not with <see cref="ByRecord"/>.
        /// </summary>
        public NormalizationScope Scope = NormalizationScope.Beat;

        /// <summary>The column of the patient's usual scale: Single. Read where <see cref="Scope"/> is the patient.</summary>
        public string PatientScaleColumnName = "PatientScale";

        /// <summary>The column of the record's centre: Single. Read where <see cref="ByRecord"/> is set.</summary>
        public string RecordCenterColumnName = "RecordCenter";

        /// <summary>The column of the record's scale: Single. Read where <see cref="ByRecord"/> is set.</summary>
        public string RecordScaleColumnName = "RecordScale";

        internal Options Copy() => (Options)MemberwiseClone();
    }

    internal BeatNormalizeEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.OutputColumnName);
        if (!Enum.IsDefined(options.Method))
            throw new ArgumentOutOfRangeException(nameof(options), options.Method, $"There is no such normalisation; there are {string.Join(", ", Enum.GetNames<NormalizationMethod>())}.");
        if (!Enum.IsDefined(options.Scope))
            throw new ArgumentOutOfRangeException(nameof(options), options.Scope, $"There is no such scope; there are {string.Join(", ", Enum.GetNames<NormalizationScope>())}.");
        if (options.ByRecord && options.Scope != NormalizationScope.Beat)
            throw new ArgumentException("Either ByRecord or a Scope can be asked for, not both: the record's scale is one number, the patient's usual scale follows the beats.", nameof(options));
        _options = options.Copy();
        _options.InputColumnName ??= _options.OutputColumnName;
    }

    /// <summary>Checks the columns of a view.</summary>
    /// <param name="input">A view of beats.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public BeatNormalizeTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new BeatNormalizeTransformer(_options, input.Schema);
    }

    /// <summary>The columns that come out: those that come in, and the normalised one of the same type.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var column = ColumnChecks.Find(inputSchema, "beat", _options.InputColumnName!, "Vector<Single>", ColumnChecks.IsSingleVector);
        if (_options.ByRecord)
        {
            ColumnChecks.Find(inputSchema, "record centre", _options.RecordCenterColumnName, "Single", IsSingle);
            ColumnChecks.Find(inputSchema, "record scale", _options.RecordScaleColumnName, "Single", IsSingle);
        }
        if (_options.Scope == NormalizationScope.Patient)
            ColumnChecks.Find(inputSchema, "patient scale", _options.PatientScaleColumnName, "Single", IsSingle);
        return VectorShapes.Add(inputSchema, _options.OutputColumnName, column);
    }

    private static bool IsSingle(SchemaShape.Column column) =>
        column.Kind == SchemaShape.Column.VectorKind.Scalar && !column.IsKey && column.ItemType == NumberDataViewType.Single;
}
