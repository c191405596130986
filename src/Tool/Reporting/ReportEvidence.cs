using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Reporting;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>The beats that a report shows, explained by Grad-CAM and by Shapley values, each explanation with its passport.</summary>
internal static class ReportEvidence
{
    private const double Enlargement = 2;

    private static readonly ExplanationMethod[] s_methods = [ExplanationMethod.GradCam, ExplanationMethod.Shapley];

    /// <summary>Explains the chosen beats.</summary>
    public static IReadOnlyList<TellingBeat> Of(Session session, Recording record, ReportSettings settings, JudgedRecord judged)
    {
        var model = settings.Source.Model;
        var lead = new RecordLead(record, settings.Lead);
        var beats = judged.Chosen.Select(chosen => chosen.Beat).ToList();
        if (beats.Count == 0)
            return [];
        var waves = RecordWaves.Find(lead, judged.Beats.Select(beat => beat.Sample), beats.Select(beat => beat.Sample).ToHashSet(), session.Cancellation);
        var rates = new Resampler(lead.SamplingRate);

        // A flat line needs no other recordings, and one beat to hold others against costs little.
        var baselines = ExplanationBaselines.Of(ExplanationBaselines.Flat, null, model.ContextNames.Count, seed: 1);
        var explained = new BeatExplaining(session, model, s_methods, baselines).Explain(beats, waves, rates, classIndex: null);
        return [.. judged.Chosen.Select((chosen, b) => new TellingBeat(chosen.Index, chosen.Why, explained[b][^1].Words, [.. s_methods.Select((method, m) => Evidence(explained[b][m], lead.Name, method.Title))]))];
    }

    private static BeatEvidence Evidence(ExplainedBeat explained, string lead, string method)
    {
        var picture = explained.Picture(lead, $"{method}, for {explained.Facts.Names.Short(explained.Passport.Attribution.ClassName)}", method) with { Text = "", FailedChecks = explained.Passport.IsReliable ? [] : ["see its checks"], Paper = new EcgPaper { Enlargement = Enlargement } };
        return new BeatEvidence(picture, [.. explained.Passport.Checks.Select(check => new EvidenceCheck(check.Name, check.Value, check.Limit, check.Failure))]);
    }
}
