namespace ArrhythmiaVision.Tool;

/// <summary>Shows how far something is, on standard error. May be told from several threads at once.</summary>
internal interface IProgressDisplay : IDisposable
{
    /// <summary>Tells how far it is; to be called as often as one likes.</summary>
    /// <param name="fraction">The part that is done, 0 to 1.</param>
    /// <param name="status">What is being done.</param>
    void Report(double fraction, string status);

    /// <summary>A step that is done: a line where output is piped; on a terminal the moving display says it.</summary>
    void Step(string line);

    /// <summary>What the person must see in any case.</summary>
    void Warn(string line);
}
