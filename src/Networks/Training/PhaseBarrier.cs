using System.Runtime.ExceptionServices;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// Where a team's threads wait for each other between phases of microseconds; the last to come finishes the phase before
/// all go on.
/// </summary>
internal sealed class PhaseBarrier
{
    // Some 0.1 ms: longer than an evenly shared phase keeps anyone waiting, while a yield may cost a whole slice of time.
    private const int SpinsBeforeYielding = 3000;
    private readonly int _parties;
    private readonly int _spins;
    private int _missing;
    private int _generation;
    private volatile ExceptionDispatchInfo? _failure;

    public PhaseBarrier(int parties)
    {
        _parties = parties;
        _missing = parties;
        _spins = parties <= Environment.ProcessorCount ? SpinsBeforeYielding : 0;
    }

    /// <summary>Waits for the others.</summary>
    /// <param name="finish">What the last to come does for the given phase.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="meanwhile">What the others do again and again while they wait, a few microseconds long; it gives false when there is nothing to do.</param>
    public void Pass(Action<int> finish, int phase, Func<bool> meanwhile)
    {
        var generation = Volatile.Read(ref _generation);
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            finish(phase);
            Volatile.Write(ref _missing, _parties);
            Volatile.Write(ref _generation, generation + 1);
            return;
        }

        for (var spins = 0; Volatile.Read(ref _generation) == generation; spins++)
        {
            _failure?.Throw();
            if (meanwhile()) spins = 0;
            else if (spins < _spins) Thread.SpinWait(1);
            else Thread.Yield();
        }
    }

    /// <summary>Lets go every thread that waits or will wait, with the same failure.</summary>
    public void Fail(Exception exception) => _failure = ExceptionDispatchInfo.Capture(exception);
}
