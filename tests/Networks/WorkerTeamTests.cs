namespace ArrhythmiaVision.Networks.Tests;

public class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryRoundEndsOnEveryThreadBeforeTheNextBegins(int threads)
    {
        // Empty rounds one after the other: a thread that is still ending one must not count in the next.
        using var team = new WorkerTeam(threads);
        var done = new int[threads];
        Action<int> work = thread => done[thread]++;
        for (var round = 1; round <= 20_000; round++)
        {
            team.Run(work);
            foreach (var count in done) Assert.Equal(round, count);
        }
    }

    [Fact]
    public void AFailureOnAnyThreadComesOutAndTheTeamGoesOn()
    {
        using var team = new WorkerTeam(3);
        for (var thread = 0; thread < 3; thread++)
        {
            var failing = thread;
            var failure = Assert.Throws<InvalidOperationException>(() => team.Run(own =>
            {
                if (own == failing) throw new ArgumentException("broken");
            }));
            Assert.IsType<ArgumentException>(failure.InnerException);
        }

        var ran = 0;
        team.Run(_ => Interlocked.Increment(ref ran));
        Assert.Equal(3, ran);
    }

    [Fact]
    public void NoThreadOutlivesItsTeam()
    {
        var threads = new Thread?[4];
        var team = new WorkerTeam(4);
        team.Run(own => threads[own] = Thread.CurrentThread);
        team.Dispose();
        Assert.Same(Thread.CurrentThread, threads[0]);
        Assert.All(threads[1..], thread => Assert.False(thread!.IsAlive));
    }
}
