using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Classifies the beats of one lead as its samples come in: each as soon as it is known, in memory that does not grow.</summary>
/// <remarks>
/// <para>It takes the same steps as <see cref="RecordAnalyzer"/>, by the same code, and from the same R peaks gives the same beats with the same labels; with
/// <see cref="AwaitsNextBeat"/> also the same numbers, bit for bit. It finds R peaks promptly (<see cref="RPeakTiming.Prompt"/>), where whole records are
/// searched thoroughly: docs/streaming.md says how often the two differ. How the samples are divided between calls changes nothing but when they come.</para>
/// <para>A model that takes the interval to the next beat has to wait for it. Without, beats come without it:
/// <see cref="RrFeatures.Next"/> is NaN. Nothing is allocated per sample or per beat. Not for use by two threads at once.</para>
/// </remarks>
public sealed class LiveBeatClassifier
{
    // What a beat may come later by than it could, so that work is not done sample by sample.
    private const double StepSeconds = 0.01;

    private readonly BeatCutter _cutter;
    private readonly BeatReader _reader;
    private readonly BeatBatch _batch;
    private readonly IReadOnlyList<int> _places;
    private readonly int _step;
    private bool _completed;

    /// <summary>Begins a stream.</summary>
    /// <param name="model">The network.</param>
    /// <param name="samplingRate">The lead's samples a second, above 0.</param>
    /// <param name="options">How to work; null for the defaults. <see cref="AnalysisOptions.Threads"/> and <see cref="AnalysisOptions.BlockSamples"/> are not used.</param>
    /// <param name="peaks">Where R peaks come from; null to find them, promptly.</param>
    /// <exception cref="ArgumentException">As of <see cref="RecordAnalyzer"/>; or the rate is not a number above 0, or more than 1000 times more or less than 360.</exception>
    public LiveBeatClassifier(ArrhythmiNetModel model, double samplingRate, AnalysisOptions? options = null, IRPeakSource? peaks = null)
    {
        Options = RecordAnalyzer.Checked(model, options);
        if (!(samplingRate > 0) || !double.IsFinite(samplingRate))
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, "A sampling rate must be a number above 0, in samples a second.");
        Model = model;
        SamplingRate = samplingRate;
        AwaitsNextBeat = model.ContextNames.Any(name => name.StartsWith("next ", StringComparison.Ordinal));
        peaks ??= new DetectedRPeaks(samplingRate, RPeakTiming.Prompt);
        _step = Math.Max(1, (int)(StepSeconds * samplingRate));
        _cutter = new BeatCutter(samplingRate, peaks, BeatWindow.Default, Options, _step, AwaitsNextBeat);
        _reader = new BeatReader(model, samplingRate, Options);
        _batch = new BeatBatch(1, model.InputLength, model.Classes.Count);
        _places = ContextMeasures.PlacesOf(model.ContextNames);
        long late = peaks is DetectedRPeaks detected ? detected.Delay : peaks.MaxDelay;
        MaxDelay = TimeSpan.FromSeconds(((AwaitsNextBeat ? late : Math.Max(late, _cutter.WindowDelay)) + _step) / samplingRate);
        WindowDelay = TimeSpan.FromSeconds((_cutter.WindowDelay + _step) / samplingRate);
    }

    /// <summary>The network.</summary>
    public ArrhythmiNetModel Model { get; }

    /// <summary>How the classifier works; what was left to the model's card is said.</summary>
    public AnalysisOptions Options { get; }

    /// <summary>Samples a second.</summary>
    public double SamplingRate { get; }

    /// <summary>Whether a beat is told only when the next one is known, as the network takes the interval to it.</summary>
    public bool AwaitsNextBeat { get; }

    /// <summary>How long after its R peak a beat is told at the latest; with <see cref="AwaitsNextBeat"/> after that of the next one, and not before
    /// <see cref="WindowDelay"/> after its own. In the first seconds, while the detector learns, and across missing samples it takes longer.</summary>
    public TimeSpan MaxDelay { get; }

    /// <summary>How long after its R peak a beat's samples are there, denoised.</summary>
    public TimeSpan WindowDelay { get; }

    /// <summary>Samples taken so far; while a visitor is told of a beat, those that it took to know it.</summary>
    public long Samples => _cutter.SamplesRead;

    /// <summary>The counts so far.</summary>
    public AnalysisSummary Summary => _reader.Summary(_cutter.SamplesRead, _cutter.SamplesMissing);

    /// <summary>Takes the next samples, and tells of the beats that are known with them.</summary>
    /// <param name="samples">The next samples of the lead, mV; NaN where missing.</param>
    /// <param name="visitor">Told of each beat in order of time.</param>
    /// <exception cref="InvalidOperationException">The stream was completed.</exception>
    public void Push(ReadOnlySpan<float> samples, BeatVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ThrowIfCompleted();
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, _step);
            samples[..count].CopyTo(_cutter.Room);
            samples = samples[count..];
            _cutter.Take(count);
            Tell(visitor);
        }
    }

    /// <summary>Ends the stream, and tells of the beats that are left.</summary>
    /// <param name="visitor">Told of each beat in order of time.</param>
    /// <exception cref="InvalidOperationException">The stream was completed.</exception>
    public void Complete(BeatVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ThrowIfCompleted();
        _completed = true;
        _cutter.End();
        Tell(visitor);
    }

    private void Tell(BeatVisitor visitor)
    {
        while (_cutter.Fill(_batch) && _batch.Count > 0)
        {
            _batch.Score(Model, _places, Options);
            visitor(_reader.Read(_batch, 0, copies: false));
            _batch.Clear();
        }
    }

    private void ThrowIfCompleted()
    {
        if (_completed) throw new InvalidOperationException("The stream was completed; begin another.");
    }
}
