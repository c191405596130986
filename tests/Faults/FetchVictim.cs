using System.Globalization;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Recordings.Tests;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>
/// A download from a server of this program: of the MIT-BIH Arrhythmia Database by the tool where the database is on this machine, else of made files
/// by the library (<see cref="Program"/>'s <c>download</c>), as the tool knows no digests but the published ones.
/// </summary>
internal sealed class FetchVictim : Victim
{
    private const string PartExtension = ".part";
    private readonly FileServer _server = new();
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly KnownDatabase _database;
    private readonly bool _isReal;

    public FetchVictim()
    {
        string? here = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
        _isReal = here is not null;
        _database = _isReal ? KnownDatabase.Of(MitBihArrhythmiaDatabase.Name)! : MadeDownload.Database;
        foreach (var file in _database.Files)
        {
            byte[] bytes = here is null ? MadeDownload.ContentOf(file.Name) : File.ReadAllBytes(Path.Combine(here, file.Name));
            _files[file.Name] = _server.Files[$"{_database.Name}/{_database.Version}/{file.Name}"] = bytes;
        }
    }

    public override string Name => _isReal ? "fetch" : "fetch-made";

    public override IReadOnlyList<string> Outputs => [.. _database.Files.Select(file => Path.Combine(_database.Name, file.Name))];

    public override Started Start(string folder)
    {
        _server.Requests.Clear();
        return _isReal ? Started.Tool(null, ["fetch", _database.Name, "--from", _server.Address.ToString(), "--out", folder]) : Started.Self(["download", _server.Address.ToString(), folder]);
    }

    // Parts are what a download goes on from; the other file keeps two programs from downloading at once, and is empty.
    public override bool IsKept(string file) => file.EndsWith(PartExtension, StringComparison.Ordinal) || Path.GetFileName(file) == ".downloading";

    public override string? Check(string folder, IReadOnlyList<OutputState> state)
    {
        foreach (string part in Parts(folder))
        {
            byte[] bytes = File.ReadAllBytes(part);
            if (!_files[Path.GetFileNameWithoutExtension(part)].AsSpan().StartsWith(bytes))
                return $"{Path.GetFileName(part)} has {bytes.Length} bytes that are not the file's first";
        }

        return null;
    }

    /// <summary>The requests that the next run makes for the parts that are here.</summary>
    public override object? Remember(string folder) => Parts(folder)
        .Select(part => (Name: Path.GetFileNameWithoutExtension(part), Length: new FileInfo(part).Length))
        .Where(part => part.Length < _files[part.Name].Length && part.Length > 0)
        .Select(part => string.Create(CultureInfo.InvariantCulture, $"{_database.Name}/{_database.Version}/{part.Name}@{part.Length}")).ToArray();

    public override string? CheckResumed(object? remembered, Ended ended)
    {
        string[] expected = (string[])remembered!;
        string[] left = [.. expected.Except(_server.Requests)];
        if (left.Length > 0)
            return $"{string.Join(", ", left)} were not gone on from; asked for was {string.Join(", ", _server.Requests)}";
        Resumed += expected.Length > 0 ? 1 : 0;
        return null;
    }

    public override void Dispose() => _server.Dispose();

    private string[] Parts(string folder) =>
        Directory.Exists(Path.Combine(folder, _database.Name)) ? Directory.GetFiles(Path.Combine(folder, _database.Name), "*" + PartExtension) : [];
}
