using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>How a network is trained by a protocol, apart from the seed. What is not said here are the library's defaults.</summary>
internal sealed record TrainingRecipe
{
    private const int PatientsEpochs = 6;
    private const int LargeNetworkEpochs = 30;
    private const int SmallNetworkEpochs = 20;
    private const int MostPerRecord = 300;
    private const int RareCopies = 3;
    private const int MostMadePerRecord = 150;
    private const double CorrectionAcrossPatients = 0.75;

    // The paper's protocol fills rare classes up with copies of their beats before it divides: those of its test set are known from training, normal beats are not.
    private const double CorrectionOfCopies = 0.4;
    private const int TeachersAcrossPatients = 3;

    // Classes of which a record may have thousands, and those of which few records have any.
    private static readonly string[] s_common = ["N", "L", "R"];
    private static readonly string[] s_rare = ["A"];

    // What is usual for the patient is the mean cycle of the atria: ectopic beats in the majority draw the median of RR intervals to themselves, and P waves
    // that are not conducted lengthen their mean.
    private static readonly string[] s_context = [.. ContextMeasures.RrAtrial, .. ContextMeasures.Fibrillation, .. ContextMeasures.Shape, .. ContextMeasures.Extent];

    // A supraventricular ectopic beat has the QRS complex of a normal one: what else a network finds is whose beats they are.
    private static readonly string[] s_oneShape = ["N", "S"];

    // How early a beat comes, and in what rhythm, is what they differ in. A broad complex is no more ventricular for coming early: so may a supraventricular beat in bundle branch block.
    private static readonly string[] s_contextOfOneShape = [.. ContextMeasures.RrAtrial, .. ContextMeasures.Fibrillation];

    /// <summary>The network.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>What it is given of each beat.</summary>
    public required BeatPreparation Preparation { get; init; }

    /// <summary>How many times each training beat is seen.</summary>
    public required int Epochs { get; init; }

    /// <summary>Whether the network is to meet patients that it was not trained on.</summary>
    public required bool ForOtherPatients { get; init; }

    /// <summary>How many of a record's normal beats are trained on as premature ones too (<see cref="PrematureBeats"/>), at most.</summary>
    public required int MadePerRecord { get; init; }

    /// <summary>How far the network is brought back from the classes' mix in training to the one that they have in the records, 0 to 1.</summary>
    public required double FrequencyCorrection { get; init; }

    /// <summary>How many networks of other seeds are trained first, for this one to learn what they say on average; 0 to learn the labels.</summary>
    public required int Teachers { get; init; }

    /// <summary>The recipe for a network and a protocol.</summary>
    /// <param name="kind">The network.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="epochs">The number of epochs that a person asks for; null for the recipe's own.</param>
    /// <param name="scale">Whose scale a person asks beats to be brought to; null for the recipe's own.</param>
    public static TrainingRecipe For(ModelKind kind, string protocol, int? epochs, NormalizationScope? scale)
    {
        bool byPatient = Protocols.IsByPatient(protocol);
        return new TrainingRecipe
        {
            Kind = kind,
            Preparation = new BeatPreparation(kind.Scheme, kind.TakesContext ? s_context : [], NormalizationMethod.ZScore, scale ?? ScaleOf(kind)),
            Epochs = epochs ?? (byPatient ? PatientsEpochs : kind.Architecture == ArrhythmiNetArchitecture.V1 ? LargeNetworkEpochs : SmallNetworkEpochs),
            ForOtherPatients = byPatient,
            MadePerRecord = byPatient && kind.TakesContext ? MostMadePerRecord : 0,
            FrequencyCorrection = byPatient ? kind.TakesContext ? CorrectionAcrossPatients : 0 : protocol == SplitProtocol.Paper.Name ? CorrectionOfCopies : 0,

            // What the small network gains by three of its kind inside DS1, the large one does not (docs/accuracy.md).
            Teachers = byPatient && kind.TakesContext && kind.Architecture == ArrhythmiNetArchitecture.V2 ? TeachersAcrossPatients : 0,
        };
    }

    /// <summary>Whose scale a network's beats are brought to unless a person asks for another.</summary>
    public static NormalizationScope ScaleOf(ModelKind kind) =>

        // A beat is only large or early beside what is usual for its patient; without context it can be scored alone.
        kind.TakesContext ? NormalizationScope.Patient : NormalizationScope.Beat;

    /// <summary>The training rows as they are trained on. Protocols that do not divide patients have balanced them.</summary>
    public IReadOnlyList<int> Choose(BeatTable beats, IReadOnlyList<int> training, int seed) =>
        ForOtherPatients ? RecordQuotas.Choose(beats, training, [.. beats.Classes.Select(QuotaOf)], seed) : training;

    /// <summary>
    /// The options of the training. Few patients are soon known by heart: for others a network sees each beat a few times only, each time longer
    /// or shorter, larger or smaller, and on another baseline. Chosen by cross-validation inside DS1 (docs/accuracy.md).
    /// </summary>
    public ArrhythmiNetTrainingOptions Options(int seed)
    {
        var options = new ArrhythmiNetTrainingOptions { Architecture = Kind.Architecture, Epochs = Epochs, Seed = seed };
        if (ForOtherPatients)
        {
            options.BatchSize = 64;
            options.LearningRate = 3e-3;
            options.WeightDecay = 1e-2;
            options.LabelSmoothing = 0.05;
            options.ShiftSamples = 6;
            options.GainJitter = 0.2;
            options.StretchJitter = 0.19;
            options.WanderAmplitude = 0.2;
            if (Kind.TakesContext)
            {
                options.ClassesOfOneShape = s_oneShape;
                options.ContextOfOneShape = s_contextOfOneShape;
            }
        }

        return options;
    }

    private static ClassQuota QuotaOf(string name) =>
        new(s_common.Contains(name) ? MostPerRecord : null, s_rare.Contains(name) ? RareCopies : 1);

    /// <summary>The recipe as a model's card gives it.</summary>
    public IReadOnlyDictionary<string, string> Describe()
    {
        var options = Options(seed: 0);
        var settings = new Dictionary<string, string>
        {
            ["epochs"] = Invariant($"{options.Epochs}"),
            ["batchSize"] = Invariant($"{options.BatchSize}"),
            ["learningRate"] = Invariant($"{options.LearningRate}"),
            ["schedule"] = options.Schedule.ToString(),
            ["weightDecay"] = Invariant($"{options.WeightDecay}"),
            ["labelSmoothing"] = Invariant($"{options.LabelSmoothing}"),
            ["shiftSamples"] = Invariant($"{options.ShiftSamples}"),
            ["gainJitter"] = Invariant($"{options.GainJitter}"),
            ["stretchJitter"] = Invariant($"{options.StretchJitter}"),
            ["wanderAmplitude"] = Invariant($"{options.WanderAmplitude}"),
        };
        if (ForOtherPatients)
        {
            settings["beats"] = Invariant($"of each record at most {MostPerRecord} of each of {Those(s_common)}");
            if (Those(s_rare) is { Length: > 0 } rare)
                settings["copies"] = Invariant($"each of {rare} {RareCopies} times an epoch");
        }

        if (MadePerRecord > 0)
            settings["made"] = Invariant($"of each record in which the rhythm is regular at most {MadePerRecord} N beats, with the RR intervals of S beats, as S");
        if (options.ClassesOfOneShape.Count > 0)
            settings["classesOfOneShape"] = string.Join(' ', options.ClassesOfOneShape);
        if (options.ContextOfOneShape.Count > 0)
            settings["contextOfOneShape"] = string.Join("; ", options.ContextOfOneShape);
        if (Teachers > 0)
            settings["teachers"] = Invariant($"{Teachers} networks of other seeds, trained so on labels; the network learns the mean of their probabilities");
        if (FrequencyCorrection > 0)
            settings["frequencyCorrection"] = Invariant($"{FrequencyCorrection}");
        return settings;

        string Those(string[] names) => string.Join(' ', names.Intersect(Kind.Scheme.Classes));
    }
}
