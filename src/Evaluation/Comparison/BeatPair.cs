namespace ArrhythmiaVision.Evaluation;

/// <summary>A beat of one annotator with its partner of the other, or with the stand-in for a missing one.</summary>
/// <param name="Reference">The reference annotator's label.</param>
/// <param name="Test">The test annotator's label.</param>
/// <param name="ReferenceSample">The reference beat's sample; the test beat's where the reference has none.</param>
/// <param name="TestSample">The test beat's sample; the reference beat's where the test annotator has none.</param>
/// <param name="ReferenceInterval">
/// The RR interval in samples that ends at the reference annotator's current beat, which is the pair's or, of a lone test
/// beat, the next; 0 where there is none, as across flutter, fibrillation and unreadable times.
/// </param>
/// <param name="TestInterval">The same of the test annotator.</param>
public readonly record struct BeatPair(
    BeatLabel Reference, BeatLabel Test, long ReferenceSample, long TestSample, long ReferenceInterval, long TestInterval);
