namespace ArrhythmiaVision.Reporting;

/// <summary>A beat that is shown and explained.</summary>
/// <param name="Beat">Its number in the report, from 0.</param>
/// <param name="Why">Why it is shown, as <c>surest</c>.</param>
/// <param name="Words">What is known of it, in words.</param>
/// <param name="Evidence">Explanations of it, each with what it is worth; empty for a beat that is not explained.</param>
public sealed record TellingBeat(int Beat, string Why, string Words, IReadOnlyList<BeatEvidence> Evidence);

/// <summary>An explanation of a beat, drawn.</summary>
/// <param name="Picture">The beat on paper with its evidence.</param>
/// <param name="Checks">The passport: each check of the explanation.</param>
public sealed record BeatEvidence(BeatPicture Picture, IReadOnlyList<EvidenceCheck> Checks);

/// <summary>A check of an explanation.</summary>
/// <param name="Name">Which.</param>
/// <param name="Value">What was measured; NaN where there was nothing to measure.</param>
/// <param name="Limit">What it is held against; NaN for nothing.</param>
/// <param name="Failure">What is wrong, in words; null where it is passed.</param>
public readonly record struct EvidenceCheck(string Name, double Value, double Limit, string? Failure);
