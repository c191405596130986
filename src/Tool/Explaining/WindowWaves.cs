using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>Waves by samples of a beat's window.</summary>
internal static class WindowWaves
{
    /// <summary>Counts waves from a sample on.</summary>
    /// <param name="waves">The waves, by samples of the record at 360 a second.</param>
    /// <param name="first">The window's first sample.</param>
    public static BeatDelineation Of(in BeatDelineation waves, long first)
    {
        return new BeatDelineation(waves.RPeak - first, Of(waves.P), waves.Qrs is { } qrs ? new QrsComplex(qrs.Onset - first, qrs.Q - first, qrs.S - first, qrs.Offset - first) : null, Of(waves.T));

        Wave? Of(Wave? wave) => wave is { } some ? new Wave(some.Onset - first, some.Peak - first, some.Offset - first) : null;
    }
}
