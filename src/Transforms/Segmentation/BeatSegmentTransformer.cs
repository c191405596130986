using ArrhythmiaVision.Recordings;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>
/// Turns rows of records into rows of beats: one row for each annotated beat, or each detected R peak, in the order of the records and, within one, of time.
/// </summary>
/// <remarks>
/// <para>A beat is 360 samples at 360 Hz, 180 before the R peak and 180 from it on; a signal at another rate is resampled as a whole
/// first. Beats whose window would not lie wholly inside the signal are left out, and <see cref="Count"/> counts them. Beats of a
/// symbol that has no class in the scheme are dropped, or kept with a missing label; RR intervals are measured over every beat before
/// any is dropped.</para>
/// <para>With <see cref="RPeakSource.Detected"/> a beat is an R peak that the detector (<see cref="Signals.RPeakDetector"/>) finds in the lead as
/// recorded: in the column <c>Signal</c> as it was before <c>WaveletDenoise("Signal")</c> wrote over it, or in the one that the
/// options name. It is labelled by the nearest annotation of a beat within 150 ms (<see cref="Evaluation.NearestAnnotations"/>); a peak
/// without one is kept, with a missing label and an empty symbol, and an annotated beat without a peak gives no row. The view may lack
/// annotations. RR intervals are those between the detected peaks. A pass over any column then reads the signal.</para>
/// <para>Columns that come in (their names are options): <c>Signal</c> (Vector&lt;Single&gt;, mV), <c>SamplingRate</c> (Single, samples a second),
/// <c>AnnotationSamples</c> (Vector&lt;Int64&gt;), <c>AnnotationSymbols</c> (Vector&lt;String&gt;) and, where the view has it, <c>SignalLength</c>
/// (Int64): with it signals are read only for the columns cut from them, so a pass over the labels of annotated beats reads none.</para>
/// <para>Columns that come out: every single value of the record, such as <c>Record</c>, <c>Patient</c> and <c>Lead</c>, then</para>
/// <list type="table">
/// <item><term><c>SamplingRate</c></term><description>Single: that of the beat's samples, 360.</description></item>
/// <item><term><c>Sample</c></term><description>Int64: where the R peak is, in the record's own samples.</description></item>
/// <item><term><c>Time</c></term><description>Double: the same in seconds from the record's start.</description></item>
/// <item><term><c>Symbol</c></term><description>String: the annotation's symbol; empty for a detected beat without one.</description></item>
/// <item><term><c>Label</c></term><description>Key&lt;UInt32&gt; whose key values are the scheme's classes in order; missing for a beat of no class, or of no annotation.</description></item>
/// <item><term><c>PreviousRR</c>, <c>NextRR</c></term><description>Single: the intervals to the beats before and after, in seconds; NaN where there is none.</description></item>
/// <item><term><c>RRToMedian</c>, <c>RRToLocalMean</c></term><description>Single: the previous RR interval divided by the record's running median and by the mean of the last
/// ten (<see cref="Signals.RrIntervals"/>); NaN for a record's first beat.</description></item>
/// <item><term><c>RecordCenter</c>, <c>RecordScale</c></term><description>Single: the record's own centre and scale, mV, which BeatNormalize can use.</description></item>
/// <item><term><c>PatientScale</c></term><description>Single: what is usual in the record so far for the scale of a beat, mV (<see cref="Signals.UsualBeat"/>), for
/// BeatNormalize; NaN for a beat with missing samples.</description></item>
/// <item><term><c>Context</c></term><description>Vector&lt;Single&gt;: what is known of the beat besides its samples, for a network that takes context: ratios of RR intervals, the
/// rhythm's irregularity, and how the QRS complex stands to the patient's usual one (<see cref="Signals.ContextMeasures"/>, whose names the slots
/// bear).</description></item>
/// <item><term><c>Features</c></term><description>Vector&lt;Single, 360&gt;: the samples, mV. Missing samples of the recording are NaN here too.</description></item>
/// </list>
/// <para>As the number of rows changes it works in Fit, Transform and CrossValidate, but not in a PredictionEngine. A model that has it is loaded
/// by a context that was told of it: <c>mlContext.RegisterBeatSegment()</c>.</para>
/// </remarks>
public sealed class BeatSegmentTransformer : ITransformer
{
    private readonly BeatSegmentEstimator.Options _options;

    internal BeatSegmentTransformer(BeatSegmentEstimator.Options options) => _options = options;

    /// <summary>The scheme that gives beats their classes.</summary>
    public LabelScheme Scheme => _options.Scheme;

    /// <summary>False: one record becomes many beats.</summary>
    public bool IsRowToRowMapper => false;

    /// <summary>The columns that come out.</summary>
    /// <param name="inputSchema">The columns that come in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new BeatColumns(inputSchema, _options).Output;
    }

    /// <summary>Cuts the records of a view into beats, each when it is asked for.</summary>
    /// <param name="input">A view of records.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new BeatsView(input, new BeatColumns(input.Schema, _options), _options);
    }

    /// <summary>Counts what becomes of the beats of a view of records. Signals are not read where the beats are the annotated ones and the view has the signals' lengths.</summary>
    /// <param name="input">A view of records.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is not there or of another type than it must be.</exception>
    public BeatCounts Count(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var columns = new BeatColumns(input.Schema, _options);
        using var reader = new RecordRows(input.GetRowCursor(columns.InputsFor(new bool[columns.Output.Count])), columns, _options);
        while (reader.MoveNext())
        {
        }
        return reader.Beats.Counts;
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new InvalidOperationException("BeatSegment turns one record into many beats, so it has no row-to-row mapper.");

    void ICanSaveModel.Save(ModelSaveContext ctx) => SavedSegmenting.Save(ctx, _options);
}
