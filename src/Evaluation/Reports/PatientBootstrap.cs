using MathNet.Numerics.Statistics;

namespace ArrhythmiaVision.Evaluation;

/// <summary>
/// Confidence intervals of figures over patients: as many patients as were tested are drawn from them with replacement, many
/// times, and the interval holds the middle of what their beats together come to (the percentile method; B. Efron and
/// R. J. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
/// </summary>
/// <remarks>A patient's beats are alike, so that beats are no sample of anything: an interval that draws beats is far too narrow.</remarks>
public sealed class PatientBootstrap
{
    private readonly ClassificationReport[] _resamples;

    /// <summary>Draws patients.</summary>
    /// <param name="patients">The report of each patient: all of a patient's beats in one, of the same classes in each.</param>
    /// <param name="resamples">How many times to draw.</param>
    /// <param name="seed">The seed of the draws; the same patients, in the same order, and seed give the same intervals.</param>
    /// <exception cref="ArgumentException">There are no patients, or their classes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> is below 1.</exception>
    public PatientBootstrap(IReadOnlyList<ClassificationReport> patients, int resamples = 2000, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (patients.Count == 0)
            throw new ArgumentException("There are no patients to draw from.", nameof(patients));
        var classes = patients[0].Classes;
        if (patients.FirstOrDefault(patient => !patient.Classes.SequenceEqual(classes)) is { } other)
            throw new ArgumentException($"One patient's classes are {string.Join(' ', classes)}, another's {string.Join(' ', other.Classes)}; they must be the same.", nameof(patients));

        Patients = patients.Count;
        var random = new Random(seed);
        _resamples = new ClassificationReport[resamples];
        for (int i = 0; i < resamples; i++)
        {
            var sum = new long[classes.Count, classes.Count];
            for (int draw = 0; draw < patients.Count; draw++)
                Add(sum, patients[random.Next(patients.Count)]);
            _resamples[i] = new ClassificationReport(classes, sum);
        }
    }

    /// <summary>How many patients there are.</summary>
    public int Patients { get; }

    /// <summary>The interval of the accuracy.</summary>
    /// <param name="level">The share that the interval is meant to hold.</param>
    public ConfidenceInterval Accuracy(double level = 0.95) => Interval(report => report.Accuracy, level)!;

    /// <summary>The interval of the macro-F1; of the resamples in which every class's F1 is defined. Null where none is.</summary>
    /// <param name="level">The share that the interval is meant to hold.</param>
    public ConfidenceInterval? MacroF1(double level = 0.95) =>
        Interval(report => Enumerable.Range(0, report.Classes.Count).All(c => F1Of(report, c) is not null) ? report.MacroF1 : null, level);

    /// <summary>The interval of a class's sensitivity (recall); of the resamples that have beats of it. Null where none has.</summary>
    /// <param name="index">The class's index.</param>
    /// <param name="level">The share that the interval is meant to hold.</param>
    public ConfidenceInterval? Sensitivity(int index, double level = 0.95) =>
        Interval(report => report.PerClass[index].Support > 0 ? report.PerClass[index].Recall : null, level);

    /// <summary>The interval of a class's positive predictivity (precision); of the resamples in which any beat was called so. Null where none was.</summary>
    /// <param name="index">The class's index.</param>
    /// <param name="level">The share that the interval is meant to hold.</param>
    public ConfidenceInterval? PositivePredictivity(int index, double level = 0.95) =>
        Interval(report => Predicted(report, index) > 0 ? report.PerClass[index].Precision : null, level);

    /// <summary>The interval of a class's F1; of the resamples that have beats of it or in which any was called so. Null where there is none.</summary>
    /// <param name="index">The class's index.</param>
    /// <param name="level">The share that the interval is meant to hold.</param>
    public ConfidenceInterval? F1(int index, double level = 0.95) => Interval(report => F1Of(report, index), level);

    /// <summary>The interval of any figure.</summary>
    /// <param name="figure">The figure of the patients drawn; null where it is not defined, and the resample is then left out.</param>
    /// <param name="level">The share that the interval is meant to hold, above 0 and below 1.</param>
    /// <returns>The interval; null where no resample defines the figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public ConfidenceInterval? Interval(Func<ClassificationReport, double?> figure, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "An interval's level must be above 0 and below 1, such as 0.95.");

        double[] values = [.. _resamples.Select(figure).OfType<double>()];
        if (values.Length == 0)
            return null;
        Array.Sort(values);
        return new ConfidenceInterval(At((1 - level) / 2), At((1 + level) / 2), level, values.Length);

        double At(double share) => SortedArrayStatistics.QuantileCustom(values, share, QuantileDefinition.R7);
    }

    private static double? F1Of(ClassificationReport report, int index) =>
        report.PerClass[index].Support > 0 || Predicted(report, index) > 0 ? report.PerClass[index].F1 : null;

    private static long Predicted(ClassificationReport report, int index)
    {
        long predicted = 0;
        for (int actual = 0; actual < report.Classes.Count; actual++)
            predicted += report[actual, index];
        return predicted;
    }

    private static void Add(long[,] sum, ClassificationReport patient)
    {
        for (int actual = 0; actual < sum.GetLength(0); actual++)
        {
            for (int predicted = 0; predicted < sum.GetLength(1); predicted++)
                sum[actual, predicted] += patient[actual, predicted];
        }
    }
}
