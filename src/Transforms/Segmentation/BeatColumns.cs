using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>A column that BeatSegment makes.</summary>
internal enum BeatColumn
{
    SamplingRate,
    Sample,
    Time,
    Symbol,
    Label,
    PreviousRR,
    NextRR,
    RRToMedian,
    RRToLocalMean,
    RecordCenter,
    RecordScale,
    PatientScale,
    Context,
    Features,
}

/// <summary>The columns of a view of records, and of the view of beats that comes of it.</summary>
internal sealed class BeatColumns
{
    // For each output column: an input column's index, or the complement of a BeatColumn.
    private readonly int[] _origin;

    public BeatColumns(DataViewSchema input, BeatSegmentEstimator.Options options)
    {
        Input = input;
        Signal = ColumnChecks.Find(input, "signal", options.SignalColumnName, "Vector<Single>", type => ColumnChecks.IsSingleVector(type));
        SamplingRate = ColumnChecks.Find(input, "sampling rate", options.SamplingRateColumnName, "Single", type => type == NumberDataViewType.Single);
        if (HasAnnotations(options, name => input.GetColumnOrNull(name) is not null))
        {
            AnnotationSamples = ColumnChecks.Find(input, "annotation samples", options.AnnotationSamplesColumnName, "Vector<Int64>",
                type => type is VectorDataViewType vector && vector.ItemType == NumberDataViewType.Int64);
            AnnotationSymbols = ColumnChecks.Find(input, "annotation symbols", options.AnnotationSymbolsColumnName, "Vector<String>",
                type => type is VectorDataViewType { ItemType: TextDataViewType });
        }
        if (options.RPeaks == RPeakSource.Detected)
            RecordedSignal = FindRecordedSignal(input, options);
        if (input.GetColumnOrNull(options.SignalLengthColumnName) is not null)
            SignalLength = ColumnChecks.Find(input, "signal length", options.SignalLengthColumnName, "Int64", type => type == NumberDataViewType.Int64);
        if (input.GetColumnOrNull("Record") is { Type: TextDataViewType } record)
            Record = record;

        var builder = new DataViewSchema.Builder();
        var origin = new List<int>();
        foreach (var column in input)
        {
            if (column.IsHidden || column.Type is VectorDataViewType || !IsPassedOn(column.Name, options))
                continue;
            builder.AddColumn(column.Name, column.Type, column.Annotations);
            origin.Add(column.Index);
        }
        builder.AddColumns(Made(options));
        origin.AddRange(Enum.GetValues<BeatColumn>().Select(column => ~(int)column));
        Output = builder.ToSchema();
        _origin = [.. origin];
    }

    public DataViewSchema Input { get; }

    public DataViewSchema Output { get; }

    public DataViewSchema.Column Signal { get; }

    public DataViewSchema.Column SamplingRate { get; }

    /// <summary>The signal in which R peaks are detected; null where they are not.</summary>
    public DataViewSchema.Column? RecordedSignal { get; }

    /// <summary>Null where the view has no annotations.</summary>
    public DataViewSchema.Column? AnnotationSamples { get; }

    /// <summary>Null where the view has no annotations.</summary>
    public DataViewSchema.Column? AnnotationSymbols { get; }

    public DataViewSchema.Column? SignalLength { get; }

    /// <summary>The record's name, for messages.</summary>
    public DataViewSchema.Column? Record { get; }

    /// <summary>The names of the columns that BeatSegment makes, in the order of <see cref="BeatColumn"/>.</summary>
    public static string[] NamesOf(BeatSegmentEstimator.Options options) => [.. Enum.GetValues<BeatColumn>().Select(column => column switch
    {
        BeatColumn.Label => options.LabelColumnName,
        BeatColumn.Context => options.ContextColumnName,
        BeatColumn.Features => options.FeaturesColumnName,
        _ => column.ToString(),
    })];

    /// <summary>Whether a record's single value is passed on to its beats: unless it is used up here, or the beats have a column of its name.</summary>
    public static bool IsPassedOn(string name, BeatSegmentEstimator.Options options) =>
        !name.StartsWith(SavedChain.Prefix, StringComparison.Ordinal) && name != options.SamplingRateColumnName && name != options.SignalLengthColumnName && !NamesOf(options).Contains(name);

    /// <summary>Whether annotations are read: where beats are detected, a view may lack both of their columns.</summary>
    public static bool HasAnnotations(BeatSegmentEstimator.Options options, Func<string, bool> has) =>
        options.RPeaks == RPeakSource.Annotated || has(options.AnnotationSamplesColumnName) || has(options.AnnotationSymbolsColumnName);

    /// <summary>Says whether an output column is passed on from the record, and which it is there, or else which one it is that is made.</summary>
    public bool IsPassedOn(int output, out int inputColumn, out BeatColumn made)
    {
        int origin = _origin[output];
        inputColumn = Math.Max(origin, -1);
        made = origin < 0 ? (BeatColumn)~origin : default;
        return origin >= 0;
    }

    /// <summary>The input columns that are read for some output columns: what beats are found by, always, and the signal only for what is cut from it.</summary>
    public IEnumerable<DataViewSchema.Column> InputsFor(bool[] active)
    {
        var needed = new SortedSet<int> { SamplingRate.Index };
        foreach (var column in new[] { SignalLength ?? RecordedSignal ?? Signal, RecordedSignal, AnnotationSamples, AnnotationSymbols, Record })
        {
            if (column is { } found)
                needed.Add(found.Index);
        }
        for (int output = 0; output < active.Length; output++)
        {
            if (!active[output])
                continue;
            if (IsPassedOn(output, out int input, out var made))
                needed.Add(input);
            else if (made is BeatColumn.Features or BeatColumn.RecordCenter or BeatColumn.RecordScale or BeatColumn.PatientScale or BeatColumn.Context)
                needed.Add(Signal.Index);
        }
        return [.. needed.Select(index => Input[index])];
    }

    // Of several columns of one name all but the last are hidden: a step that writes over its input leaves it so.
    private static DataViewSchema.Column FindRecordedSignal(DataViewSchema input, BeatSegmentEstimator.Options options)
    {
        if (options.RecordedSignalColumnName is { } name)
            return ColumnChecks.Find(input, "recorded signal", name, "Vector<Single>", type => ColumnChecks.IsSingleVector(type));
        return input.First(column => column.Name == options.SignalColumnName && ColumnChecks.IsSingleVector(column.Type));
    }

    /// <summary>The columns that BeatSegment makes, in the order of <see cref="BeatColumn"/>.</summary>
    public static IReadOnlyList<DataViewSchema.DetachedColumn> Made(BeatSegmentEstimator.Options options)
    {
        var keyValues = new DataViewSchema.Annotations.Builder();
        keyValues.AddText(TextVectors.KeyValues, options.Scheme.Classes);
        var slotNames = new DataViewSchema.Annotations.Builder();
        slotNames.AddText(TextVectors.SlotNames, ContextMeasures.Names);
        var names = NamesOf(options);
        return [.. Enum.GetValues<BeatColumn>().Select(column => new DataViewSchema.DetachedColumn(names[(int)column], column switch
        {
            BeatColumn.Sample => NumberDataViewType.Int64,
            BeatColumn.Time => NumberDataViewType.Double,
            BeatColumn.Symbol => TextDataViewType.Instance,
            BeatColumn.Label => new KeyDataViewType(typeof(uint), options.Scheme.Classes.Count),
            BeatColumn.Context => new VectorDataViewType(NumberDataViewType.Single, ContextMeasures.Names.Count),
            BeatColumn.Features => new VectorDataViewType(NumberDataViewType.Single, BeatWindow.Default.Length),
            _ => NumberDataViewType.Single,
        }, column switch
        {
            BeatColumn.Label => keyValues.ToAnnotations(),
            BeatColumn.Context => slotNames.ToAnnotations(),
            _ => null,
        }))];
    }
}
