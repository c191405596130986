using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Judges a model as it works where nobody has annotated anything: it classifies the beats that the detector finds, and those missed or found where there is none count as errors.</summary>
internal static class DetectedEvaluation
{
    /// <summary>Runs a model over whole records and compares what it says with the reference annotations.</summary>
    /// <param name="session">The command's run.</param>
    /// <param name="model">The model.</param>
    /// <param name="preparation">What it is to be given.</param>
    /// <param name="records">The records of MIT-BIH, by name.</param>
    /// <exception cref="ToolException">A record could not be read.</exception>
    public static IReadOnlyList<DetectedRecordFigures> Run(Session session, ArrhythmiNetModel model, BeatPreparation preparation, IReadOnlyList<string> records)
    {
        var paths = new RecordFinder(session).Find([.. records.Select(record => $"{MitBihArrhythmiaDatabase.Name}/{record}")], []);
        var options = new AnalysisOptions { Normalization = preparation.Normalization, NormalizationScope = preparation.Scope, Threads = 1 };
        var analyzer = new RecordAnalyzer(model, options);
        IReadOnlyList<RecordOutcome<DetectedRecordFigures>> results;
        using (var display = session.Begin("finding beats"))
        {
            results = RecordWork.Run(paths, threads: 0, display, (path, show) => Analyze(analyzer, path, show, session.Cancellation), _ => "beats found, classified and compared", session.Cancellation);
        }

        // Figures over fewer records than the test set has would look like those over all.
        string[] failed = [.. results.Where(result => result.Error is not null).Select(result => $"{result.Path}: {result.Error}")];
        return failed.Length == 0 ? [.. results.Select(result => result.Result!)]
            : throw new ToolException(ExitCodes.Failure, Invariant($"{failed.Length} of {results.Count} records could not be analysed, so there is no result:{Environment.NewLine}{string.Join(Environment.NewLine, failed)}"));
    }

    private static DetectedRecordFigures Analyze(RecordAnalyzer analyzer, string path, Action<double> show, CancellationToken cancellation)
    {
        using var record = WfdbRecord.Open(path);
        var lead = new RecordLead(record);
        var said = new ResultAnnotations(analyzer.Model.Classes, lead.SamplesPerFrame);
        var progress = new Telling<AnalysisProgress>(at => show(at.Samples / (double)lead.Length));
        analyzer.Analyze(lead, new DetectedRPeaks(lead.SamplingRate), said.Add, progress, cancellation);

        var reference = record.ReadAnnotations(MitBihArrhythmiaDatabase.Annotator);
        var rules = ComparisonOptions.For(record.Header) with { RecordLength = record.Length, EscapeBeatsAreNormal = true };
        bool isLonger = record.Length / record.SamplingFrequency > DetectedFigures.LearningPeriod.TotalSeconds;
        return new DetectedRecordFigures(
            record.Name,
            BeatComparison.Compare(reference, said.Annotations, rules with { Start = TimeSpan.Zero }).Matrix,
            isLonger ? BeatComparison.Compare(reference, said.Annotations, rules with { Start = DetectedFigures.LearningPeriod }).Matrix : null);
    }
}
