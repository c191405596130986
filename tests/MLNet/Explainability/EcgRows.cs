using ArrhythmiaVision.MLNet.Tests.Transforms;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Trainers;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Explainability;

/// <summary>Beats of synthetic patients with waves to find, and the networks that come with the library.</summary>
internal static class EcgRows
{
    public static readonly MLContext Ml = new(seed: 1);

    private const string Alone = "v2-unique", WithContext = "v1-rr-ds1";

    private static readonly Lazy<EcgRow[]> s_beats = new(() => Read(LabelScheme.MitBih5, NormalizationScope.Beat));
    private static readonly Lazy<EcgRow[]> s_scaled = new(() => Read(LabelScheme.Aami, NormalizationScope.Patient));

    /// <summary>A network of the samples alone, for N L R A V.</summary>
    public static ArrhythmiNetTransformer Network { get; } = Ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet(Alone).Fit(View(5));

    /// <summary>A network that takes context, for N S V F.</summary>
    public static ArrhythmiNetTransformer NetworkInContext { get; } = Ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet(WithContext).Fit(InContext(3));

    /// <summary>Some of the beats, as <see cref="Network"/> takes them, of every class.</summary>
    public static IDataView View(int count = 12) => Labelled(Take(s_beats.Value, count), Alone);

    /// <summary>Some of the beats, as <see cref="NetworkInContext"/> takes them, of N S V.</summary>
    public static IDataView InContext(int count = 12) => Labelled(Take(s_scaled.Value, count), WithContext);

    /// <summary>Some of the beats, to change.</summary>
    public static EcgRow[] Rows(int count = 12) => Take(s_beats.Value, count);

    /// <summary>Rows with a label whose key values are the classes.</summary>
    public static IDataView Labelled(IEnumerable<EcgRow> rows, string network = Alone)
    {
        var view = Ml.Data.LoadFromEnumerable(rows.ToList());
        return Ml.Transforms.Conversion.MapValueToKey("Label", "Class", keyData: Ml.Data.ClassesOf(PretrainedModels.Load(network))).Fit(view).Transform(view);
    }

    /// <summary>A vector column's values, bit by bit.</summary>
    public static uint[] Bits(IDataView view, string column) => Views.Bits(view, column);

    // The classes in turn, so that the first few rows have beats of several.
    private static EcgRow[] Take(EcgRow[] beats, int count) =>
        [.. beats.GroupBy(beat => beat.Class).SelectMany(own => own.Select((beat, i) => (beat, i))).OrderBy(pair => pair.i).ThenBy(pair => pair.beat.Class, StringComparer.Ordinal).Take(count).Select(pair => pair.beat.Copy())];

    private static EcgRow[] Read(LabelScheme scheme, NormalizationScope scope)
    {
        using var folder = SyntheticFolder.OfPatients(4, 40);
        var records = Ml.Data.LoadFromWfdb(folder.Path);
        var beats = Ml.Transforms.BeatSegment(scheme).Append(Ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { Scope = scope }))
            .Append(Ml.Transforms.Conversion.MapKeyToValue("Class", "Label")).Fit(records).Transform(records);

        // Of what is measured, what the network takes.
        var places = ContextMeasures.PlacesOf(PretrainedModels.Load(WithContext).ContextNames);
        return [.. Ml.Data.CreateEnumerable<MeasuredRow>(beats, reuseRowObject: false).Select(row => new EcgRow
        {
            Record = row.Record, Class = row.Class, Features = row.Features, Context = [.. places.Select(place => row.Context[place])],
        })];
    }

    private sealed class MeasuredRow
    {
        public string Record { get; set; } = "";

        public string Class { get; set; } = "";

        [VectorType(BeatDataset.BeatLength)]
        public float[] Features { get; set; } = [];

        [VectorType(14)]
        public float[] Context { get; set; } = [];
    }
}

/// <summary>A normalised beat as a user's class has it.</summary>
public sealed class EcgRow
{
    public string Record { get; set; } = "";

    public string Class { get; set; } = "";

    [VectorType(BeatDataset.BeatLength)]
    public float[] Features { get; set; } = [];

    [VectorType(7)]
    public float[] Context { get; set; } = [];

    public EcgRow Copy() => new() { Record = Record, Class = Class, Features = [.. Features], Context = [.. Context] };
}
