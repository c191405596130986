using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>Which annotations are beats, and of what label.</summary>
internal static class BeatLabels
{
    /// <summary>Whether an annotation takes part in the matching. Flutter waves do, as in the WFDB library, though they have no label.</summary>
    public static bool IsMatched(AnnotationCode code) => code.IsBeat || code == AnnotationCode.VentricularFlutterWave;

    /// <summary>The label of an annotation; <see cref="BeatLabel.O"/> for what is no beat.</summary>
    public static BeatLabel Of(AnnotationCode code, bool escapeBeatsAreNormal) => code.Aami switch
    {
        AamiClass.N when !escapeBeatsAreNormal && IsSupraventricularEscape(code) => BeatLabel.S,
        AamiClass.N => BeatLabel.N,
        AamiClass.S => BeatLabel.S,
        AamiClass.V => BeatLabel.V,
        AamiClass.F => BeatLabel.F,
        AamiClass.Q => BeatLabel.Q,
        _ => BeatLabel.O,
    };

    /// <summary>Whether an annotation says that no signal can be read from here on (shutdown): a noise mark with bits 4 and 5 of its subtype set.</summary>
    public static bool StartsShutdown(in Annotation annotation) =>
        annotation.Code == AnnotationCode.SignalQualityChange && (annotation.Subtype & 0x30) == 0x30;

    /// <summary>Whether an annotation says that a signal can be read again.</summary>
    public static bool EndsShutdown(in Annotation annotation) =>
        annotation.Code == AnnotationCode.SignalQualityChange && (annotation.Subtype & 0x30) != 0x30;

    private static bool IsSupraventricularEscape(AnnotationCode code) =>
        code == AnnotationCode.AtrialEscape || code == AnnotationCode.NodalEscape || code == AnnotationCode.SupraventricularEscape;
}
