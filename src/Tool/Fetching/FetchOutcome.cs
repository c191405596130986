namespace ArrhythmiaVision.Tool;

/// <summary>What <c>fetch</c> came to.</summary>
internal sealed class FetchOutcome(IReadOnlyList<FetchedDatabase> databases) : Outcome
{
    public override void WriteText(TextWriter writer)
    {
        foreach (var database in databases)
            writer.WriteLine($"{database.Database}: {(database.WasHere ? "was here already" : "downloaded and checked")}, in {database.Folder}");
    }

    public override string ToJson() => Serialize(new FetchJson(databases), ToolJson.Readable.FetchJson);
}

/// <summary>The JSON of <c>fetch</c>.</summary>
internal sealed record FetchJson(IReadOnlyList<FetchedDatabase> Databases);

/// <summary>A database that is on this machine now.</summary>
/// <param name="Database">Its name.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="WasHere">Whether it was before.</param>
internal sealed record FetchedDatabase(string Database, string Folder, bool WasHere);
