using ArrhythmiaVision.Networks;
using Microsoft.ML;

namespace ArrhythmiaVision.Trainers;

public sealed partial class ArrhythmiNetTrainer
{
    private static readonly ArrhythmiNetTrainingOptions Defaults = new();

    /// <summary>How <see cref="ArrhythmiNetTrainer"/> trains. The defaults are the project's recipe.</summary>
    public sealed class Options
    {
        /// <summary>The label: a key whose values are the classes' names, in the order of the network's outputs.</summary>
        public string LabelColumnName = "Label";

        /// <summary>The beats: vectors of 360 <see cref="float"/>, normalised.</summary>
        public string FeatureColumnName = "Features";

        /// <summary>
        /// What is known of each beat besides its samples, such as BeatSegment's Context: vectors of <see cref="float"/> of one known size, at most 64
        /// values about 0 ± 1. The network takes them beside its pooled features, and the slots' names are the names that it knows them
        /// by; null for a network of the samples alone.
        /// </summary>
        public string? ContextColumnName;

        /// <summary>Which slots of <see cref="ContextColumnName"/> to take, by their names; null for all.</summary>
        public IReadOnlyList<string>? ContextNames;

        /// <summary>Which network to train.</summary>
        public ArrhythmiNetArchitecture Architecture = Defaults.Architecture;

        /// <summary>How many times each training beat is seen.</summary>
        public int Epochs = Defaults.Epochs;

        /// <summary>Beats a step.</summary>
        public int BatchSize = Defaults.BatchSize;

        /// <summary>The (highest) learning rate.</summary>
        public double LearningRate = Defaults.LearningRate;

        /// <summary>How the learning rate moves.</summary>
        public LearningRateSchedule Schedule = Defaults.Schedule;

        /// <summary>The share of a one-cycle run spent on the way up, 0 to 1.</summary>
        public double WarmUpFraction = Defaults.WarmUpFraction;

        /// <summary>Decoupled weight decay.</summary>
        public double WeightDecay = Defaults.WeightDecay;

        /// <summary>The share of the target spread evenly over all classes, 0 to 1.</summary>
        public double LabelSmoothing = Defaults.LabelSmoothing;

        /// <summary>Augmentation: each time a beat is seen it is moved by up to this many samples to either side; 0 for none.</summary>
        public int ShiftSamples = Defaults.ShiftSamples;

        /// <summary>Augmentation: each time a beat is seen it is multiplied by a factor drawn evenly from 1 ± this; 0 for none.</summary>
        public double GainJitter = Defaults.GainJitter;

        /// <summary>
        /// Augmentation: each time a beat is seen its time is stretched about its middle by a factor between 1/(1 + this) and 1 + this; 0 for none.
        /// </summary>
        public double StretchJitter = Defaults.StretchJitter;

        /// <summary>Augmentation: each time a beat is seen a slow sine of an amplitude up to this is added to it; 0 for none.</summary>
        public double WanderAmplitude = Defaults.WanderAmplitude;

        /// <summary>
        /// Classes whose beats have one shape, as S has N's: told apart by <see cref="ContextColumnName"/> only, so that no patient's shapes are learnt
        /// by heart. Empty for none.
        /// </summary>
        public IReadOnlyList<string> ClassesOfOneShape = Defaults.ClassesOfOneShape;

        /// <summary>
        /// Slot names of <see cref="ContextColumnName"/> that tell <see cref="ClassesOfOneShape"/> apart and do nothing else, as how early a beat comes tells S
        /// from N. Empty where all context may tell all classes apart.
        /// </summary>
        public IReadOnlyList<string> ContextOfOneShape = Defaults.ContextOfOneShape;

        /// <summary>
        /// Balances the classes of the training rows, after the validation rows are set aside, so that no copy of a
        /// row comes to stand on both sides; null leaves them as they are.
        /// </summary>
        public BalanceTarget? Balance;

        /// <summary>
        /// The share of the rows set aside for validation, from 0 (none) up to 1: of each class's rows, or whole
        /// groups where <see cref="ValidationGroupColumnName"/> names a column.
        /// </summary>
        public double ValidationFraction;

        /// <summary>A column, such as Patient, whose rows of one value all train or all validate; null for none.</summary>
        public string? ValidationGroupColumnName;

        /// <summary>A view to validate on, instead of a share of the rows; its columns are those of the training view.</summary>
        public IDataView? ValidationData;

        /// <summary>Stop when this many epochs in a row were no better on the validation rows; null never stops early.</summary>
        public int? EarlyStoppingPatience = Defaults.EarlyStoppingPatience;

        /// <summary>What "better" is measured by, for early stopping and the best epoch.</summary>
        public MonitoredMetric Monitor = Defaults.Monitor;

        /// <summary>With validation rows, keep the best epoch's network instead of the last one's.</summary>
        public bool RestoreBestEpoch = Defaults.RestoreBestEpoch;

        /// <summary>A model to start from instead of random weights; of the same architecture, and of the label's classes in the same order.</summary>
        public ArrhythmiNetModel? WarmStart;

        /// <summary>
        /// Models whose mean probabilities of each beat the network learns in place of the row's label; of the label's classes in the same order. Empty
        /// for labels.
        /// </summary>
        public IReadOnlyList<ArrhythmiNetModel> Teachers = Defaults.Teachers;

        /// <summary>
        /// A file written after every epoch, from which a run of the same settings and data that was broken off goes
        /// on, and ends with the very same network. Not for cross-validation, whose folds would share it.
        /// </summary>
        public string? CheckpointPath;

        /// <summary>What the initial weights, the order of rows, their augmentation, the validation rows and the balancing are drawn from.</summary>
        public int Seed = Defaults.Seed;

        /// <summary>Threads to train and to score on; 0 takes every core. Results do not depend on it.</summary>
        public int Threads = Defaults.Threads;

        /// <summary>Told after every step and every epoch, from the thread that calls Fit; or null.</summary>
        public IProgress<TrainingProgress>? Progress;

        /// <summary>Breaks training off; what the last checkpoint holds stays.</summary>
        public CancellationToken CancellationToken;

        internal Options Copy() => (Options)MemberwiseClone();

        internal void Check()
        {
            ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
            ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
            if (ContextColumnName is { Length: 0 })
                throw new ArgumentException("ContextColumnName must not be empty; leave it null for a network of the samples alone.", nameof(ContextColumnName));
            if (ContextNames is not null && (ContextColumnName is null || ContextNames.Count == 0))
                throw new ArgumentException("ContextNames says which slots of the column ContextColumnName to take: name the column, and one slot or more.", nameof(ContextNames));
            if (!(ValidationFraction is >= 0 and < 1))
                throw new ArgumentOutOfRangeException(nameof(ValidationFraction), ValidationFraction, "ValidationFraction must be from 0 up to, but not including, 1.");
            if (ValidationFraction > 0 && ValidationData is not null)
                throw new ArgumentException("Give either ValidationFraction or ValidationData, not both.", nameof(ValidationData));
            if (ValidationFraction == 0 && ValidationGroupColumnName is not null)
                throw new ArgumentException("ValidationGroupColumnName says how rows are set aside, but ValidationFraction is 0: none are.", nameof(ValidationGroupColumnName));
            if (ValidationGroupColumnName is { Length: 0 })
                throw new ArgumentException("ValidationGroupColumnName must not be empty.", nameof(ValidationGroupColumnName));
            if (EarlyStoppingPatience is not null && ValidationFraction == 0 && ValidationData is null)
                throw new ArgumentException("Early stopping needs validation rows: set ValidationFraction or ValidationData.", nameof(EarlyStoppingPatience));
            ToTrainingOptions().Check();
        }

        internal ArrhythmiNetTrainingOptions ToTrainingOptions() => new()
        {
            Architecture = Architecture,
            Epochs = Epochs,
            BatchSize = BatchSize,
            LearningRate = LearningRate,
            Schedule = Schedule,
            WarmUpFraction = WarmUpFraction,
            WeightDecay = WeightDecay,
            LabelSmoothing = LabelSmoothing,
            ShiftSamples = ShiftSamples,
            GainJitter = GainJitter,
            StretchJitter = StretchJitter,
            WanderAmplitude = WanderAmplitude,
            ClassesOfOneShape = ClassesOfOneShape,
            ContextOfOneShape = ContextOfOneShape,
            Seed = Seed,
            Threads = Threads,
            EarlyStoppingPatience = EarlyStoppingPatience,
            Monitor = Monitor,
            RestoreBestEpoch = RestoreBestEpoch,
            WarmStart = WarmStart,
            Teachers = Teachers,
            CheckpointPath = CheckpointPath,
        };
    }
}
