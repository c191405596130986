namespace ArrhythmiaVision.Signals;

/// <summary>What can be made of a stretch of one lead.</summary>
public enum SignalCondition
{
    /// <summary>Beats can be judged in it.</summary>
    Good,

    /// <summary>There are no samples, as where the lead was off.</summary>
    Missing,

    /// <summary>The samples do not change, as where the lead was off and the recorder held its value.</summary>
    Flat,

    /// <summary>The samples stay at a far value, as where the amplifier was at its limit.</summary>
    Saturated,

    /// <summary>There is much noise or a baseline that moves: beats may be missed, or be found where there are none.</summary>
    Noisy,
}
