using System.Globalization;
using ArrhythmiaVision.Adapters;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Explainability;

/// <summary>What an added column holds.</summary>
internal enum ExplainedKind
{
    /// <summary>A value a sample.</summary>
    Values,

    /// <summary>A value for each context value.</summary>
    Context,

    /// <summary>A value for each player of <see cref="ShapleySegments.PlayersOf"/>; NaN for those that the beat has not.</summary>
    Segments,

    /// <summary>The class's output for the beat, for the baseline, and by how much the values' sum misses their difference.</summary>
    Output,

    /// <summary>Whether the explanation passes every check.</summary>
    Reliable,

    /// <summary>The scores.</summary>
    Scores,

    /// <summary>The checks that it fails, in words.</summary>
    Reasons,

    /// <summary>The first sample of each segment; -1 for those that the beat has not.</summary>
    SegmentStarts,

    /// <summary>The sample after the last of each segment; -1 for those that the beat has not.</summary>
    SegmentEnds,
}

/// <summary>A column that an explainer adds.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Slot">The class it is about, among those that are explained side by side.</param>
/// <param name="Column">The column.</param>
/// <param name="SlotNames">The names of its slots; null where they have none.</param>
internal sealed record ExplainedColumn(ExplainedKind Kind, int Slot, DataViewSchema.DetachedColumn Column, IReadOnlyList<string>? SlotNames);

/// <summary>The columns that an explainer adds.</summary>
internal static class ExplainedColumns
{
    private static readonly string[] s_outputs = ["Output", "Baseline", "AdditivityGap"];
    private static readonly string[] s_scores =
        ["Deletion", "Insertion", "RandomDeletion", "RandomInsertion", "Infidelity", "Randomized", "NoiseStability", "ShiftStability"];

    /// <summary>Number of scores.</summary>
    public static int ScoreCount => s_scores.Length;

    /// <summary>Number of outputs.</summary>
    public static int OutputCount => s_outputs.Length;

    /// <summary>The columns: those of each class, then those of the beat alone.</summary>
    public static IReadOnlyList<ExplainedColumn> Of(ExplainerSettings settings)
    {
        var columns = new List<ExplainedColumn>();
        for (int slot = 0; slot < settings.Slots; slot++)
        {
            Add(ExplainedKind.Values, slot, new VectorDataViewType(NumberDataViewType.Single, BeatDataset.BeatLength));
            if (settings.Method.HasBaseline && settings.Model.ContextNames.Count > 0)
                AddNamed(ExplainedKind.Context, slot, NumberDataViewType.Single, settings.Model.ContextNames);
            if (settings.Method.HasSegments)
                AddNamed(ExplainedKind.Segments, slot, NumberDataViewType.Single, ShapleySegments.PlayersOf(settings.Model));
            if (settings.Method.HasBaseline)
                AddNamed(ExplainedKind.Output, slot, NumberDataViewType.Single, s_outputs);
            if (settings.Thresholds is null)
                continue;
            Add(ExplainedKind.Reliable, slot, BooleanDataViewType.Instance);
            AddNamed(ExplainedKind.Scores, slot, NumberDataViewType.Single, s_scores);
            Add(ExplainedKind.Reasons, slot, TextDataViewType.Instance);
        }
        if (settings.Method.HasSegments)
        {
            AddNamed(ExplainedKind.SegmentStarts, null, NumberDataViewType.Int32, ClinicalSegments.Names);
            AddNamed(ExplainedKind.SegmentEnds, null, NumberDataViewType.Int32, ClinicalSegments.Names);
        }
        return columns;

        void Add(ExplainedKind kind, int? slot, DataViewType type, DataViewSchema.Annotations? annotations = null, IReadOnlyList<string>? names = null) =>
            columns.Add(new ExplainedColumn(kind, slot ?? 0, new DataViewSchema.DetachedColumn(Name(kind, slot), type, annotations), names));

        void AddNamed(ExplainedKind kind, int? slot, PrimitiveDataViewType item, IReadOnlyList<string> names)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.AddText(TextVectors.SlotNames, names);
            Add(kind, slot, new VectorDataViewType(item, names.Count), annotations.ToAnnotations(), names);
        }

        string Name(ExplainedKind kind, int? slot) => string.Create(CultureInfo.InvariantCulture,
            $"{settings.OutputColumnName}{(kind == ExplainedKind.Values ? "" : kind.ToString())}{(settings.EveryClass && slot is { } s ? "_" + settings.Model.Classes[s] : "")}");
    }
}
