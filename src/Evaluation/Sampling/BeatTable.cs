using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation;

/// <summary>What dividing beats needs to know of them: each beat's class, record and patient, and a fingerprint of its samples.</summary>
public sealed class BeatTable
{
    /// <summary>Makes a table.</summary>
    /// <param name="classes">The names of the classes, in the order of the labels.</param>
    /// <param name="labels">The class of each beat, from 0; a negative label is missing, and the beat is never chosen.</param>
    /// <param name="records">The name of each beat's record; null where it is not known.</param>
    /// <param name="patients">Each beat's patient; null for MIT-BIH's, where a record is a patient save that 201 and 202 are one.</param>
    /// <param name="fingerprints">A fingerprint of each beat's samples (<see cref="BeatFingerprint"/>), by which copies are found; null where it is not known.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public BeatTable(
        IReadOnlyList<string> classes,
        IReadOnlyList<int> labels,
        IReadOnlyList<string>? records = null,
        IReadOnlyList<string>? patients = null,
        IReadOnlyList<UInt128>? fingerprints = null)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(labels);
        CheckLength(records?.Count, nameof(records));
        CheckLength(patients?.Count, nameof(patients));
        CheckLength(fingerprints?.Count, nameof(fingerprints));

        Classes = [.. classes];
        Labels = [.. labels];
        Records = records;
        Patients = patients ?? (records is null ? null : [.. records.Select(MitBihArrhythmiaDatabase.PatientOf)]);
        Fingerprints = fingerprints;
        RowsOfClass = RowsByClass.Of([.. labels], classes);

        void CheckLength(int? length, string name)
        {
            if (length is int n && n != labels.Count)
                throw new ArgumentException($"There are {labels.Count} labels but {n} {name}; give one for each beat, or null.", name);
        }
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The class of each beat, from 0; negative where it is missing.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The name of each beat's record, or null.</summary>
    public IReadOnlyList<string>? Records { get; }

    /// <summary>Each beat's patient, or null.</summary>
    public IReadOnlyList<string>? Patients { get; }

    /// <summary>A fingerprint of each beat's samples, or null.</summary>
    public IReadOnlyList<UInt128>? Fingerprints { get; }

    /// <summary>The rows of each class, ascending.</summary>
    internal int[][] RowsOfClass { get; }
}
