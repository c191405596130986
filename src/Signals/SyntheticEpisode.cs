namespace ArrhythmiaVision.Signals;

/// <summary>What happens for a while in a synthetic record.</summary>
public enum SyntheticEpisodeKind
{
    /// <summary>Every second beat is a premature ventricular one.</summary>
    VentricularBigeminy,

    /// <summary>Premature ventricular beats follow one another, some 150 a minute.</summary>
    VentricularRun,

    /// <summary>Sinus beats are conducted with left bundle branch block, symbol L.</summary>
    LeftBundleBranchBlock,

    /// <summary>Sinus beats are conducted with right bundle branch block, symbol R.</summary>
    RightBundleBranchBlock,

    /// <summary>One sinus beat comes as late as the episode is long.</summary>
    Pause,

    /// <summary>The leads are off: their samples stay at 0, and beats are not known.</summary>
    LeadOff,

    /// <summary>Muscles add white noise of 0.15 mV.</summary>
    MuscleNoise,
}

/// <summary>An episode of a synthetic record.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Start">When it begins, in seconds.</param>
/// <param name="Seconds">How long it lasts.</param>
public readonly record struct SyntheticEpisode(SyntheticEpisodeKind Kind, double Start, double Seconds)
{
    /// <summary>Whether a time lies in it.</summary>
    internal bool Holds(double time) => time >= Start && time < Start + Seconds;
}
