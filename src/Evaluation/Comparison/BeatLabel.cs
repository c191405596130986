namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// The labels of the beat matrix, as ANSI/AAMI EC57 and WFDB's <c>bxb</c> use them: five kinds of beats and two
/// stand-ins for a beat that one annotator has and the other lacks.
/// </summary>
public enum BeatLabel
{
    /// <summary>Any beat that is none of the others: normal, and bundle branch block.</summary>
    N,

    /// <summary>Supraventricular ectopic beat (SVEB): atrial or nodal premature or escape beat, or aberrated atrial premature beat.</summary>
    S,

    /// <summary>Ventricular ectopic beat (VEB): premature ventricular contraction, R-on-T, or ventricular escape beat.</summary>
    V,

    /// <summary>Fusion of a ventricular and a normal beat.</summary>
    F,

    /// <summary>Unclassifiable beat; paced beats and their fusions too, as EC57 asks for no report on paced records.</summary>
    Q,

    /// <summary>No beat: the other annotator's beat has no partner within the match window.</summary>
    O,

    /// <summary>No beat, in a time that this annotator marks as unreadable (shutdown).</summary>
    X,

    /// <summary>Not to be counted: what the test annotator finds within ventricular flutter or fibrillation that the reference marks.</summary>
    Excluded,
}
