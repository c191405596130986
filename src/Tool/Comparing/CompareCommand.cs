using System.CommandLine;
using ArrhythmiaVision.Evaluation;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia compare</c>: judges annotations by reference annotations, as ANSI/AAMI EC57 says.</summary>
internal sealed class CompareCommand : ToolCommand
{
    private readonly RecordOptions _records;
    private readonly RecordingChoice _choice;

    private readonly Option<string> _reference = new("--reference", "-r")
    {
        Description = "The annotator to judge by.",
        DefaultValueFactory = _ => "atr",
        HelpName = "NAME",
    };

    private readonly Option<string> _test = new("--test", "-t") { Description = "The annotator to judge.", Required = true, HelpName = "NAME" };

    private readonly Option<string?> _testFolder = new("--test-dir")
    {
        Description = "The folder that the annotations to judge are in; by default they lie beside each record.",
        HelpName = "DIR",
    };

    private readonly Option<TimeSpan?> _start = new("--start")
    {
        Description = "Where the comparison begins, in seconds, or as m:ss or h:mm:ss; 5:00 by default, after the learning period of EC57.",
        CustomParser = result => Values.Time(result),
        HelpName = "TIME",
    };

    private readonly Option<TimeSpan?> _end = new("--end")
    {
        Description = "Where the comparison ends; by default at the end of the record.",
        CustomParser = result => Values.Time(result),
        HelpName = "TIME",
    };

    private readonly Option<bool> _endsWithEither = new("--end-with-either") { Description = "End where the first of the two annotators does (bxb -t 0)." };

    private readonly Option<TimeSpan?> _window = new("--window")
    {
        Description = "How far the times of two matching beats may be apart; 0.15 by default, as EC57 has it.",
        CustomParser = result => Values.Time(result),
        HelpName = "SECONDS",
    };

    private readonly Option<bool> _escapeBeatsAreNormal = new("--escape-beats-normal")
    {
        Description = "Count atrial, nodal and supraventricular escape beats (e j n) as N, as de Chazal et al. do, and not as S, as EC57 does.",
    };

    private readonly Option<string> _layout = new("--layout")
    {
        Description = "How the text is laid out: a table with a line a record (as sumstats), or each record's standard or condensed matrix (as bxb).",
        DefaultValueFactory = _ => CompareOutcome.TableLayout,
        HelpName = "table|standard|condensed",
    };

    private readonly Option<bool> _withoutSveb = new("--no-sveb") { Description = "Take supraventricular beats for N in the text, as programs that do not tell them apart may." };
    private readonly Option<bool> _runs = new("--runs") { Description = "Compare couplets, short and long runs too (as rxr)." };
    private readonly Option<bool> _shutdown = new("--shutdown") { Description = "Show in the table what was missed where the annotator marked the signal unreadable." };

    public CompareCommand()
        : base("compare", "Compares annotations with reference annotations beat by beat, as ANSI/AAMI EC57 says and as WFDB's bxb, rxr and sumstats print it.")
    {
        _reference.Validators.Add(Values.AnnotatorToRead);
        _test.Validators.Add(Values.AnnotatorToRead);
        _layout.AcceptOnlyFromAmong(CompareOutcome.TableLayout, CompareOutcome.StandardLayout, CompareOutcome.CondensedLayout);
        _records = new RecordOptions(this);
        foreach (Option option in (Option[])[_reference, _test, _testFolder, _start, _end, _endsWithEither, _window, _escapeBeatsAreNormal, _layout, _withoutSveb, _runs, _shutdown])
            Options.Add(option);
        _choice = new RecordingChoice(this, takesLead: false);
        Validators.Add(result =>
        {
            if (result.GetValue(_endsWithEither) && result.GetResult(_end) is not null)
                result.AddError("--end and --end-with-either exclude each other: give one of them.");
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia compare --reference atr --test qrs --test-dir peaks mitdb", "a line a record, then gross figures and averages"),
        ("arrhythmia compare --test qrs --test-dir peaks mitdb --exclude 102,104,107,217 --json", "without the paced records, as EC57 reports, for a program"),
        ("arrhythmia compare --test v2 --runs --layout standard mitdb/208", "one record's matrices; mitdb/208.v2 lies beside the record"),
        ("arrhythmia compare --reference edf --test beats --test-dir beats holter.edf", "by the annotations in an EDF+ file itself; what a person changed since is counted"),
        ("arrhythmia compare --test qrs --start 0 --window 0.1 100", "a nonstandard comparison: from the first second on, matching within 100 ms"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var records = _records.Find(parsed, session);
        var settings = Settings(parsed);
        if (settings.TestFolder is { } folder && !Directory.Exists(folder))
            throw new ToolException(ExitCodes.Failure, $"There is no folder '{folder}'. Give --test-dir the folder that the .{settings.Test} files are in.");

        IReadOnlyList<RecordOutcome<ComparedRecord>> results;
        using (var display = session.Begin("comparing"))
        {
            results = RecordWork.Run(records, _records.Threads(parsed), display,
                (path, _) => ComparedRecord.Read(path, settings),
                record => $"QRS Se {record.Comparison.Beats.Matrix.QrsSensitivity}, +P {record.Comparison.Beats.Matrix.QrsPositivePredictivity}",
                session.Cancellation);
        }

        // Gross figures over fewer records than were asked for would look like those over all.
        string[] failed = [.. results.Where(result => result.Error is not null).Select(result => $"{result.Path}: {result.Error}")];
        if (failed.Length > 0)
            throw new ToolException(ExitCodes.Failure, Missing(failed, results.Count));

        return new CompareOutcome([.. results.Select(result => result.Result!)], settings);
    }

    private CompareSettings Settings(ParseResult parsed) => new()
    {
        Reference = parsed.GetValue(_reference)!,
        Test = parsed.GetValue(_test)!,
        TestFolder = parsed.GetValue(_testFolder),
        Csv = _choice.Csv(parsed),
        Start = parsed.GetValue(_start) ?? TimeSpan.FromMinutes(5),
        End = parsed.GetValue(_end),
        EndsWithEither = parsed.GetValue(_endsWithEither),
        Window = parsed.GetValue(_window) ?? TimeSpan.FromMilliseconds(150),
        EscapeBeatsAreNormal = parsed.GetValue(_escapeBeatsAreNormal),
        Layout = parsed.GetValue(_layout)!,
        Supraventricular = !parsed.GetValue(_withoutSveb),
        Runs = parsed.GetValue(_runs),
        Shutdown = parsed.GetValue(_shutdown),
    };

    private static string Missing(string[] failed, int records)
    {
        if (records == 1)
            return failed[0];
        const int Shown = 5;
        string rest = failed.Length > Shown ? Invariant($"{Environment.NewLine}and {failed.Length - Shown} more.") : "";
        return Invariant($"{failed.Length} of {records} records could not be compared, so there is no result:{Environment.NewLine}{string.Join(Environment.NewLine, failed.Take(Shown))}{rest}");
    }
}
