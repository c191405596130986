namespace ArrhythmiaVision.Attribution;

/// <summary>What an explanation of one beat is worth: its scores, and the verdict that follows.</summary>
/// <param name="Attribution">The explanation.</param>
/// <param name="DeletionInsertion">What happens as windows are taken and put in by its order.</param>
/// <param name="Infidelity">What it fails to foresee, from 0 to 1.</param>
/// <param name="Randomized">How alike it stays as layers lose what they learned, from the classes back.</param>
/// <param name="Stability">How alike it stays as the beat changes a little.</param>
/// <param name="Agreement">Its mean rank correlation with the other methods; null where none was given.</param>
/// <param name="Checks">Each check, passed or not.</param>
public sealed record Passport(
    BeatAttribution Attribution,
    DeletionInsertionResult DeletionInsertion,
    double Infidelity,
    IReadOnlyList<RandomizedLayer> Randomized,
    StabilityResult Stability,
    double? Agreement,
    IReadOnlyList<PassportCheck> Checks)
{
    /// <summary>True if it passes every check.</summary>
    public bool IsReliable => Checks.All(check => check.IsPassed);

    /// <summary>The names of the checks that it fails; empty for a reliable explanation.</summary>
    public IReadOnlyList<string> FailedChecks => [.. Checks.Where(check => !check.IsPassed).Select(check => check.Name)];

    /// <summary>Each check that it fails, in words; empty for a reliable explanation.</summary>
    public IReadOnlyList<string> Reasons => [.. Checks.Select(check => check.Failure).OfType<string>()];
}
