using ArrhythmiaVision.Networks;

namespace QuickStart;

/// <summary>What the command line asked for.</summary>
internal sealed record Settings(int Epochs, ArrhythmiNetArchitecture Architecture, int Seed, DirectoryInfo Output, bool Synthetic);
