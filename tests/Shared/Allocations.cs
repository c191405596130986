namespace ArrhythmiaVision.Tests;

/// <summary>What code allocates on the managed heap once it is warm.</summary>
internal static class Allocations
{
    private const int Runs = 10;

    /// <summary>The bytes that the action allocates on this thread in steady state: the least of several runs.</summary>
    /// <remarks>
    /// The runtime's own one-off costs (a method compiled again for speed, the first use of a type) can fall into any single run,
    /// whatever went before it, so that one run proves nothing. An action that allocates each time has no run without.
    /// </remarks>
    public static long InSteadyState(Action action)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Runs && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
