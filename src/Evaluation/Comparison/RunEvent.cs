namespace ArrhythmiaVision.Evaluation;

/// <summary>What an annotation means for runs of ectopic beats.</summary>
internal enum RunEvent
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A beat that is not ectopic, or of unknown kind.</summary>
    OtherBeat,

    /// <summary>A ventricular ectopic beat or a fusion with one.</summary>
    VentricularBeat,

    /// <summary>A supraventricular ectopic beat, or any conducted beat in atrial fibrillation or flutter.</summary>
    SupraventricularBeat,

    /// <summary>The start of ventricular flutter or fibrillation.</summary>
    VentricularEpisodeStart,

    /// <summary>The end of ventricular flutter or fibrillation.</summary>
    VentricularEpisodeEnd,

    /// <summary>The start of atrial fibrillation or flutter.</summary>
    AtrialEpisodeStart,

    /// <summary>The end of atrial fibrillation or flutter.</summary>
    AtrialEpisodeEnd,

    /// <summary>The signal cannot be read from here on.</summary>
    ShutdownStart,
}
