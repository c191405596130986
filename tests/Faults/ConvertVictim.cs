namespace ArrhythmiaVision.Faults.Tests;

/// <summary>A conversion to a WFDB record, whose header says what is in its two other files.</summary>
internal sealed class ConvertVictim() : ToolVictim("convert-wfdb", ["a.hea", "a.dat", "a.atr"], (recordings, output) => ["convert", recordings["a"], Path.Combine(output, "a"), "--force"])
{
    public override string? Check(string folder, IReadOnlyList<OutputState> state) =>
        state[0] is OutputState.Absent || state.All(one => one == state[0]) ? null : $"the header is {state[0]} beside samples that are {state[1]} and annotations that are {state[2]}";
}
