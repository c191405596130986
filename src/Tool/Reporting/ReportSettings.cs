using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What a report was asked to be.</summary>
internal sealed record ReportSettings
{
    /// <summary>The model; the one for patients that it has not seen by default.</summary>
    public required ModelSource Source { get; init; }

    /// <summary>The lead; null for the usual one.</summary>
    public string? Lead { get; init; }

    /// <summary>What is known of a CSV file.</summary>
    public CsvOptions? Csv { get; init; }

    /// <summary>The annotator whose beats are taken, with what a person changed in them; null to find and judge the beats.</summary>
    public string? Annotations { get; init; }

    /// <summary>The folder of that annotator's file; null where it lies beside the record.</summary>
    public string? AnnotationsFolder { get; init; }

    /// <summary>The annotator to compare with; null for none.</summary>
    public string? Reference { get; init; }

    /// <summary>The probability, for all classes or for each, below which a beat is put into no class; null to put every beat into the most probable one, with a mark where
    /// it is less than the model's card asks for.</summary>
    public IReadOnlyList<double>? RejectBelow { get; init; }

    /// <summary>Whether beats are explained.</summary>
    public bool Explains { get; init; } = true;

    /// <summary>Whether the comparison is of the whole record, and not from the end of EC57's learning period on.</summary>
    public bool ComparesWhole { get; init; }
}
