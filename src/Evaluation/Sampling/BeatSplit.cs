namespace ArrhythmiaVision.Evaluation;

/// <summary>Which beats train and which test, as a protocol chose them.</summary>
/// <param name="Protocol">The protocol's name, such as <c>unique</c>.</param>
/// <param name="Seed">The seed of the choice.</param>
/// <param name="Training">Indices of the training beats, in the order to be used; a beat that is copied stands there several times.</param>
/// <param name="Test">Indices of the test beats, likewise.</param>
public sealed record BeatSplit(string Protocol, int Seed, IReadOnlyList<int> Training, IReadOnlyList<int> Test);
