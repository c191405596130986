namespace ArrhythmiaVision.Signals;

/// <summary>How the ventricles of a synthetic patient's sinus beats are excited.</summary>
public enum Conduction
{
    /// <summary>Normally: narrow QRS complexes, symbol N.</summary>
    Normal,

    /// <summary>With left bundle branch block: wide, notched QRS complexes and discordant T waves, symbol L.</summary>
    LeftBundleBranchBlock,

    /// <summary>With right bundle branch block: narrow R waves and wide, slurred S waves, symbol R.</summary>
    RightBundleBranchBlock,
}

/// <summary>What <see cref="SyntheticEcg.Generate"/> makes.</summary>
public sealed record SyntheticEcgOptions
{
    /// <summary>The patient: every shape, size and habit that differs between people follows from this number. The same patient in two
    /// records looks the same.</summary>
    public int Patient { get; init; }

    /// <summary>The record: rhythm, beat-to-beat changes and noise follow from this number (and the patient).</summary>
    public int Seed { get; init; }

    /// <summary>The record's length in seconds, above 0 and at most 604,800 (a week).</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Samples a second, 50 to 20,000.</summary>
    public double SamplingRate { get; init; } = 360;

    /// <summary>Leads, 1 or 2: the first like a limb lead II, the second like a chest lead.</summary>
    public int Leads { get; init; } = 1;

    /// <summary>How sinus beats are conducted.</summary>
    public Conduction Conduction { get; init; }

    /// <summary>Mean heart rate in beats a minute, 30 to 200; null for the patient's own, from 55 to 95.</summary>
    public double? HeartRate { get; init; }

    /// <summary>The standard deviation of the sinus rhythm's RR intervals as a share of their mean, 0 to 0.2.</summary>
    public double RrVariability { get; init; } = 0.04;

    /// <summary>The probability that a beat is an atrial premature one (symbol A), 0 to 0.5.</summary>
    public double AtrialPrematureShare { get; init; }

    /// <summary>The probability that a beat is a premature ventricular one (symbol V), 0 to 0.5.</summary>
    public double VentricularPrematureShare { get; init; }

    /// <summary>The standard deviation of the baseline's wander in mV, 0 or more.</summary>
    public double BaselineWander { get; init; } = 0.08;

    /// <summary>The standard deviation of white noise in mV, 0 or more.</summary>
    public double Noise { get; init; } = 0.02;

    /// <summary>The amplitude of mains hum in mV, 0 or more.</summary>
    public double MainsHum { get; init; }

    /// <summary>The frequency of mains hum in Hz.</summary>
    public double MainsFrequency { get; init; } = 60;

    /// <summary>What else happens, and when.</summary>
    public IReadOnlyList<SyntheticEpisode> Episodes { get; init; } = [];

    /// <summary>One of a set of patients that between them have every kind of beat: of each four, two conduct normally and one has each
    /// bundle branch block, and all have premature beats of one or both kinds.</summary>
    /// <param name="patient">The patient's number, from 0.</param>
    /// <param name="seconds">The record's length in seconds.</param>
    public static SyntheticEcgOptions ForPatient(int patient, double seconds = 60)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patient);
        return new SyntheticEcgOptions
        {
            Patient = patient,
            Seed = patient,
            Seconds = seconds,
            Conduction = (patient % 4) switch
            {
                2 => Conduction.LeftBundleBranchBlock,
                3 => Conduction.RightBundleBranchBlock,
                _ => Conduction.Normal,
            },
            AtrialPrematureShare = patient % 4 is 1 ? 0.2 : 0.05,
            VentricularPrematureShare = patient % 4 is 0 ? 0.2 : 0.05,
        };
    }

    /// <summary>Whether an episode of a kind is under way.</summary>
    internal bool Has(SyntheticEpisodeKind kind, double time)
    {
        foreach (var episode in Episodes)
        {
            if (episode.Kind == kind && episode.Holds(time)) return true;
        }
        return false;
    }

    internal void Check()
    {
        CheckRange(Seconds, double.Epsilon, 604_800, nameof(Seconds));
        CheckRange(SamplingRate, 50, 20_000, nameof(SamplingRate));
        CheckRange(Leads, 1, 2, nameof(Leads));
        CheckRange(HeartRate ?? 60, 30, 200, nameof(HeartRate));
        CheckRange(RrVariability, 0, 0.2, nameof(RrVariability));
        CheckRange(AtrialPrematureShare, 0, 0.5, nameof(AtrialPrematureShare));
        CheckRange(VentricularPrematureShare, 0, 0.5, nameof(VentricularPrematureShare));
        CheckRange(BaselineWander, 0, 100, nameof(BaselineWander));
        CheckRange(Noise, 0, 100, nameof(Noise));
        CheckRange(MainsHum, 0, 100, nameof(MainsHum));
        CheckRange(MainsFrequency, 0, 1000, nameof(MainsFrequency));
        if (!Enum.IsDefined(Conduction)) throw new ArgumentOutOfRangeException(nameof(Conduction), Conduction, "There is no such conduction.");
        ArgumentNullException.ThrowIfNull(Episodes);
        foreach (var episode in Episodes)
        {
            if (!Enum.IsDefined(episode.Kind) || !(episode.Start >= 0) || !(episode.Seconds > 0) || !double.IsFinite(episode.Start + episode.Seconds))
                throw new ArgumentOutOfRangeException(nameof(Episodes), episode, "An episode must be of a known kind, begin at 0 or later, and last more than 0 seconds.");
        }
        if (Seconds * SamplingRate > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(Seconds), Seconds, Invariant($"{Seconds} seconds at {SamplingRate} samples a second are more samples than one array holds."));
    }

    private static void CheckRange(double value, double min, double max, string name)
    {
        if (!(value >= min && value <= max))
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must lie between {min} and {max}."));
    }
}
