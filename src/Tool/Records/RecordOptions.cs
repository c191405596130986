using System.CommandLine;

namespace ArrhythmiaVision.Tool;

/// <summary>How commands that work on records take them: the same arguments and options in each.</summary>
internal sealed class RecordOptions
{
    private readonly Argument<string[]> _records = new("RECORDS")
    {
        Description = "Records: EDF, BDF or CSV files, WFDB records by their path without extension or with .hea, folders of records, or names as 100, mitdb/100, mitdb (all of it), ds1, ds2.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _except = new("--exclude", "-x")
    {
        Description = "Records to leave out, by name; for EC57's figures on mitdb, those of paced patients: 102,104,107,217.",
        HelpName = "NAMES",
    };

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Records to work on at a time; 0 for one on every core. Results do not depend on it.",
        HelpName = "N",
    };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public RecordOptions(Command command)
    {
        // The parser takes an unknown option for one more record.
        _records.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } stranger)
                result.AddError($"There is no option '{stranger.Value}'. (A record whose name begins with - is given as ./{stranger.Value}.)");
        });
        _threads.Validators.Add(Values.AtLeast(0, 1024));
        command.Arguments.Add(_records);
        command.Options.Add(_except);
        command.Options.Add(_threads);
    }

    /// <summary>The records' paths: of WFDB records without extension.</summary>
    public IReadOnlyList<string> Find(ParseResult parsed, Session session) =>
        new RecordFinder(session).Find(parsed.GetValue(_records)!, [.. (parsed.GetValue(_except) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]);

    /// <summary>How many records to work on at a time.</summary>
    public int Threads(ParseResult parsed) => parsed.GetValue(_threads);
}
