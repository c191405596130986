using System.CommandLine;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia fetch</c>: downloads databases of recordings and checks them.</summary>
internal sealed class FetchCommand : ToolCommand
{
    private readonly Argument<string[]> _databases = new("DATABASES")
    {
        Description = $"Databases by their names at PhysioNet; {MitBihArrhythmiaDatabase.Name} is known.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = $"The folder to put the databases' folders in; by default the cache, where the other commands find them. Name it in {RecordingLibrary.DataVariable} for these.",
        HelpName = "DIR",
    };

    public FetchCommand()
        : base("fetch", "Downloads databases of recordings from physionet.org and checks every file's SHA-256 digest; goes on where it was cut off.")
    {
        _databases.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } stranger)
                result.AddError($"There is no option '{stranger.Value}'.");
        });
        Arguments.Add(_databases);
        Options.Add(_out);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ($"arrhythmia fetch {MitBihArrhythmiaDatabase.Name}", "the MIT-BIH Arrhythmia Database, 104 MB, into the cache"),
        ($"arrhythmia fetch {MitBihArrhythmiaDatabase.Name} --out data", $"into data/{MitBihArrhythmiaDatabase.Name}; run it again after a cut"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var library = session.Library;
        if (parsed.GetValue(_out) is { } folder)
        {
            OutputFile.PrepareFolder(folder);
            library = new RecordingLibrary(session.LibraryOptions with { DataFolder = null, CacheFolder = Path.GetFullPath(folder) });
        }

        var fetched = new List<FetchedDatabase>();
        foreach (string name in parsed.GetValue(_databases)!.Distinct())
        {
            bool wasHere = library.TryFind(name) is not null;
            using var display = session.Begin("downloading");
            fetched.Add(new FetchedDatabase(name, library.Find(name, new DownloadDisplay(display), session.Cancellation), wasHere));
        }

        return new FetchOutcome(fetched);
    }
}
