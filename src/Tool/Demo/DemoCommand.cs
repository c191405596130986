using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia demo</c>: everything at once on a recording that is there in any case.</summary>
internal sealed class DemoCommand : ToolCommand
{
    // Many ventricular beats, alone and together, of a patient of DS2: no model here was trained on them.
    private const string RealRecord = "233";
    private const string Annotator = "model";

    private readonly Option<string> _out = new("--out", "-o") { Description = "The folder to write to; made where there is none.", DefaultValueFactory = _ => "arrhythmia-demo", HelpName = "DIR" };
    private readonly Option<bool> _synthetic = new("--synthetic") { Description = "Make a synthetic recording even where the MIT-BIH Arrhythmia Database is on this machine." };
    private readonly Option<bool> _open = new("--open") { Description = "Open the report in the browser." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Overwrite files that are there." };

    public DemoCommand()
        : base("demo", "Shows what the tool does: takes or makes a recording, finds and judges its beats, compares them with the truth, writes the report.")
    {
        foreach (Option option in (Option[])[_out, _synthetic, _open, _force])
            Options.Add(option);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("arrhythmia demo --open", "record 233 of the MIT-BIH Arrhythmia Database where that is on this machine, else a synthetic recording"),
        ("arrhythmia demo --synthetic --out demo", "a synthetic recording in any case, its files and its report in the folder demo"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        string folder = parsed.GetValue(_out)!;
        string? database = parsed.GetValue(_synthetic) ? null : session.Library.TryFind(MitBihArrhythmiaDatabase.Name);
        string name = database is null ? SyntheticDemo.Name : RealRecord;
        string page = Path.Combine(folder, $"{name}.html"), annotations = Path.Combine(folder, $"{name}.{Annotator}");
        string[] files = [page, annotations, .. database is null ? (string[])[.. new[] { "hea", "dat", MitBihArrhythmiaDatabase.Annotator }.Select(extension => Path.Combine(folder, $"{name}.{extension}"))] : []];
        foreach (string file in files)
            OutputFile.Prepare(file, parsed.GetValue(_force));

        string path = database is null ? SyntheticDemo.Write(folder) : Path.Combine(database, RealRecord);
        var settings = new ReportSettings
        {
            Source = ModelSource.Of(ClassifierOptions.UsualModel, Protocols.OfOtherPatients),
            Reference = MitBihArrhythmiaDatabase.Annotator,
            ComparesWhole = true,
        };
        var report = ReportMaking.Write(session, path, settings, page, annotations);
        string? problem = parsed.GetValue(_open) ? Open(page) : null;
        return new DemoOutcome(report, TruthFigures.Of(path, report.Labels), files, problem);
    }

    /// <summary>Opens a page in the browser; says what went wrong, or null.</summary>
    private static string? Open(string page)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Path.GetFullPath(page)) { UseShellExecute = true });
            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException or FileNotFoundException)
        {
            return $"The browser could not be started ({e.Message.TrimEnd('.')}). Open {page} in it.";
        }
    }
}
