namespace ArrhythmiaVision.Attribution;

/// <summary>What an explanation of one beat is worth: its scores, and the verdict that follows.</summary>
/// <param name="Attribution">The explanation.</param>
/// <param name="DeletionInsertion">What happens as windows are taken and put in by its order.</param>
/// <param name="Infidelity">What it fails to foresee, from 0 to 1.</param>
/// <param name="Randomized">How alike it stays as layers lose what they learned, from the classes back.</param>
/// <param name="Stability">How alike it stays as the beat changes a little.</param>
/// <param name="Agreement">Its mean rank correlation with the other methods; null where none was given.</param>
/// <param name="Reasons">Each check that it fails, in words; empty for a reliable explanation.</param>
public sealed record Passport(
    BeatAttribution Attribution,
    DeletionInsertionResult DeletionInsertion,
    double Infidelity,
    IReadOnlyList<RandomizedLayer> Randomized,
    StabilityResult Stability,
    double? Agreement,
    IReadOnlyList<string> Reasons)
{
    /// <summary>True if it passes every check.</summary>
    public bool IsReliable => Reasons.Count == 0;
}
