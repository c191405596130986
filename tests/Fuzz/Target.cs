namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>Something that reads bytes which anybody may have written.</summary>
/// <param name="Name">What it is called in the command and in reports.</param>
/// <param name="Seeds">Whole inputs, of which cases are made.</param>
/// <param name="Read">Reads everything of the files, which lie in the folder.</param>
/// <param name="NeedsFolder">Whether the files must lie in the folder; otherwise only their bytes are read.</param>
internal sealed record Target(string Name, IReadOnlyList<InputFile[]> Seeds, Action<InputFile[], string> Read, bool NeedsFolder);
