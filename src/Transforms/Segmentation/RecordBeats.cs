using System.Globalization;
using System.Runtime.InteropServices;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Transforms;

/// <summary>One beat.</summary>
/// <param name="Index">Which of the record's beats it is, from 0, whatever their class.</param>
/// <param name="Number">Which of the record's annotations, or of its detected R peaks, it is, from 0.</param>
/// <param name="Sample">Where its R peak is, in the record's own samples.</param>
/// <param name="Peak">Where its R peak is, in samples at the models' rate.</param>
/// <param name="Symbol">The annotation's symbol; empty where a detected beat has none.</param>
/// <param name="Class">Its class in the label scheme; -1 for none.</param>
/// <param name="Rr">Its RR intervals, measured over every beat of the record.</param>
internal readonly record struct RecordBeat(int Index, int Number, long Sample, long Peak, ReadOnlyMemory<char> Symbol, int Class, RrFeatures Rr);

/// <summary>Finds the beats of one record after another: among its annotations, or at its R peaks.</summary>
internal sealed class RecordBeats(LabelScheme scheme, bool keepOther)
{
    private readonly List<RecordBeat> _given = [];
    private readonly List<RecordBeat> _every = [];
    private readonly Dictionary<string, int> _classOfBeat = [];
    private readonly long[] _perClass = new long[scheme.Classes.Count];
    private readonly long[] _tooNearPerClass = new long[scheme.Classes.Count];
    private readonly Dictionary<string, long> _others = [];
    private const int NoBeat = -2;
    private readonly List<long> _samples = [];
    private long _othersTooNear;
    private long _unannotated;
    private long _unannotatedTooNear;
    private long _undetected;
    private int _records;
    private RrFeatures[] _rr = [];
    private Resampler? _resampler;

    /// <summary>How many beats of the record are given out.</summary>
    public int Count => _given.Count;

    /// <summary>A beat that is given out.</summary>
    public RecordBeat this[int beat] => _given[beat];

    /// <summary>Every beat of the record, whether or not it is given out.</summary>
    public IReadOnlyList<RecordBeat> Every => _every;

    /// <summary>What brings the record's signal to the models' rate.</summary>
    public Resampler Resampler => _resampler!;

    /// <summary>The counts over all records read so far.</summary>
    public BeatCounts Counts => new(_records, scheme.Classes, [.. _perClass], [.. _tooNearPerClass],
        new SortedDictionary<string, long>(_others, StringComparer.Ordinal), _othersTooNear, _unannotated, _unannotatedTooNear, _undetected);

    /// <summary>Begins a record.</summary>
    /// <param name="rate">Its samples a second.</param>
    /// <param name="length">Its length in samples.</param>
    /// <param name="where">What to call the record in messages.</param>
    public void Begin(float rate, long length, string where)
    {
        if (!(rate > 0) || !float.IsFinite(rate))
            throw new InvalidDataException(Text($"{where} has a sampling rate of {rate} samples a second; it must be a number above 0."));
        if (length is < 0 or > int.MaxValue)
            throw new InvalidDataException(Text($"{where} is {length} samples long; a signal held in memory has 0 to {int.MaxValue}."));
        if (_resampler?.InputRate != rate)
            _resampler = new Resampler(rate);
    }

    /// <summary>Finds the beats of the record that was begun.</summary>
    /// <param name="samples">The annotations' positions, in the record's samples.</param>
    /// <param name="symbols">The annotations' symbols.</param>
    /// <param name="peaks">The R peaks that were detected, in the record's samples; null where the annotations are the beats.</param>
    /// <param name="length">The record's length in samples.</param>
    /// <param name="where">What to call the record in messages.</param>
    public void Find(ReadOnlySpan<long> samples, ReadOnlySpan<ReadOnlyMemory<char>> symbols, long[]? peaks, long length, string where)
    {
        if (samples.Length != symbols.Length)
            throw new InvalidDataException(Text($"{where} has {samples.Length} annotation samples but {symbols.Length} annotation symbols; each annotation needs both."));
        FindAnnotated(samples, symbols, length, where);
        if (peaks is not null)
            FindAtPeaks(peaks);
        MeasureRr();
        GiveOut((int)length);
        _records++;
    }

    private void FindAnnotated(ReadOnlySpan<long> samples, ReadOnlySpan<ReadOnlyMemory<char>> symbols, long length, string where)
    {
        _every.Clear();
        long last = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            int beatClass = ClassOf(symbols[i].Span);
            if (beatClass == NoBeat)
                continue;
            long sample = samples[i];
            if (sample < 0 || sample >= length)
                throw new InvalidDataException(Text($"{where}: annotation {i} ('{symbols[i]}') is at sample {sample}, outside the signal of {length} samples. The annotations belong to another recording, or the signal is cut off."));
            if (sample < last)
                throw new InvalidDataException(Text($"{where}: annotation {i} ('{symbols[i]}') at sample {sample} comes after a beat at sample {last}. Sort the annotations by their samples."));
            last = sample;
            _every.Add(new RecordBeat(_every.Count, i, sample, Resampler.MapSample(sample), symbols[i], beatClass, default));
        }
    }

    /// <summary>Puts the detected beats in place of the annotated ones, each labelled by the annotation nearest to it.</summary>
    private void FindAtPeaks(long[] peaks)
    {
        RecordBeat[] annotated = [.. _every];
        var matches = new int[peaks.Length];
        NearestAnnotations.Match(peaks, SamplesOfEvery(), NearestAnnotations.WindowAt(Resampler.InputRate), matches);
        _every.Clear();
        for (int i = 0; i < peaks.Length; i++)
        {
            var (symbol, beatClass) = matches[i] < 0 ? (default, -1) : (annotated[matches[i]].Symbol, annotated[matches[i]].Class);
            _every.Add(new RecordBeat(i, i, peaks[i], Resampler.MapSample(peaks[i]), symbol, beatClass, default));
        }
        _undetected += annotated.Length - matches.Count(match => match >= 0);
    }

    private void MeasureRr()
    {
        if (_rr.Length < _every.Count)
            _rr = new RrFeatures[_every.Count];
        new RrIntervals(Resampler.InputRate).Measure(SamplesOfEvery(), _rr.AsSpan(0, _every.Count));
    }

    private ReadOnlySpan<long> SamplesOfEvery()
    {
        _samples.Clear();
        foreach (var beat in _every)
            _samples.Add(beat.Sample);
        return CollectionsMarshal.AsSpan(_samples);
    }

    private void GiveOut(int length)
    {
        _given.Clear();
        int resampledLength = Resampler.OutputLength(length);
        for (int i = 0; i < _every.Count; i++)
        {
            var beat = _every[i] with { Rr = _rr[i] };
            bool whole = BeatWindow.Default.Locate(beat.Peak, resampledLength) == BeatWindowStatus.Complete;
            Count1(beat, whole);
            if (whole && (beat.Class >= 0 || keepOther || beat.Symbol.IsEmpty))
                _given.Add(beat);
        }
    }

    private void Count1(in RecordBeat beat, bool whole)
    {
        if (beat.Class >= 0)
        {
            (whole ? _perClass : _tooNearPerClass)[beat.Class]++;
            return;
        }
        if (beat.Symbol.IsEmpty)
        {
            if (whole)
                _unannotated++;
            else
                _unannotatedTooNear++;
            return;
        }
        _others.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(beat.Symbol.Span, out long count);
        _others.GetAlternateLookup<ReadOnlySpan<char>>()[beat.Symbol.Span] = count + 1;
        if (!whole)
            _othersTooNear++;
    }

    /// <summary>A beat's class, -1 for a beat of none, <see cref="NoBeat"/> for an annotation that marks no beat.</summary>
    private int ClassOf(ReadOnlySpan<char> symbol)
    {
        if (_classOfBeat.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(symbol, out int known))
            return known;
        string text = symbol.ToString();
        int beatClass = scheme.ClassOf(text);
        if (beatClass < 0 && !(AnnotationCode.TryFromSymbol(text, out var code) && code.IsBeat))
            beatClass = NoBeat;
        return _classOfBeat[text] = beatClass;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
