using System.Globalization;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Transforms;

/// <summary>One annotated beat.</summary>
/// <param name="Annotation">Which of the record's annotations it is, from 0.</param>
/// <param name="Sample">Where its R peak is, in the record's own samples.</param>
/// <param name="Peak">Where its R peak is, in samples at the models' rate.</param>
/// <param name="Symbol">The annotation's symbol.</param>
/// <param name="Class">Its class in the label scheme; -1 for none.</param>
/// <param name="Rr">Its RR intervals, measured over every beat of the record.</param>
internal readonly record struct RecordBeat(int Annotation, long Sample, long Peak, ReadOnlyMemory<char> Symbol, int Class, RrFeatures Rr);

/// <summary>Finds the beats of one record after another among its annotations.</summary>
internal sealed class RecordBeats(LabelScheme scheme, bool keepOther)
{
    private readonly List<RecordBeat> _given = [];
    private readonly List<RecordBeat> _every = [];
    private readonly Dictionary<string, int> _classOfBeat = [];
    private readonly long[] _perClass = new long[scheme.Classes.Count];
    private readonly long[] _tooNearPerClass = new long[scheme.Classes.Count];
    private readonly Dictionary<string, long> _others = [];
    private const int NoBeat = -2;
    private long _othersTooNear;
    private int _records;
    private long[] _peaks = [];
    private RrFeatures[] _rr = [];
    private Resampler? _resampler;

    /// <summary>How many beats of the record are given out.</summary>
    public int Count => _given.Count;

    /// <summary>A beat that is given out.</summary>
    public RecordBeat this[int beat] => _given[beat];

    /// <summary>What brings the record's signal to the models' rate.</summary>
    public Resampler Resampler => _resampler!;

    /// <summary>The counts over all records read so far.</summary>
    public BeatCounts Counts => new(_records, scheme.Classes, [.. _perClass], [.. _tooNearPerClass],
        new SortedDictionary<string, long>(_others, StringComparer.Ordinal), _othersTooNear);

    /// <summary>Reads a record's annotations.</summary>
    /// <param name="samples">Their positions, in the record's samples.</param>
    /// <param name="symbols">Their symbols.</param>
    /// <param name="rate">The record's samples a second.</param>
    /// <param name="length">The record's length in samples.</param>
    /// <param name="where">What to call the record in messages.</param>
    public void Read(ReadOnlySpan<long> samples, ReadOnlySpan<ReadOnlyMemory<char>> symbols, float rate, long length, string where)
    {
        if (samples.Length != symbols.Length)
            throw new InvalidDataException(Text($"{where} has {samples.Length} annotation samples but {symbols.Length} annotation symbols; each annotation needs both."));
        if (!(rate > 0) || !float.IsFinite(rate))
            throw new InvalidDataException(Text($"{where} has a sampling rate of {rate} samples a second; it must be a number above 0."));
        if (length is < 0 or > int.MaxValue)
            throw new InvalidDataException(Text($"{where} is {length} samples long; a signal held in memory has 0 to {int.MaxValue}."));

        if (_resampler?.InputRate != rate)
            _resampler = new Resampler(rate);
        FindEvery(samples, symbols, length, where);
        MeasureRr(rate);
        GiveOut((int)length);
        _records++;
    }

    private void FindEvery(ReadOnlySpan<long> samples, ReadOnlySpan<ReadOnlyMemory<char>> symbols, long length, string where)
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
            _every.Add(new RecordBeat(i, sample, Resampler.MapSample(sample), symbols[i], beatClass, default));
        }
    }

    private void MeasureRr(float rate)
    {
        if (_peaks.Length < _every.Count)
        {
            _peaks = new long[_every.Count];
            _rr = new RrFeatures[_every.Count];
        }
        for (int i = 0; i < _every.Count; i++)
            _peaks[i] = _every[i].Sample;
        new RrIntervals(rate).Measure<long>(_peaks.AsSpan(0, _every.Count), _rr.AsSpan(0, _every.Count));
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
            if (whole && (beat.Class >= 0 || keepOther))
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
