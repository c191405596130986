using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;

namespace QuickStart;

/// <summary>What the command line asked for.</summary>
internal sealed record Settings(
    int Epochs,
    ArrhythmiNetArchitecture Architecture,
    IReadOnlyList<SplitProtocol> Protocols,
    int Seed,
    DirectoryInfo Output,
    bool Synthetic);
