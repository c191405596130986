using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>A command line that is killed, and what it leaves.</summary>
internal abstract class Victim : IDisposable
{
    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>The files that it writes, by their names in its folder.</summary>
    public abstract IReadOnlyList<string> Outputs { get; }

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where it writes.</param>
    public abstract Started Start(string folder);

    /// <summary>What must not be among its files, beside that each output is the old one, the new one or absent.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="state">What each output is.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public virtual string? Check(string folder, IReadOnlyList<OutputState> state) => null;

    /// <summary>Whether a file that is no output may be left when the command is killed; one that is written to its end may not.</summary>
    public virtual bool IsKept(string file) => false;

    /// <summary>What is known before the next run of what it should go on from.</summary>
    public virtual object? Remember(string folder) => null;

    /// <summary>Whether the run that came to its end went on from there.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public virtual string? CheckResumed(object? remembered, Ended ended) => null;

    /// <summary>Where a run is that was told of by <see cref="CheckResumed"/>.</summary>
    public int Resumed { get; protected set; }

    public virtual void Dispose()
    {
    }

    /// <summary>Whether a file was being written when its program was killed.</summary>
    public static bool IsPending(string file) => file.EndsWith(PendingFile.Extension, StringComparison.Ordinal);
}
