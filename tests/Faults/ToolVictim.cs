using ArrhythmiaVision.Tool.Tests;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>A command of the tool that reads made recordings and writes files that stand for themselves.</summary>
/// <param name="name">Its name here.</param>
/// <param name="outputs">The files that it writes.</param>
/// <param name="arguments">Its command line, given the folders that recordings are in and outputs go to.</param>
internal class ToolVictim(string name, string[] outputs, Func<TempFolder, string, string[]> arguments) : Victim
{
    private const double Seconds = 60;
    private readonly TempFolder _recordings = MakeRecordings();

    public override string Name => name;

    public override IReadOnlyList<string> Outputs => outputs;

    public override Started Start(string folder) => Started.Tool(null, arguments(_recordings, folder));

    public override void Dispose() => _recordings.Dispose();

    private static TempFolder MakeRecordings()
    {
        var folder = new TempFolder();
        for (int patient = 1; patient <= 3; patient++)
            Made.Record(folder.Path, ((char)('a' + patient - 1)).ToString(), Seconds, patient);
        return folder;
    }
}
