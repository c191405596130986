using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

/// <summary>BeatSegment at R peaks that are detected.</summary>
public sealed class DetectedBeatsTests
{
    private static readonly BeatSegmentEstimator.Options s_detected = new() { RPeaks = RPeakSource.Detected };

    private readonly MLContext _ml = new(1);

    [Fact]
    public void Beats_are_the_detector_s_with_the_labels_of_the_nearest_annotations()
    {
        using var folder = SyntheticFolder.OfPatients(4, 60);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var pipeline = _ml.Transforms.WaveletDenoise("Signal").Append(_ml.Transforms.BeatSegment(rPeaks: RPeakSource.Detected));
        var rows = _ml.Data.CreateEnumerable<BeatRow>(pipeline.Fit(records).Transform(records), reuseRowObject: false).ToLookup(row => row.Record);

        foreach (string name in (string[])["300", "301", "302", "303"])
        {
            using var record = WfdbRecord.Open(folder.PathOf(name));
            Same(ByHand(record, "MLII"), rows[name]);
        }
        Assert.Equal(5, rows.SelectMany(beats => beats).Select(row => row.Label).Where(label => label > 0).Distinct().Count());
    }

    [Fact]
    public void A_recording_without_annotations_goes_through_the_whole_pipeline()
    {
        using var folder = SyntheticFolder.OfPatients(2, 30);
        File.Delete(folder.PathOf("301.atr"));
        var told = new List<string>();
        var records = _ml.Data.LoadFromWfdb(folder.Path, new WfdbLoadOptions { AnnotationsOptional = true, Log = new Listener(told) });
        var pipeline = _ml.Transforms.WaveletDenoise("Signal").Append(_ml.Transforms.BeatSegment(s_detected)).Append(_ml.Transforms.BeatNormalize("Features"));
        var view = pipeline.Fit(records).Transform(records);

        var rows = _ml.Data.CreateEnumerable<BeatRow>(view, reuseRowObject: false).ToLookup(row => row.Record);
        Assert.Contains(rows["300"], row => row.Label > 0);
        using (var record = WfdbRecord.Open(folder.PathOf("301")))
        {
            long[] peaks = Whole(RPeakDetector.Detect(record.ReadSignal("MLII"), 360), record.Length);
            Assert.NotEmpty(peaks);
            Assert.Equal(peaks, rows["301"].Select(row => row.Sample));
        }
        Assert.All(rows["301"], row => Assert.Equal((0u, ""), (row.Label, row.Symbol)));
        Assert.Equal(["Record 301 has no annotations 'atr'."], told);

        // Without the option the file is missed, and with no annotator at all none is looked for.
        Assert.Throws<FileNotFoundException>(() => _ml.Data.LoadFromWfdb(folder.Path).GetColumn<string[]>("AnnotationSymbols").Count());
        var without = _ml.Data.LoadFromWfdb(folder.Path, annotator: null);
        Assert.Equal(rows.SelectMany(beats => beats).Select(row => row.Sample), pipeline.Fit(without).Transform(without).GetColumn<long>("Sample"));
    }

    [Fact]
    public void A_view_without_annotation_columns_will_do()
    {
        var signal = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(0, 20)).Leads[0];
        var records = _ml.Data.LoadFromEnumerable([new BareRecord { Signal = signal }]);
        var estimator = _ml.Transforms.BeatSegment(s_detected);
        var transformer = estimator.Fit(records);
        var view = transformer.Transform(records);

        long[] peaks = Whole(RPeakDetector.Detect(signal, 360), signal.Length);
        Assert.Equal(peaks, view.GetColumn<long>("Sample"));
        Assert.All(view.GetColumn<uint>("Label"), label => Assert.Equal(0u, label));
        Assert.Equal(peaks.Length, transformer.Count(records).Unannotated);
        Assert.Equal(Shapes.Describe(Shapes.Of(view.Schema)), Shapes.Describe(estimator.GetOutputSchema(Shapes.Of(records.Schema))));

        // Beats that are annotations cannot be had without them, nor from one of the two columns.
        Assert.Contains("'AnnotationSamples' not found", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.BeatSegment().Fit(records)).Message);
        var half = _ml.Transforms.CopyColumns("AnnotationSamples", "Times").Fit(records).Transform(records);
        Assert.Contains("'AnnotationSymbols' not found", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(half)).Message);
        Assert.Contains("'AnnotationSymbols' not found", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shapes.Of(half.Schema))).Message);
    }

    [Fact]
    public void Peaks_are_sought_in_the_signal_as_recorded()
    {
        var record = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(1, 20));
        var records = _ml.Data.LoadFromEnumerable([new BareRecord { Signal = record.Leads[0] }]);
        long[] peaks = Whole(RPeakDetector.Detect(record.Leads[0], 360), record.Leads[0].Length);

        // A step that leaves nothing to detect: in place the signal from before is sought in, and under a new name the one that is named.
        var flat = _ml.Transforms.CustomMapping<SignalIn, SignalOut>((input, output) => output.Signal = new float[input.Signal.Length], null);
        var inPlace = flat.Fit(records).Transform(records);
        Assert.Equal(peaks, Samples(inPlace, s_detected));
        Assert.All(_ml.Transforms.BeatSegment(s_detected).Fit(inPlace).Transform(inPlace).GetColumn<float[]>("Features"), beat => Assert.All(beat, sample => Assert.Equal(0, sample)));

        var renamed = _ml.Transforms.CopyColumns("Recorded", "Signal").Append(flat).Fit(records).Transform(records);
        Assert.Equal(peaks, Samples(renamed, new() { RPeaks = RPeakSource.Detected, RecordedSignalColumnName = "Recorded" }));
        var flatted = _ml.Transforms.CopyColumns("Flat", "Signal").Fit(inPlace).Transform(inPlace);
        Assert.Empty(Samples(flatted, new() { RPeaks = RPeakSource.Detected, RecordedSignalColumnName = "Flat" }));
    }

    [Theory]
    [InlineData(250)]
    [InlineData(1500)]
    public void At_any_rate_the_peaks_are_in_the_record_s_own_samples(int rate)
    {
        // The beats are 2 ms from where the waves that make them are highest, and the detector is right within 8 ms.
        var record = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(0, 20) with { SamplingRate = rate });
        var records = _ml.Data.LoadFromEnumerable([new BareRecord { SamplingRate = rate, Signal = record.Leads[0] }]);
        var rows = _ml.Data.CreateEnumerable<BeatRow>(_ml.Transforms.BeatSegment(s_detected).Fit(records).Transform(records), reuseRowObject: false, ignoreMissingColumns: true).ToList();
        var beats = record.Beats.Where(beat => beat.Sample >= 0.7 * rate && beat.Sample <= 19.3 * rate).ToList();
        Assert.NotEmpty(beats);
        Assert.All(beats, beat => Assert.Contains(rows, row => Math.Abs(row.Sample - beat.Sample) <= 0.04 * rate));
        Assert.All(rows, row => Assert.Equal(row.Sample / (double)rate, row.Time));
        Assert.All(rows, row => Assert.Equal(360, row.SamplingRate));
    }

    [Fact]
    public void RR_intervals_are_those_of_the_detected_beats_and_every_beat_is_counted()
    {
        var record = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(0, 30));
        long[] peaks = RPeakDetector.Detect(record.Leads[0], 360);

        // The second beat's annotation is off by 0.2 s, and a paced beat and a note are annotated that are not there to detect.
        var beats = record.Beats.Select(beat => (Sample: (long)beat.Sample, Symbol: beat.Symbol.ToString())).ToList();
        Assert.Equal(beats.Count, peaks.Length);
        beats[1] = (peaks[1] + 72, beats[1].Symbol);
        beats[3] = (beats[3].Sample, "/");
        beats.Add((peaks[2] + 130, "N"));
        beats.Add((peaks[2] + 140, "+"));
        beats = [.. beats.OrderBy(beat => beat.Sample)];
        var records = _ml.Data.LoadFromEnumerable([new RecordInput { Signal = record.Leads[0], AnnotationSamples = [.. beats.Select(beat => beat.Sample)], AnnotationSymbols = [.. beats.Select(beat => beat.Symbol)] }]);
        var transformer = _ml.Transforms.BeatSegment(s_detected).Fit(records);
        var rows = Rows(transformer.Transform(records));

        long[] whole = Whole(peaks, record.Leads[0].Length);
        Assert.Equal(whole.Where(peak => peak != peaks[3]), rows.Select(row => row.Sample));
        Assert.Equal((0u, ""), rows.Where(row => row.Sample == peaks[1]).Select(row => (row.Label, row.Symbol)).Single());
        foreach (var row in rows)
        {
            int i = Array.IndexOf(peaks, row.Sample);
            Assert.Equal(i == 0 ? float.NaN : (float)((peaks[i] - peaks[i - 1]) / 360.0), row.PreviousRR);
            Assert.Equal(i == peaks.Length - 1 ? float.NaN : (float)((peaks[i + 1] - peaks[i]) / 360.0), row.NextRR);
        }

        var counts = transformer.Count(records);
        Assert.Equal((1, 0, 2), (counts.Unannotated, counts.UnannotatedTooNearAnEnd, counts.Undetected));
        Assert.Equal([new("/", 1L)], counts.Others);
        Assert.Equal(rows.Count - 1, counts.PerClass.Sum());
        Assert.Equal(peaks.Length, counts.PerClass.Sum() + counts.TooNearAnEnd.Sum() + 1 + 1);
        Assert.Contains("detected without an annotation: 1, too near an end 0; annotated and not detected: 2", counts.ToString());
        Assert.Equal(rows.Count + 1, Rows(_ml.Transforms.BeatSegment(new BeatSegmentEstimator.Options { RPeaks = RPeakSource.Detected, KeepOther = true }).Fit(records).Transform(records)).Count);
    }

    [Fact]
    public void Row_ids_are_unique_and_cursors_agree()
    {
        using var folder = SyntheticFolder.OfPatients(4, 20);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var view = _ml.Transforms.BeatSegment(s_detected).Fit(records).Transform(records);
        var samples = view.GetColumn<long>("Sample").ToList();

        Assert.Equal(samples.Count, Views.Ids(view).Distinct().Count());
        var (values, cursors) = Views.BySet<long>(view, "Sample", 3);
        Assert.Equal(3, cursors);
        Assert.Equal(samples, values);
        Assert.Equal(samples, _ml.Data.Cache(view).GetColumn<long>("Sample"));
        Assert.Equal(samples.Order(), _ml.Data.ShuffleRows(view, 5).GetColumn<long>("Sample").Order());
    }

    [Fact]
    public void A_signal_that_does_not_go_with_the_recorded_one_is_found_out()
    {
        var records = _ml.Data.LoadFromEnumerable([new BareRecord { Signal = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(0, 20)).Leads[0] }]);
        var cut = _ml.Transforms.CustomMapping<SignalIn, SignalOut>((input, output) => output.Signal = input.Signal[..1000], null).Fit(records).Transform(records);
        var view = _ml.Transforms.BeatSegment(s_detected).Fit(cut).Transform(cut);
        Assert.Contains("Record 'r': column 'Signal' has 1000 samples, but column 'Signal', in which R peaks are detected, has 7200",
            Assert.Throws<InvalidDataException>(() => view.GetColumn<float[]>("Features").Count()).Message);

        Assert.Contains("'Nope' not found", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.BeatSegment(new BeatSegmentEstimator.Options { RPeaks = RPeakSource.Detected, RecordedSignalColumnName = "Nope" }).Fit(records)).Message);
        Assert.Contains("none are", Assert.Throws<ArgumentException>(() => _ml.Transforms.BeatSegment(new BeatSegmentEstimator.Options { RecordedSignalColumnName = "Signal" })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.BeatSegment(rPeaks: (RPeakSource)2));
    }

    [Fact]
    public void Detected_beats_of_real_records_agree_with_detecting_and_matching_by_hand()
    {
        string folder = Views.MitBih();
        string[] names = ["100", "102", "208", "232"];
        var records = _ml.Data.LoadFromWfdb(names.Select(name => Path.Combine(folder, name)));
        var pipeline = _ml.Transforms.WaveletDenoise("Signal").Append(_ml.Transforms.BeatSegment(s_detected));
        var transformer = pipeline.Fit(records);
        var rows = Rows(transformer.Transform(records)).ToLookup(row => row.Record);

        foreach (string name in names)
        {
            using var record = WfdbRecord.Open(Path.Combine(folder, name));
            var expected = ByHand(record, name == "102" ? "V5" : "MLII").Where(beat => beat.Symbol.Length == 0 || LabelScheme.MitBih5.ClassOf(beat.Symbol) >= 0).ToList();
            Same(expected, rows[name]);
            TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{name}: {expected.Count} beats, {expected.Count(beat => beat.Symbol.Length == 0)} unlabelled"));
        }

        // Nearly every labelled beat of 100 is found, and next to nothing besides.
        Assert.InRange(rows["100"].Count(row => row.Label > 0), 2265, 2273);
        Assert.InRange(rows["100"].Count(row => row.Label == 0), 0, 5);
    }

    /// <summary>What BeatSegment should give, from the plain libraries: the peaks with their annotations' symbols, found by comparing all with all.</summary>
    private static List<(long Sample, string Symbol, float[] Beat)> ByHand(WfdbRecord record, string lead)
    {
        float[] signal = record.ReadSignal(lead), denoised = new WaveletDenoiser().Denoise(signal);
        var annotations = record.ReadAnnotations("atr").Where(annotation => annotation.Code.IsBeat).ToList();
        long[] peaks = RPeakDetector.Detect(signal, record.SamplingFrequency);
        Annotation?[] nearest = [.. peaks.Select(peak => annotations.Where(a => Math.Abs(a.Sample - peak) <= 54).Select(a => (Annotation?)a).MinBy(a => Math.Abs(a!.Value.Sample - peak)))];
        return [.. peaks.Select((peak, i) =>
        {
            var annotation = nearest[i];
            bool isNearestPeak = annotation is { } a && peak == peaks.Where((_, p) => nearest[p]?.Sample == a.Sample).MinBy(p => Math.Abs(p - a.Sample));
            return (peak, isNearestPeak ? annotation!.Value.Symbol : "", peak >= 180 && peak + 180 <= denoised.Length ? denoised.AsSpan((int)peak - 180, 360).ToArray() : []);
        }).Where(beat => beat.Item3.Length > 0)];
    }

    private static void Same(IReadOnlyList<(long Sample, string Symbol, float[] Beat)> expected, IEnumerable<BeatRow> rows)
    {
        Assert.Equal(expected.Select(beat => (beat.Sample, beat.Symbol)), rows.Select(row => (row.Sample, row.Symbol)));
        foreach (var (beat, row) in expected.Zip(rows))
        {
            Assert.Equal(LabelScheme.MitBih5.ClassOf(beat.Symbol) + 1, (int)row.Label);
            Assert.True(beat.Beat.AsSpan().SequenceEqual(row.Features), $"sample {beat.Sample}");
        }
    }

    private static long[] Whole(long[] peaks, long length) => [.. peaks.Where(peak => peak >= 180 && peak + 180 <= length)];

    private long[] Samples(IDataView records, BeatSegmentEstimator.Options options) =>
        [.. _ml.Transforms.BeatSegment(options).Fit(records).Transform(records).GetColumn<long>("Sample")];

    private List<BeatRow> Rows(IDataView view) => [.. _ml.Data.CreateEnumerable<BeatRow>(view, reuseRowObject: false, ignoreMissingColumns: true)];

    private sealed class Listener(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }

    private sealed class BareRecord
    {
        public string Record { get; set; } = "r";

        public float SamplingRate { get; set; } = 360;

        public float[] Signal { get; set; } = [];

        public long[] Times { get; set; } = [];
    }

    private sealed class SignalIn
    {
        public float[] Signal { get; set; } = [];
    }

    private sealed class SignalOut
    {
        public float[] Signal { get; set; } = [];
    }
}
