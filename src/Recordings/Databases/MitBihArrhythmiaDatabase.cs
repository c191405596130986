namespace ArrhythmiaVision.Recordings;

/// <summary>
/// Facts about the MIT-BIH Arrhythmia Database (Moody and Mark, IEEE Eng Med Biol 20(3):45-50, 2001) and its division by
/// de Chazal, O'Dwyer and Reilly (IEEE Trans Biomed Eng 51(7):1196-1206, 2004).
/// </summary>
public static class MitBihArrhythmiaDatabase
{
    /// <summary>The folder's name at PhysioNet and among the data.</summary>
    public const string Name = "mitdb";

    /// <summary>The annotator of the reference annotations.</summary>
    public const string Annotator = "atr";

    /// <summary>Samples a second of every record, in Hz.</summary>
    public const double SamplingFrequency = 360;

    /// <summary>The lead that is preferred where a record has it.</summary>
    public const string PreferredLeadName = "MLII";

    /// <summary>The 48 records.</summary>
    public static IReadOnlyList<string> Records { get; } =
    [
        "100", "101", "102", "103", "104", "105", "106", "107", "108", "109", "111", "112",
        "113", "114", "115", "116", "117", "118", "119", "121", "122", "123", "124", "200",
        "201", "202", "203", "205", "207", "208", "209", "210", "212", "213", "214", "215",
        "217", "219", "220", "221", "222", "223", "228", "230", "231", "232", "233", "234",
    ];

    /// <summary>The records of patients with a pacemaker, which AAMI EC57 leaves out.</summary>
    public static IReadOnlyList<string> Paced { get; } = ["102", "104", "107", "217"];

    /// <summary>De Chazal's DS1: 22 records to develop a classifier on.</summary>
    public static IReadOnlyList<string> Ds1 { get; } =
    [
        "101", "106", "108", "109", "112", "114", "115", "116", "118", "119", "122",
        "124", "201", "203", "205", "207", "208", "209", "215", "220", "223", "230",
    ];

    /// <summary>De Chazal's DS2: 22 records, of other patients, save that 202 is the patient of 201, to test a classifier on.</summary>
    public static IReadOnlyList<string> Ds2 { get; } =
    [
        "100", "103", "105", "111", "113", "117", "121", "123", "200", "202", "210",
        "212", "213", "214", "219", "221", "222", "228", "231", "232", "233", "234",
    ];

    /// <summary>The patient of a record: the record's own name, save that 201 and 202 are of one patient, named 201.</summary>
    /// <param name="record">A record's name.</param>
    public static string PatientOf(string record)
    {
        ArgumentException.ThrowIfNullOrEmpty(record);
        return record == "202" ? "201" : record;
    }

    /// <summary>Chooses a lead: MLII where there is one, else the first (as in records 102 and 104).</summary>
    /// <param name="leads">The leads' names.</param>
    /// <returns>The index of the chosen lead.</returns>
    /// <exception cref="ArgumentException">There are no leads.</exception>
    public static int PreferredLead(IReadOnlyList<string> leads)
    {
        ArgumentNullException.ThrowIfNull(leads);
        if (leads.Count == 0)
        {
            throw new ArgumentException("The record has no signals to choose a lead from.", nameof(leads));
        }

        for (int i = 0; i < leads.Count; i++)
        {
            if (leads[i] == PreferredLeadName)
            {
                return i;
            }
        }

        return 0;
    }
}
