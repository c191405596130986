using ArrhythmiaVision.Tool.Tests;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>A training that is kept in a checkpoint.</summary>
internal sealed class TrainVictim : Victim
{
    private const string Checkpoint = "a.checkpoint";
    private readonly MadeDatabase _database = new();

    public override string Name => "train";

    public override IReadOnlyList<string> Outputs => ["a.arrhythminet"];

    public override Started Start(string folder) => Started.Tool(_database.Data,
        ["train", "--model", "v2", "--protocol", "inter-patient", "--epochs", "3", "--out", Path.Combine(folder, Outputs[0]), "--checkpoint", Path.Combine(folder, Checkpoint), "--force"]);

    public override bool IsKept(string file) => file == Checkpoint;

    public override object? Remember(string folder) => File.Exists(Path.Combine(folder, Checkpoint)) ? Checkpoint : null;

    public override string? CheckResumed(object? remembered, Ended ended)
    {
        bool resumed = ended.Error.Contains("resumed from", StringComparison.Ordinal);
        if (resumed != remembered is not null)
            return resumed ? "training was resumed without a checkpoint" : $"there was a checkpoint, and training began anew:\n{ended.Error}";
        Resumed += resumed ? 1 : 0;
        return null;
    }

    public override void Dispose() => _database.Dispose();
}
