using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>How well beats of one true symbol were found and judged.</summary>
/// <param name="Symbol">The symbol, as L.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="AamiClass">The class that it belongs to, which is what the model can say.</param>
/// <param name="Beats">How many there are.</param>
/// <param name="Found">How many were found, whatever they were called.</param>
/// <param name="Right">How many were put into their class.</param>
internal sealed record TruthFigures(string Symbol, string Meaning, string AamiClass, int Beats, int Found, int Right)
{
    /// <summary>The figures of every symbol that the truth has, over the whole record.</summary>
    /// <param name="path">The record's path.</param>
    /// <param name="labels">The report's beats.</param>
    public static IReadOnlyList<TruthFigures> Of(string path, IReadOnlyList<Annotation> labels)
    {
        var header = WfdbHeader.Read(path + ".hea");
        var truth = AnnotationFile.Read($"{path}.{MitBihArrhythmiaDatabase.Annotator}").AtFrequency(header.SamplingFrequency);
        var codes = new Dictionary<long, AnnotationCode>();
        foreach (var beat in truth.Where(annotation => annotation.Code.IsBeat))
            codes[beat.Sample] = beat.Code;
        var figures = new SortedDictionary<byte, (int Beats, int Found, int Right)>();
        foreach (var pair in BeatComparison.Pairs(truth, labels, ComparisonOptions.For(header) with { Start = TimeSpan.Zero, EscapeBeatsAreNormal = true }))
        {
            if (pair.Reference >= BeatLabel.O || !codes.TryGetValue(pair.ReferenceSample, out var code))
                continue;
            figures.TryGetValue(code.Value, out var so);
            figures[code.Value] = (so.Beats + 1, so.Found + (pair.Test < BeatLabel.O ? 1 : 0), so.Right + (pair.Test == pair.Reference ? 1 : 0));
        }

        return [.. figures.Select(item => new AnnotationCode(item.Key) is var code ? new TruthFigures(code.Symbol, code.Description, code.Aami.ToString(), item.Value.Beats, item.Value.Found, item.Value.Right) : null!)];
    }
}
