using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using Microsoft.ML;

namespace ArrhythmiaVision.Transforms;

/// <summary>Cuts records into beats; see <see cref="BeatSegmentTransformer"/> for the columns that come in and out.</summary>
/// <remarks>Made by <c>mlContext.Transforms.BeatSegment</c>. Nothing is learnt from the view it is fitted on.</remarks>
public sealed class BeatSegmentEstimator : IEstimator<BeatSegmentTransformer>
{
    private readonly Options _options;

    /// <summary>What <see cref="BeatSegmentEstimator"/> can be told.</summary>
    public sealed class Options
    {
        /// <summary>Which class a beat of each symbol belongs to.</summary>
        public LabelScheme Scheme = LabelScheme.MitBih5;

        /// <summary>Where beats come from: the annotations, or the R-peak detector.</summary>
        public RPeakSource RPeaks;

        /// <summary>Whether beats of a symbol that has no class are kept, with a missing label, rather than dropped. Detected beats that no annotation is near are always kept.</summary>
        public bool KeepOther;

        /// <summary>How <c>RecordCenter</c>, <c>RecordScale</c> and <c>PatientScale</c> are measured.</summary>
        public NormalizationMethod RecordScaleMethod = NormalizationMethod.ZScore;

        /// <summary>The output column of the beats' samples.</summary>
        public string FeaturesColumnName = "Features";

        /// <summary>The output column of the beats' classes.</summary>
        public string LabelColumnName = "Label";

        /// <summary>The output column of what is known of each beat besides its samples.</summary>
        public string ContextColumnName = "Context";

        /// <summary>The input column of the signal: Vector&lt;Single&gt;, in mV.</summary>
        public string SignalColumnName = "Signal";

        /// <summary>
        /// The input column of the signal as recorded, in which R peaks are detected: Vector&lt;Single&gt;, in mV, as long as the other signal.
        /// Null for the first column of the name <see cref="SignalColumnName"/>: where <c>WaveletDenoise("Signal")</c> has written
        /// over it, that is the one from before, which ML.NET keeps hidden.
        /// </summary>
        public string? RecordedSignalColumnName;

        /// <summary>The input column of the signal's sampling rate: Single, in samples a second.</summary>
        public string SamplingRateColumnName = "SamplingRate";

        /// <summary>
        /// The input column of the signal's length in samples: Int64. Where the view has it, signals are not read to learn which beats
        /// are too near an end; where it has not, they are.
        /// </summary>
        public string SignalLengthColumnName = "SignalLength";

        /// <summary>
        /// The input column of the annotations' positions: Vector&lt;Int64&gt;, in samples of the signal. Where R peaks are detected, a view may lack this
        /// column and that of the symbols; its beats are then unlabelled.
        /// </summary>
        public string AnnotationSamplesColumnName = "AnnotationSamples";

        /// <summary>The input column of the annotations' symbols: Vector&lt;String&gt;.</summary>
        public string AnnotationSymbolsColumnName = "AnnotationSymbols";

        internal Options Copy() => (Options)MemberwiseClone();
    }

    internal BeatSegmentEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Scheme);
        if (!Enum.IsDefined(options.RPeaks))
            throw new ArgumentOutOfRangeException(nameof(options), options.RPeaks, "There is no such source of R peaks; there are Annotated and Detected.");
        if (options.RPeaks == RPeakSource.Annotated && options.RecordedSignalColumnName is not null)
            throw new ArgumentException("RecordedSignalColumnName says where R peaks are detected, but RPeaks is Annotated: none are.", nameof(options));
        if (!Enum.IsDefined(options.RecordScaleMethod))
            throw new ArgumentOutOfRangeException(nameof(options), options.RecordScaleMethod, "There is no such way to measure a record's scale.");
        ArgumentException.ThrowIfNullOrEmpty(options.FeaturesColumnName);
        ArgumentException.ThrowIfNullOrEmpty(options.LabelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(options.ContextColumnName);
        _options = options.Copy();
    }

    /// <summary>Checks the columns of a view of records.</summary>
    /// <param name="input">A view of records.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public BeatSegmentTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new BeatSegmentTransformer(_options);
        transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The columns that come out.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return BeatShapes.Of(inputSchema, _options);
    }
}
