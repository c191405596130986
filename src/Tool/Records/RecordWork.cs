namespace ArrhythmiaVision.Tool;

/// <summary>Does the same with many records, several at once, and holds of each only what came of it.</summary>
internal static class RecordWork
{
    /// <summary>Works on records.</summary>
    /// <param name="records">The records' paths.</param>
    /// <param name="threads">Records at a time; 0 for one on every core.</param>
    /// <param name="display">Shows how far it is.</param>
    /// <param name="work">What to do with a record; it may tell which part is done, 0 to 1.</param>
    /// <param name="describe">One line that says what came of a record.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What came of each, or what went wrong with it, in the order of the records.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static IReadOnlyList<RecordOutcome<T>> Run<T>(
        IReadOnlyList<string> records, int threads, IProgressDisplay display, Func<string, Action<double>, T> work, Func<T, string> describe, CancellationToken cancellation)
        where T : class
    {
        var results = new RecordOutcome<T>[records.Count];
        var parts = new double[records.Count];
        var gate = new Lock();
        int finished = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
        Parallel.For(0, records.Count, options, i =>
        {
            string name = RecordFinder.NameOf(records[i]);
            T? result = null;
            string? error = null;
            try
            {
                result = work(records[i], part => Show(i, part));
            }
            catch (Exception e) when (ErrorText.IsExpected(e))
            {
                error = ErrorText.Of(e);
            }

            results[i] = new RecordOutcome<T>(records[i], result, error);
            lock (gate)
            {
                finished++;
                display.Step(Invariant($"[{finished}/{records.Count}] {name}: {(result is null ? "failed" : describe(result))}"));
            }

            Show(i, 1);
        });
        return results;

        void Show(int record, double part)
        {
            lock (gate)
            {
                parts[record] = part;
                display.Report(parts.Sum() / parts.Length, Invariant($"{finished} of {records.Count} records"));
            }
        }
    }
}
