using ArrhythmiaVision.Attribution;

namespace ArrhythmiaVision.Tool;

/// <summary>What all methods' explanations of one beat score.</summary>
/// <param name="Record">Its record.</param>
/// <param name="ClassIndex">The class that the network gives it, which is explained.</param>
/// <param name="Methods">Each method's.</param>
/// <param name="Correlations">The rank correlation of each method with each other.</param>
internal sealed record BeatScores(string Record, int ClassIndex, MethodScore[] Methods, double[,] Correlations);

/// <summary>What one method's explanation of one beat scores.</summary>
/// <param name="Deletion">Areas as the evidence is taken away and put in, beside random order's.</param>
/// <param name="Aside">The same against a flat line, which no check looks at.</param>
/// <param name="Infidelity">What it fails to foresee.</param>
/// <param name="Randomized">The rank correlations as layers are randomised.</param>
/// <param name="Noise">How alike it stays under noise.</param>
/// <param name="Shift">How alike it stays under shifts.</param>
/// <param name="Agreement">Its agreement with the other methods.</param>
/// <param name="Shares">The share of the evidence in each of <see cref="EvidencePlaces.Names"/>.</param>
/// <param name="Failed">The checks that it fails.</param>
/// <param name="Values">The explanation's value of each sample.</param>
internal sealed record MethodScore(
    DeletionInsertionResult Deletion, DeletionInsertionResult Aside, double Infidelity, IReadOnlyList<RandomizedLayer> Randomized, double Noise, double Shift, double Agreement, double[] Shares, IReadOnlyList<string> Failed,
    IReadOnlyList<float> Values);
