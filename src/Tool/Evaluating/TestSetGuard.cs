using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;

namespace ArrhythmiaVision.Tool;

/// <summary>Refuses to evaluate a model on beats or patients that it was trained on, by what its card says.</summary>
internal static class TestSetGuard
{
    private const int Listed = 8;

    /// <summary>Checks a model.</summary>
    /// <param name="name">The model, as the person named it.</param>
    /// <param name="card">Its card.</param>
    /// <param name="protocol">The protocol to evaluate it by.</param>
    /// <param name="seed">The seed of the division.</param>
    /// <exception cref="ToolException">The model has seen the test set, or nobody can tell.</exception>
    public static void Check(string name, ModelCard? card, string protocol, int seed)
    {
        if (card is null)
            throw Refused($"The model '{name}' has no card, so nobody can tell whether it was trained on beats of the test set. Train one with 'arrhythmia train', which writes the card into the file.");

        // The training set of this very division is what the protocol lets it see.
        if (card.Protocol == protocol && (card.Seed == seed || protocol == SplitProtocol.InterPatient.Name))
            return;

        string[] seen = [.. Protocols.TestRecords(protocol).Intersect(card.TrainingRecords, StringComparer.Ordinal)];
        if (seen.Length == 0)
            return;
        string trained = Invariant($"it was trained by '{card.Protocol}', seed {card.Seed}");
        string records = $"{string.Join(' ', seen.Take(Listed))}{(seen.Length > Listed ? " ..." : "")}";
        throw Refused(Invariant($"The model '{name}' has seen the test set of '{protocol}', seed {seed}: {trained}, on beats of {seen.Length} of its records ({records}). ")
            + Invariant($"Evaluate it by '{card.Protocol}' with --seed {card.Seed}, or train one for '{protocol}' with --train."));
    }

    private static ToolException Refused(string message) => new(ExitCodes.Refused, message);
}
