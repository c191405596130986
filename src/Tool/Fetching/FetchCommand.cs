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

    private readonly Option<Uri?> _from = new("--from")
    {
        Description = "The address to download from, as of a mirror; the databases' names and versions are added to it. Digests are checked all the same.",
        HelpName = "URL",
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.Query.Length == 0)
                return address;
            result.AddError($"--from '{text}' is no address: give one as https://physionet.org/files.");
            return null;
        },
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
        Options.Add(_from);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ($"arrhythmia fetch {MitBihArrhythmiaDatabase.Name}", "the MIT-BIH Arrhythmia Database, 104 MB, into the cache"),
        ($"arrhythmia fetch {MitBihArrhythmiaDatabase.Name} --out data", $"into data/{MitBihArrhythmiaDatabase.Name}; run it again after a cut"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var options = session.LibraryOptions;
        if (parsed.GetValue(_out) is { } folder)
        {
            OutputFile.PrepareFolder(folder);
            options = options with { DataFolder = null, CacheFolder = Path.GetFullPath(folder) };
        }

        if (parsed.GetValue(_from) is { } address)
            options = options with { BaseUri = address };
        var library = new RecordingLibrary(options);
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
