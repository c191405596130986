namespace ArrhythmiaVision.Recordings;

/// <summary>The five beat classes of ANSI/AAMI EC57, as de Chazal, O'Dwyer and Reilly (2004) apply them to MIT-BIH symbols.</summary>
public enum AamiClass
{
    /// <summary>Not a beat.</summary>
    None,

    /// <summary>A beat that is in none of the other four classes: normal, bundle branch block, escape beats from above the ventricles.</summary>
    N,

    /// <summary>A supraventricular ectopic beat.</summary>
    S,

    /// <summary>A ventricular ectopic beat.</summary>
    V,

    /// <summary>A fusion of a ventricular and a normal beat.</summary>
    F,

    /// <summary>A paced, a fused paced or an unclassifiable beat.</summary>
    Q,
}
