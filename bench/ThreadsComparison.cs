using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Bench;

/// <summary>
/// Training on one thread and on all, in short runs that take turns. Beside them as many trainings of one thread each as there are
/// threads, side by side and with nothing in common: what they do more than one alone is what the machine's cores are worth together.
/// </summary>
internal static class ThreadsComparison
{
    public const int Rounds = 25;
    public const int Steps = 50;

    /// <summary>Seconds for a step, in the middle of all rounds.</summary>
    /// <param name="OneThread">On one thread.</param>
    /// <param name="AllThreads">On all.</param>
    /// <param name="SideBySide">Of each of the trainings side by side, the slowest taken.</param>
    internal sealed record Result(double OneThread, double AllThreads, double SideBySide);

    public static Result Run(ArrhythmiNetArchitecture architecture, CompareOptions options)
    {
        var beats = TrainingComparison.MakeBeats(Steps * TrainingComparison.BatchSize);
        List<double> one = [], all = [], apart = [];
        if (!Train(options.Threads).Numbers.AsSpan().SequenceEqual(Train(threads: 1).Numbers))
            throw new InvalidOperationException($"{architecture}: the network depends on the number of threads; nothing to compare.");

        for (var round = 0; round < Rounds; round++)
        {
            one.Add(Train(threads: 1).Seconds);
            all.Add(Train(options.Threads).Seconds);
            apart.Add(Comparison.SideBySide(options.Threads, () => Train(threads: 1).Seconds).Max());
        }

        return new Result(Comparison.Median(one) / Steps, Comparison.Median(all) / Steps, Comparison.Median(apart) / Steps);

        (double Seconds, float[] Numbers) Train(int threads) => TrainingComparison.Train(beats, architecture, threads);
    }
}
