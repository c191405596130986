using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>How a network is trained. The defaults are the project's recipe.</summary>
public sealed class ArrhythmiNetTrainingOptions
{
    /// <summary>Which network to train.</summary>
    public ArrhythmiNetArchitecture Architecture { get; set; } = ArrhythmiNetArchitecture.V2;

    /// <summary>How many times each training beat is seen.</summary>
    public int Epochs { get; set; } = 20;

    /// <summary>
    /// Beats a step, at most. The beats of an epoch are spread evenly over its steps, so no step is left with a
    /// few beats: sizes within an epoch differ by one at most.
    /// </summary>
    public int BatchSize { get; set; } = 48;

    /// <summary>The (highest) learning rate.</summary>
    public double LearningRate { get; set; } = 5e-3;

    /// <summary>How the learning rate moves.</summary>
    public LearningRateSchedule Schedule { get; set; } = LearningRateSchedule.OneCycle;

    /// <summary>The share of a one-cycle run spent on the way up, 0 to 1.</summary>
    public double WarmUpFraction { get; set; } = 0.3;

    /// <summary>Decoupled weight decay, of weights only: biases and batch normalisation have none.</summary>
    public double WeightDecay { get; set; } = 1e-3;

    /// <summary>The share of the target spread evenly over all classes, 0 to 1.</summary>
    public double LabelSmoothing { get; set; } = 0.02;

    /// <summary>
    /// Each time a beat is seen it is moved by up to this many samples to either side; the edge sample fills the gap.
    /// </summary>
    public int ShiftSamples { get; set; } = 4;

    /// <summary>Each time a beat is seen it is multiplied by a factor drawn evenly from 1 ± this.</summary>
    public double GainJitter { get; set; } = 0.1;

    /// <summary>
    /// Each time a beat is seen its time is stretched about its middle by a factor between 1/(1 + this) and 1 + this, drawn evenly
    /// in its logarithm; other patients' waves are longer or shorter. 0 for not at all.
    /// </summary>
    public double StretchJitter { get; set; }

    /// <summary>
    /// Each time a beat is seen a sine is added to it, as a wandering baseline: of half a period to two periods a beat, and an
    /// amplitude drawn evenly from 0 to this. 0 for none.
    /// </summary>
    public double WanderAmplitude { get; set; }

    /// <summary>
    /// Classes whose beats have one shape, as S has N's: the network may tell them apart by a beat's context only, and cannot learn
    /// by heart which patients have which. Their dense weights of the pooled channels stay the same. Empty for none.
    /// </summary>
    public IReadOnlyList<string> ClassesOfOneShape { get; set; } = [];

    /// <summary>
    /// The context that tells the two <see cref="ClassesOfOneShape"/> apart and does nothing else, as how early a beat comes tells S from N: whether a beat is of any other class, the network decides
    /// by its samples and the rest of its context. Names of <see cref="BeatDataset.ContextNames"/>. Empty where all context may tell all classes apart.
    /// </summary>
    public IReadOnlyList<string> ContextOfOneShape { get; set; } = [];

    /// <summary>
    /// Models whose mean probabilities of each beat, changed as the network sees it, the network learns in place of the beat's label (knowledge
    /// distillation); of any architecture, and of the training set's classes and context. What several networks agree on is steadier than what one learns alone.
    /// Empty for labels; with teachers there is no label smoothing.
    /// </summary>
    /// <remarks>Hinton, Vinyals and Dean, arXiv 1503.02531, at temperature 1; the same changed beat for both, Beyer and others, arXiv 2106.05237.</remarks>
    public IReadOnlyList<ArrhythmiNetModel> Teachers { get; set; } = [];

    /// <summary>What the initial weights, the order of beats and their augmentation are drawn from.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Threads to train on; 0 takes every core. The result does not depend on it.</summary>
    public int Threads { get; set; }

    /// <summary>Stop when this many epochs in a row were no better on the validation set; null never stops early.</summary>
    public int? EarlyStoppingPatience { get; set; }

    /// <summary>What "better" is measured by, for early stopping and the best epoch.</summary>
    public MonitoredMetric Monitor { get; set; } = MonitoredMetric.ValidationLoss;

    /// <summary>With a validation set, return the best epoch's network instead of the last one's.</summary>
    public bool RestoreBestEpoch { get; set; } = true;

    /// <summary>A model of the same architecture and classes to start from instead of random weights.</summary>
    public ArrhythmiNetModel? WarmStart { get; set; }

    /// <summary>
    /// A file written after every epoch, from which a broken-off run of the same settings and data goes on and ends
    /// with the very same network. It is left in place when training ends.
    /// </summary>
    public string? CheckpointPath { get; set; }

    internal int EffectiveThreads => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal ArrhythmiNetTrainingOptions Copy() => (ArrhythmiNetTrainingOptions)MemberwiseClone();

    /// <summary>Checks that every option is in its range; training does so too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is not; the message says which and what it may be.</exception>
    public void Check()
    {
        if (!Enum.IsDefined(Architecture)) throw Bad(nameof(Architecture), "is not a known architecture");
        if (!Enum.IsDefined(Schedule)) throw Bad(nameof(Schedule), "is not a known schedule");
        if (!Enum.IsDefined(Monitor)) throw Bad(nameof(Monitor), "is not a known metric");
        if (Epochs < 1) throw Bad(nameof(Epochs), "must be at least 1");
        if (BatchSize is < 1 or > 65536) throw Bad(nameof(BatchSize), "must be from 1 to 65536");
        if (!(LearningRate > 0) || !double.IsFinite(LearningRate)) throw Bad(nameof(LearningRate), "must be above 0");
        if (!(WarmUpFraction is >= 0 and <= 1)) throw Bad(nameof(WarmUpFraction), "must be from 0 to 1");
        if (!(WeightDecay >= 0) || !double.IsFinite(WeightDecay)) throw Bad(nameof(WeightDecay), "must not be negative");
        if (!(LabelSmoothing is >= 0 and < 1)) throw Bad(nameof(LabelSmoothing), "must be from 0 up to, but not including, 1");
        if (ShiftSamples is < 0 or >= BeatDataset.BeatLength) throw Bad(nameof(ShiftSamples), "must be from 0 to 359");
        if (!(GainJitter is >= 0 and < 1)) throw Bad(nameof(GainJitter), "must be from 0 up to, but not including, 1");
        if (!(StretchJitter is >= 0 and <= 1)) throw Bad(nameof(StretchJitter), "must be from 0 to 1");
        if (!(WanderAmplitude >= 0) || !double.IsFinite(WanderAmplitude)) throw Bad(nameof(WanderAmplitude), "must not be negative");
        if (Threads is < 0 or > 1024) throw Bad(nameof(Threads), "must be from 0 (every core) to 1024");
        if (EarlyStoppingPatience < 1) throw Bad(nameof(EarlyStoppingPatience), "must be at least 1, or null");
        if (ClassesOfOneShape is null || ClassesOfOneShape.Contains(null!)) throw Bad(nameof(ClassesOfOneShape), "must be names of classes; empty for none");
        if (ContextOfOneShape is null || ContextOfOneShape.Contains(null!)) throw Bad(nameof(ContextOfOneShape), "must be names of context; empty for all of it");
        if (Teachers is null || Teachers.Contains(null!)) throw Bad(nameof(Teachers), "must be models; empty for none");
        if (CheckpointPath is { Length: 0 }) throw Bad(nameof(CheckpointPath), "must not be empty");
    }

    private ArgumentOutOfRangeException Bad(string property, string rule)
    {
        var value = GetType().GetProperty(property)!.GetValue(this);
        return new ArgumentOutOfRangeException(property, value, string.Create(CultureInfo.InvariantCulture, $"{property} {rule}."));
    }
}
