namespace ArrhythmiaVision.Faults.Tests;

/// <summary>Every command that is killed.</summary>
internal static class Victims
{
    public static IReadOnlyList<Func<Victim>> All { get; } =
    [
        () => new TrainVictim(), Classify, () => new FetchVictim(), ConvertToOneFile, () => new ConvertVictim(), Report,
    ];

    private static ToolVictim Classify() => new("classify", ["a.beats", "b.beats", "c.beats"], (recordings, output) =>
        ["classify", recordings["a"], recordings["b"], recordings["c"], "--out", output, "--force", "--threads", "2"]);

    private static ToolVictim ConvertToOneFile() => new("convert-edf", ["a.edf"], (recordings, output) => ["convert", recordings["a"], Path.Combine(output, "a.edf"), "--force"]);

    private static ToolVictim Report() => new("report", ["a.html"], (recordings, output) => ["report", recordings["a"], "--out", Path.Combine(output, "a.html"), "--force"]);
}
