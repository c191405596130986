using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>The figures of an evaluation with what they must not be read without: the protocol, the seed and the leakage audit.</summary>
/// <param name="Model">What was evaluated, such as <c>V2</c>.</param>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="Seed">The seed of the division.</param>
/// <param name="Report">The figures.</param>
/// <param name="Leakage">What the test set shares with the training set.</param>
public sealed record ProtocolResult(string Model, string Protocol, int Seed, ClassificationReport Report, LeakageAudit Leakage)
{
    /// <summary>The result as plain text.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Model} by protocol '{Protocol}', seed {Seed}\n\n{Report}\n{Leakage}");
}
