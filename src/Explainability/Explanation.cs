using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Explainability;

/// <summary>What a row's columns say of one class; written anew for each row.</summary>
internal sealed class Explanation(ExplainerSettings settings)
{
    public float[] Values { get; } = new float[BeatDataset.BeatLength];

    public float[] Context { get; } = new float[settings.Model.ContextNames.Count];

    public float[] Segments { get; } = new float[settings.Method.HasSegments ? ShapleySegments.PlayersOf(settings.Model).Count : 0];

    public int[] SegmentStarts { get; } = new int[settings.Method.HasSegments ? ClinicalSegments.Names.Count : 0];

    public int[] SegmentEnds { get; } = new int[settings.Method.HasSegments ? ClinicalSegments.Names.Count : 0];

    public float[] Output { get; } = new float[ExplainedColumns.OutputCount];
}

/// <summary>What is thought of a row's explanation of one class; written anew for each row.</summary>
internal sealed class Verdict
{
    public bool IsReliable { get; set; }

    public float[] Scores { get; } = new float[ExplainedColumns.ScoreCount];

    public string Reasons { get; set; } = "";
}
