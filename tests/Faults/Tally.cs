using System.Globalization;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>What came of killing one command.</summary>
/// <param name="Name">The command.</param>
internal sealed record Tally(string Name)
{
    /// <summary>How often it was killed.</summary>
    public int Kills { get; set; }

    /// <summary>How often with a file half-written beside its place, or in part.</summary>
    public int WhileWriting { get; set; }

    /// <summary>Its outputs after kills, all counted, by what they were.</summary>
    public Dictionary<OutputState, int> Outputs { get; } = [];

    /// <summary>How often it was run to its end afterwards.</summary>
    public int Completed { get; set; }

    /// <summary>How often such a run went on from a checkpoint or from parts.</summary>
    public int Resumed { get; set; }

    /// <summary>The most files left beside their places, before a run to the end cleared them away.</summary>
    public int MostLeft { get; set; }

    /// <summary>What it did that it may not.</summary>
    public List<string> Findings { get; } = [];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name,-13} {Kills,4} kills  {WhileWriting,4} while writing  {Count(OutputState.Old),6:N0} old  {Count(OutputState.New),6:N0} new  {Count(OutputState.Absent),6:N0} absent  {Completed,4} then completed  {Resumed,4} resumed  {MostLeft,3} left at most  {Findings.Count,3} findings");

    private int Count(OutputState state) => Outputs.GetValueOrDefault(state);
}
