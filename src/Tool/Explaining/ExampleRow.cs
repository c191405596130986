using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Rows of example beats: each class's, explained by one method for one model.</summary>
internal static class ExampleRow
{
    /// <summary>Adds a row to each class's page.</summary>
    public static void Add(Dictionary<string, List<BeatPageRow>> pages, ModelSource source, ChosenBeats beats, ExplanationMethod method)
    {
        var model = source.Model;
        IReadOnlyList<ClinicalSegment> segments = [];
        var office = new PassportOffice(model, network => method.Make(network, beats.Baselines, _ => segments), beats.Baselines.Judge);
        var names = BeatClassNames.For(model.Classes);
        foreach (var (name, rows) in pages)
        {
            var pictures = new List<BeatPicture>();
            for (int i = 0; i < beats.Beats.Count; i++)
            {
                if (model.Classes[beats.Beats.Labels[i]] != name)
                    continue;
                segments = beats.Segments[i];
                var probabilities = new float[model.Classes.Count];
                model.Score(beats.Beat(i), beats.Context(i), probabilities);
                int judged = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities);
                var passport = office.Issue(beats.Beat(i), beats.Context(i), judged);
                pictures.Add(new BeatPicture
                {
                    Samples = beats.Millivolts(i).ToArray(),
                    Attribution = passport.Attribution.Values.ToArray(),
                    Method = "Attribution",
                    Title = $"{beats.Records[i]}: {BeatNarrative.Verdict(new BeatFacts { Class = model.Classes[judged], Probability = probabilities[judged], Names = names })}",
                    Segments = beats.Waves[i] is { } waves ? SegmentMark.From(waves) : [],
                    FailedChecks = passport.FailedChecks,
                });
            }

            if (pictures.Count > 0)
                rows.Add(new BeatPageRow($"{source.Name}, {method.Title}", pictures));
        }
    }
}
