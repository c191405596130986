using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Evaluation;

/// <summary>What a division of beats lets the test set share with the training set. Every result is given with it.</summary>
public sealed class LeakageAudit
{
    private const int PatientsListed = 12;

    private LeakageAudit(BeatTable beats, BeatSplit split)
    {
        var training = split.Training.ToHashSet();
        TestBeats = split.Test.Count;
        CopiedBeats = split.Test.Count(training.Contains);

        if (beats.Fingerprints is { } fingerprints)
        {
            var seen = training.Select(row => fingerprints[row]).ToHashSet();
            EqualBeats = split.Test.Count(row => !training.Contains(row) && seen.Contains(fingerprints[row]));
        }

        if (beats.Patients is { } patients)
        {
            var trainingPatients = training.Select(row => patients[row]).ToHashSet(StringComparer.Ordinal);
            string[] testPatients = [.. split.Test.Select(row => patients[row]).Distinct(StringComparer.Ordinal)];
            TestPatients = testPatients.Length;
            SharedPatients = [.. testPatients.Where(trainingPatients.Contains).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>How many beats the test set has, copies counted.</summary>
    public int TestBeats { get; }

    /// <summary>How many test beats are the very rows that train.</summary>
    public int CopiedBeats { get; }

    /// <summary>How many further test beats have the same samples as a training beat; null where the samples are not known.</summary>
    public int? EqualBeats { get; }

    /// <summary>How many patients the test set has; null where they are not known.</summary>
    public int? TestPatients { get; }

    /// <summary>The patients with beats on both sides, in order; null where they are not known.</summary>
    public IReadOnlyList<string>? SharedPatients { get; }

    /// <summary>Whether nothing is shared, as far as it is known.</summary>
    public bool IsClean => CopiedBeats == 0 && EqualBeats is null or 0 && SharedPatients is null or { Count: 0 };

    /// <summary>Examines a division.</summary>
    /// <param name="beats">The beats that were divided.</param>
    /// <param name="split">The division.</param>
    /// <exception cref="ArgumentException">The division has an index that is no row of the table.</exception>
    public static LeakageAudit Of(BeatTable beats, BeatSplit split)
    {
        ArgumentNullException.ThrowIfNull(beats);
        ArgumentNullException.ThrowIfNull(split);
        foreach (int row in split.Training.Concat(split.Test))
        {
            if ((uint)row >= (uint)beats.Labels.Count)
                throw new ArgumentException($"The division names row {row}, but the table has {beats.Labels.Count} beats; audit a division with the table that it was made from.", nameof(split));
        }
        return new LeakageAudit(beats, split);
    }

    /// <summary>The audit as lines of plain text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"leakage audit: {(IsClean ? "clean" : "the test set is not independent of the training set")}");
        Line($"  copies of training beats:  {CopiedBeats} of {TestBeats} test beats");
        if (EqualBeats is int equal)
            Line($"  beats of equal samples:    {equal}");
        else
            Line($"  beats of equal samples:    not examined (the samples are not known)");
        if (SharedPatients is { } shared)
        {
            string names = shared.Count == 0 ? "" : $": {string.Join(' ', shared.Take(PatientsListed))}{(shared.Count > PatientsListed ? " ..." : "")}";
            Line($"  patients on both sides:    {shared.Count} of {TestPatients}{names}");
        }
        else
        {
            Line($"  patients on both sides:    not examined (the patients are not known)");
        }
        return text.ToString();
    }
}
