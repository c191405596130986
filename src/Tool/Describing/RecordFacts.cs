using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>What is in a recording.</summary>
/// <param name="Record">Its name.</param>
/// <param name="Path">Its path.</param>
/// <param name="Format">How it is stored.</param>
/// <param name="Start">When it began, by the clock where it stood; null where nothing says.</param>
/// <param name="DurationSeconds">Its length in seconds.</param>
/// <param name="Leads">Its signals.</param>
/// <param name="UsedLead">The lead that the other commands take unasked; null where none is of voltage.</param>
/// <param name="Annotators">Its annotations.</param>
/// <param name="Remarks">What its file says in words.</param>
internal sealed record RecordFacts(
    string Record,
    string Path,
    string Format,
    DateTime? Start,
    double DurationSeconds,
    IReadOnlyList<LeadFacts> Leads,
    string? UsedLead,
    IReadOnlyList<AnnotatorFacts> Annotators,
    IReadOnlyList<string> Remarks)
{
    public static RecordFacts Read(string path, CsvOptions csv)
    {
        using var record = Recording.Open(path, csv);
        LeadFacts[] leads = [.. record.Leads.Select((name, i) => new LeadFacts(name, record.SamplingFrequencyOf(i), record.UnitsOf(i), record.SampleCountOf(i)))];
        string? used = null;
        try
        {
            used = new RecordLead(record).Name;
        }
        catch (InvalidDataException)
        {
            // A recording without an ECG is told of as such.
        }

        return new RecordFacts(
            record.Name, path, record.Format.ToString().ToUpperInvariant(), record.StartTime, record.Length / record.SamplingFrequency, leads, used,
            [.. record.Annotators.Select(annotator => AnnotatorFacts.Read(record, annotator))], record.Remarks);
    }
}

/// <summary>A signal of a recording.</summary>
internal sealed record LeadFacts(string Name, double SamplingRate, string Units, long Samples);

/// <summary>An annotator's annotations, counted by what they say.</summary>
/// <param name="Annotator">The name.</param>
/// <param name="Beats">Annotations that mark a beat.</param>
/// <param name="Others">Annotations that do not.</param>
/// <param name="PerSymbol">How many of each symbol, the most frequent first.</param>
/// <param name="Problem">Why they cannot be read; null where they can.</param>
internal sealed record AnnotatorFacts(string Annotator, int Beats, int Others, IReadOnlyDictionary<string, int> PerSymbol, string? Problem)
{
    public static AnnotatorFacts Read(Recording record, string annotator)
    {
        try
        {
            var annotations = record.ReadAnnotations(annotator);
            int beats = annotations.Count(annotation => annotation.Code.IsBeat);
            var symbols = annotations.GroupBy(annotation => annotation.Symbol).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
            return new AnnotatorFacts(annotator, beats, annotations.Count - beats, symbols.ToDictionary(group => group.Key, group => group.Count()), null);
        }
        catch (InvalidDataException e)
        {
            return new AnnotatorFacts(annotator, 0, 0, new Dictionary<string, int>(), ErrorText.Of(e));
        }
    }
}
