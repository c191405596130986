using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis;

/// <summary>Where a beat is.</summary>
/// <param name="Sample">The R peak's sample number, counted from 0 at the lead's own rate.</param>
/// <param name="Code">What an annotator says of the beat; <see cref="AnnotationCode.None"/> where nobody said anything.</param>
public readonly record struct RPeak(long Sample, AnnotationCode Code = default);
