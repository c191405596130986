namespace ArrhythmiaVision.Tool;

/// <summary>What <c>explain --examples</c> came to.</summary>
internal sealed class PagesOutcome(string protocol, BeatChoice choice, IReadOnlyList<string> models, IReadOnlyList<string> methods, IReadOnlyList<string> classes, string folder) : Outcome
{
    private PagesJson Json => new(protocol, choice.OfTraining ? "training" : "test", choice.Seed, models, methods, choice.PerClass, classes.ToDictionary(name => name, name => FileOf(folder, name)));

    /// <summary>The page of a class.</summary>
    public static string FileOf(string folder, string className) => Path.Combine(folder, $"{className}.svg");

    public override void WriteText(TextWriter writer)
    {
        var table = new TextTable("class", "file");
        foreach (var (name, file) in Json.Files)
            table.Add(name, file);
        table.Write(writer);
    }

    public override string ToJson() => Serialize(Json, ToolJson.Readable.PagesJson);
}

/// <summary>The JSON of <c>explain --examples</c>.</summary>
internal sealed record PagesJson(string Protocol, string Set, int Seed, IReadOnlyList<string> Models, IReadOnlyList<string> Methods, int BeatsPerRow, IReadOnlyDictionary<string, string> Files);
