using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace RPeakTable;

/// <summary>
/// Runs the detector on the first signal of records of the MIT-BIH Arrhythmia Database and compares its peaks with the reference
/// as ANSI/AAMI EC57 says: 150 ms match window, first five minutes left out.
/// </summary>
/// <param name="folder">The database's folder.</param>
/// <param name="timing">How far ahead the detector looks.</param>
public sealed class RPeakMeasurement(string folder, RPeakTiming timing = RPeakTiming.Thorough)
{
    /// <summary>Scores one record.</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="rate">The rate to resample the signal to before detection, in Hz; null for the record's own.</param>
    public RecordScore Score(string name, double? rate = null)
    {
        var (signal, reference, options) = Read(name);
        if (rate is not { } other || other == options.SamplingFrequency)
            return Score(name, signal, reference, options);
        var peaks = RPeakDetector.Detect(new Resampler(options.SamplingFrequency, other).Resample(signal), other, timing);
        new Resampler(other, options.SamplingFrequency).MapSamples(peaks, peaks);
        return Compare(name, reference, peaks, options);
    }

    /// <summary>Scores one record with noise added by the noise stress test's recipe.</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="noise">The noise, at the record's rate.</param>
    /// <param name="decibels">The signal-to-noise ratio in dB.</param>
    public RecordScore ScoreWithNoise(string name, float[] noise, double decibels)
    {
        var (signal, reference, options) = Read(name);
        var gain = NoiseStress.Gain(signal, reference, noise, options.SamplingFrequency, decibels);
        NoiseStress.Add(signal, noise, options.SamplingFrequency, gain);
        return Score(name, signal, reference, options);
    }

    private (float[] Signal, IReadOnlyList<Annotation> Reference, ComparisonOptions Options) Read(string name)
    {
        using var record = WfdbRecord.Open(Path.Combine(folder, name));
        return (record.ReadSignal(0), record.ReadAnnotations(MitBihArrhythmiaDatabase.Annotator), ComparisonOptions.For(record.Header));
    }

    private RecordScore Score(string name, float[] signal, IReadOnlyList<Annotation> reference, ComparisonOptions options) =>
        Compare(name, reference, RPeakDetector.Detect(signal, options.SamplingFrequency, timing), options);

    private static RecordScore Compare(string name, IReadOnlyList<Annotation> reference, long[] peaks, ComparisonOptions options)
    {
        var test = peaks.Select(peak => new Annotation(peak, AnnotationCode.Normal)).ToList();
        var matrix = BeatComparison.Compare(reference, test, options).Matrix;
        var errors = from pair in BeatComparison.Pairs(reference, test, options)
                     where pair.Reference < BeatLabel.O && pair.Test < BeatLabel.O
                     select (pair.TestSample - pair.ReferenceSample) * 1000.0 / options.SamplingFrequency;
        var (sensitivity, predictivity) = (matrix.QrsSensitivity, matrix.QrsPositivePredictivity);
        return new RecordScore(name, sensitivity.Part, sensitivity.Whole - sensitivity.Part, predictivity.Whole - predictivity.Part, [.. errors]);
    }
}
