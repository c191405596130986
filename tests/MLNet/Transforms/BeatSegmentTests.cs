using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

public sealed class BeatSegmentTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Beats_are_cut_labelled_and_timed()
    {
        using var folder = SyntheticFolder.OfPatients(4);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var view = _ml.Transforms.BeatSegment().Fit(records).Transform(records);

        Assert.Equal(["N", "L", "R", "A", "V"], Views.KeyValues(view.Schema["Label"]));
        var rows = _ml.Data.CreateEnumerable<BeatRow>(view, reuseRowObject: false).ToList();
        Assert.Equal(5, rows.Select(row => row.Label).Distinct().Count());

        int next = 0;
        foreach (string name in (string[])["300", "301", "302", "303"])
        {
            using var record = WfdbRecord.Open(folder.PathOf(name));
            float[] signal = record.ReadSignal("MLII");
            var beats = record.ReadAnnotations("atr");
            var scale = RecordScale.Measure(NormalizationMethod.ZScore, signal);
            for (int i = 0; i < beats.Count; i++)
            {
                long peak = beats[i].Sample;
                if (peak < 180 || peak + 180 > signal.Length)
                    continue;
                var row = rows[next++];
                Assert.Equal((name, name, "MLII", 360f, peak, peak / 360.0, beats[i].Symbol),
                    (row.Record, row.Patient, row.Lead, row.SamplingRate, row.Sample, row.Time, row.Symbol));
                Assert.Equal("NLRAV".IndexOf(row.Symbol, StringComparison.Ordinal) + 1, (int)row.Label);
                Assert.Equal(signal.AsSpan((int)peak - 180, 360).ToArray(), row.Features);
                Assert.Equal(i == 0 ? float.NaN : (float)((peak - beats[i - 1].Sample) / 360.0), row.PreviousRR);
                Assert.Equal(i == beats.Count - 1 ? float.NaN : (float)((beats[i + 1].Sample - peak) / 360.0), row.NextRR);
                Assert.Equal((scale.Center, scale.Scale), (row.RecordCenter, row.RecordScale));
            }
        }
        Assert.Equal(next, rows.Count);
    }

    [Fact]
    public void RR_intervals_are_measured_over_every_beat_before_any_is_dropped()
    {
        // An N every second; the paced beat at 3.5 s and the rhythm note have no class.
        var records = Records(new RecordInput
        {
            Signal = new float[360 * 8],
            AnnotationSamples = [360, 720, 1080, 1100, 1260, 1440, 1800],
            AnnotationSymbols = ["N", "N", "N", "+", "/", "N", "N"],
        });

        var dropped = Rows(records, new BeatSegmentEstimator.Options());
        Assert.Equal([360, 720, 1080, 1440, 1800], dropped.Select(row => row.Sample));
        Assert.Equal([float.NaN, 1, 1, 0.5f, 1], dropped.Select(row => row.PreviousRR));
        Assert.Equal([1, 1, 0.5f, 1, float.NaN], dropped.Select(row => row.NextRR));

        var kept = Rows(records, new BeatSegmentEstimator.Options { KeepOther = true });
        Assert.Equal([1u, 1, 1, 0, 1, 1], kept.Select(row => row.Label));
        Assert.Equal(["N", "N", "N", "/", "N", "N"], kept.Select(row => row.Symbol));
        Assert.Equal(dropped.Select(row => row.PreviousRR), kept.Where(row => row.Label > 0).Select(row => row.PreviousRR));

        // The median of the three intervals 1, 1, 0.5 is 1 and their mean 2.5/3.
        var fourth = kept[3];
        Assert.Equal(0.5f, fourth.PreviousRR);
        Assert.Equal(0.5f, fourth.RRToMedian);
        Assert.Equal(0.5 / (2.5 / 3), fourth.RRToLocalMean, 1e-6);
    }

    [Fact]
    public void Beats_too_near_an_end_are_left_out_and_counted()
    {
        var records = Records(
            new RecordInput { Signal = new float[1000], AnnotationSamples = [179, 180, 500, 820, 821], AnnotationSymbols = ["N", "N", "V", "N", "A"] },
            new RecordInput { Signal = new float[500], AnnotationSamples = [10, 200, 490], AnnotationSymbols = ["/", "/", "f"] });
        var transformer = _ml.Transforms.BeatSegment().Fit(records);

        var counts = transformer.Count(records);

        Assert.Equal([180, 500, 820], transformer.Transform(records).GetColumn<long>("Sample"));
        Assert.Equal(2, counts.Records);
        Assert.Equal(["N", "L", "R", "A", "V"], counts.Classes);
        Assert.Equal([2, 0, 0, 0, 1], counts.PerClass);
        Assert.Equal([1, 0, 0, 1, 0], counts.TooNearAnEnd);
        Assert.Equal([new("/", 2L), new("f", 1L)], counts.Others);
        Assert.Equal(2, counts.OthersTooNearAnEnd);
        Assert.Contains("/ 2, f 1", counts.ToString());
        Assert.Equal(4, _ml.Transforms.BeatSegment(keepOther: true).Fit(records).Transform(records).GetColumn<long>("Sample").Count());
    }

    [Fact]
    public void Context_is_what_is_measured_of_every_beat_whatever_its_class()
    {
        using var folder = SyntheticFolder.OfPatients(1, 60);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var few = LabelScheme.Create("few", ["A", "V"], new Dictionary<string, string> { ["A"] = "A", ["V"] = "V" });
        var rows = _ml.Data.CreateEnumerable<BeatRow>(_ml.Transforms.BeatSegment(few).Fit(records).Transform(records), reuseRowObject: false).ToList();
        Assert.InRange(rows.Count, 1, 60);
        Assert.Equal(ContextMeasures.Names, Views.Texts(_ml.Transforms.BeatSegment().Fit(records).Transform(records).Schema["Context"], "SlotNames"));

        using var record = WfdbRecord.Open(folder.PathOf("300"));
        float[] signal = record.ReadSignal("MLII"), window = new float[360], expected = new float[ContextMeasures.Names.Count];
        var beats = record.ReadAnnotations("atr");
        var rr = new RrFeatures[beats.Count];
        new RrIntervals(360).Measure<long>(beats.Select(beat => beat.Sample).ToArray(), rr);
        var usual = new UsualBeat(NormalizationMethod.ZScore);
        for (int i = 0, next = 0; i < beats.Count; i++)
        {
            if (BeatWindow.Default.Cut(signal, beats[i].Sample, window) != BeatWindowStatus.Complete)
                continue;
            var measures = usual.Push(window, i == 0 ? [] : signal[(int)beats[i - 1].Sample..(int)beats[i].Sample]);
            if (few.ClassOf(beats[i].Symbol) < 0)
                continue;
            ContextMeasures.Write(rr[i], measures, expected);
            Assert.Equal(expected, rows[next].Context);
            Assert.Equal(measures.Scale, rows[next++].PatientScale);
        }

        // By the patient's scale a beat keeps its size, and its centre is its own.
        var estimator = _ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { Scope = NormalizationScope.Patient });
        var view = _ml.Transforms.BeatSegment(few).Fit(records).Transform(records);
        var normalized = estimator.Fit(view).Transform(view);
        foreach (var (row, beat) in rows.Zip(normalized.GetColumn<float[]>("Features")))
        {
            var own = RecordScale.Measure(NormalizationMethod.ZScore, row.Features);
            BeatNormalization.Apply(own with { Scale = row.PatientScale }, row.Features, window);
            Assert.Equal(window, beat);
        }
        Assert.Equal(Views.Bits(normalized, "Features"), Views.Bits(Views.Reload(estimator.Fit(view), view.Schema).Transform(view), "Features"));
        var without = _ml.Transforms.DropColumns("PatientScale").Fit(view).Transform(view);
        Assert.Contains("'PatientScale' not found", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(without)).Message);
        Assert.Contains("'PatientScale' not found", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shapes.Of(without.Schema))).Message);
        Assert.Throws<ArgumentException>(() => _ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { Scope = NormalizationScope.Patient, ByRecord = true }));
    }

    [Fact]
    public void A_scheme_of_one_s_own_names_classes_and_makes_beats_of_other_symbols()
    {
        var scheme = LabelScheme.Create("flutter", ["normal", "flutter"], new Dictionary<string, string> { ["N"] = "normal", ["e"] = "normal", ["!"] = "flutter" });
        var records = Records(new RecordInput
        {
            Signal = new float[2000],
            AnnotationSamples = [400, 600, 800, 1000],
            AnnotationSymbols = ["e", "!", "V", "N"],
        });
        var view = _ml.Transforms.BeatSegment(scheme).Fit(records).Transform(records);

        Assert.Equal(["normal", "flutter"], Views.KeyValues(view.Schema["Label"]));
        Assert.Equal("Key<UInt32, 0-1>", view.Schema["Label"].Type.ToString());
        Assert.Equal([1u, 2, 1], view.GetColumn<uint>("Label"));
        Assert.Equal([400L, 600, 1000], view.GetColumn<long>("Sample"));

        var aami = _ml.Transforms.BeatSegment(LabelScheme.Aami).Fit(records).Transform(records);
        Assert.Equal(["N", "S", "V", "F"], Views.KeyValues(aami.Schema["Label"]));
        Assert.Equal([1u, 3, 1], aami.GetColumn<uint>("Label"));
    }

    [Fact]
    public void A_signal_at_another_rate_is_resampled_as_a_whole()
    {
        using var folder = new SyntheticFolder();
        var record = folder.Write("300", SyntheticEcgOptions.ForPatient(0, 20) with { SamplingRate = 250 });
        var records = _ml.Data.LoadFromWfdb(folder.Path);

        var rows = _ml.Data.CreateEnumerable<BeatRow>(_ml.Transforms.BeatSegment().Fit(records).Transform(records), reuseRowObject: false).ToList();

        var resampler = new Resampler(250);
        float[] signal = resampler.Resample(records.GetColumn<float[]>("Signal").Single());
        var beats = record.Beats.Where(beat => resampler.MapSample(beat.Sample) is >= 180 and var peak && peak + 180 <= signal.Length).ToList();
        Assert.Equal(beats.Select(beat => (long)beat.Sample), rows.Select(row => row.Sample));
        foreach (var (beat, row) in beats.Zip(rows))
        {
            Assert.Equal(360, row.SamplingRate);
            Assert.Equal(beat.Sample / 250.0, row.Time);
            Assert.Equal(signal.AsSpan((int)resampler.MapSample(beat.Sample) - 180, 360).ToArray(), row.Features);
        }
        Assert.Equal((float)((beats[1].Sample - beats[0].Sample) / 250.0), rows[0].NextRR);
    }

    [Fact]
    public void A_pass_over_the_labels_reads_no_signal()
    {
        using var folder = SyntheticFolder.OfPatients(2, 10);
        var watched = new WatchedView(_ml.Data.LoadFromWfdb(folder.Path));
        var denoised = new WatchedView(_ml.Transforms.WaveletDenoise("Signal").Fit(watched).Transform(watched));
        var transformer = _ml.Transforms.BeatSegment().Fit(denoised);

        var labels = transformer.Transform(denoised).GetColumn<uint>("Label").ToList();
        var times = transformer.Transform(denoised).GetColumn<double>("Time").ToList();
        Assert.Equal(labels.Count, transformer.Count(denoised).PerClass.Sum());
        Assert.DoesNotContain("Signal", watched.Asked);
        Assert.DoesNotContain("Signal", denoised.Asked);

        Assert.Equal(labels.Count, transformer.Transform(denoised).GetColumn<float[]>("Features").Count());
        Assert.Contains("Signal", watched.Asked);
        Assert.Equal(labels.Count, times.Count);
    }

    [Fact]
    public void A_record_s_single_values_are_passed_on_and_its_vectors_are_not()
    {
        var records = _ml.Transforms.Conversion.MapValueToKey("Ward", "Record").Append(_ml.Transforms.CopyColumns("Time", "Age"))
            .Fit(Records(OneBeat())).Transform(Records(OneBeat()));
        var view = _ml.Transforms.BeatSegment().Fit(records).Transform(records);

        Assert.Equal(
            ["Record: String", "Age: Single", "Ward: Key<UInt32, 0-0>", "SamplingRate: Single", "Sample: Int64", "Time: Double", "Symbol: String", "Label: Key<UInt32, 0-4>", "PreviousRR: Single",
                "NextRR: Single", "RRToMedian: Single", "RRToLocalMean: Single", "RecordCenter: Single", "RecordScale: Single", "PatientScale: Single", "Context: Vector<Single, 14>", "Features: Vector<Single, 360>"],
            view.Schema.Select(column => $"{column.Name}: {column.Type}"));
        Assert.Equal(["r"], Views.KeyValues(view.Schema["Ward"]));
        Assert.Equal(50, view.GetColumn<float>("Age").Single());
        Assert.Equal(500 / 360.0, view.GetColumn<double>("Time").Single());
    }

    [Fact]
    public void Row_ids_are_unique_and_stay_with_their_beats()
    {
        using var folder = SyntheticFolder.OfPatients(4, 20);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var dropped = _ml.Transforms.BeatSegment().Fit(records).Transform(records);
        var few = _ml.Transforms.BeatSegment(LabelScheme.Create("few", ["V"], new Dictionary<string, string> { ["V"] = "V" }), keepOther: true).Fit(records).Transform(records);

        var ids = Views.Ids(dropped);
        Assert.Equal(dropped.GetColumn<long>("Sample").Count(), ids.Distinct().Count());
        Assert.Equal(ids, Views.Ids(few));
    }

    [Fact]
    public void A_set_of_cursors_gives_the_rows_of_one_and_works_on_threads()
    {
        using var folder = SyntheticFolder.OfPatients(5, 10);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var view = _ml.Transforms.WaveletDenoise("Signal").Append(_ml.Transforms.BeatSegment()).Fit(records).Transform(records);
        var expected = view.GetColumn<float[]>("Features").Select(beat => (IEnumerable<uint>)Views.Bits(beat)).ToList();

        var (values, cursors) = Views.BySet<VBuffer<float>>(view, "Features", 3);
        Assert.Equal(3, cursors);
        Assert.Equal(expected, values.Select(value => Views.Bits(value.DenseValues())));

        var column = view.Schema["Features"];
        var byId = new System.Collections.Concurrent.ConcurrentDictionary<DataViewRowId, uint[]>();
        Parallel.ForEach(view.GetRowCursorSet([column], 3), cursor =>
        {
            using (cursor)
            {
                var getId = cursor.GetIdGetter();
                var get = cursor.GetGetter<VBuffer<float>>(column);
                VBuffer<float> value = default;
                while (cursor.MoveNext())
                {
                    DataViewRowId id = default;
                    getId(ref id);
                    get(ref value);
                    byId[id] = Views.Bits(value.DenseValues());
                }
            }
        });
        Assert.Equal(expected, Views.Ids(view).Select(id => byId[id]));
    }

    [Fact]
    public void ML_NET_s_own_operations_work_on_the_view()
    {
        using var folder = SyntheticFolder.OfPatients(6, 10);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var view = _ml.Transforms.BeatSegment().Fit(records).Transform(records);
        var samples = view.GetColumn<long>("Sample").ToList();

        Assert.Null(view.GetRowCount());
        Assert.Equal(5, view.Preview(5).RowView.Length);
        Assert.Equal(samples, _ml.Data.Cache(view).GetColumn<long>("Sample"));
        Assert.Equal(samples.Order(), _ml.Data.ShuffleRows(view, 5).GetColumn<long>("Sample").Order());
        Assert.Equal(samples.Take(7), _ml.Data.TakeRows(view, 7).GetColumn<long>("Sample"));
        Assert.Equal(samples.Count, _ml.Data.CreateEnumerable<BeatRow>(view, reuseRowObject: true).Count());
        foreach (var fold in _ml.Data.CrossValidationSplit(view, 3, "Record", seed: 1))
        {
            var (train, test) = (fold.TrainSet.Texts("Record"), fold.TestSet.Texts("Record"));
            Assert.Empty(train.Intersect(test));
            Assert.Equal(samples.Count, train.Length + test.Length);
        }
    }

    [Fact]
    public void A_pipeline_from_records_on_can_be_cross_validated_by_record()
    {
        using var folder = SyntheticFolder.OfPatients(8, 10);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var pipeline = _ml.Transforms.BeatSegment()
            .Append(_ml.Transforms.CustomMapping<ScoreIn, ScoreOut>((_, score) => score.Score = [1, 0, 0, 0, 0], contractName: null))
            .Append(_ml.Transforms.CopyColumns("PredictedLabel", "Label"));

        var results = _ml.MulticlassClassification.CrossValidate(records, pipeline, numberOfFolds: 2, samplingKeyColumnName: "Record", seed: 3);

        Assert.All(results, result => Assert.Equal(5, result.Metrics.ConfusionMatrix.NumberOfClasses));
        Assert.Equal(records.Texts("Record"), results.SelectMany(result => result.ScoredHoldOutSet.Texts("Record").Distinct()).Order());
    }

    [Fact]
    public void A_record_without_beats_gives_no_rows()
    {
        var records = Records(new RecordInput { Signal = new float[1000] }, OneBeat(), new RecordInput { Signal = [] });
        var view = _ml.Transforms.BeatSegment().Fit(records).Transform(records);
        Assert.Equal([500L], view.GetColumn<long>("Sample"));
        Assert.Single(view.GetColumn<float[]>("Features"));
    }

    [Fact]
    public void Missing_samples_stay_missing_and_their_beats_can_be_filtered_out()
    {
        var signal = new float[2000];
        signal[600] = float.NaN;
        var records = Records(new RecordInput { Signal = signal, AnnotationSamples = [300, 500, 1500], AnnotationSymbols = ["N", "N", "V"] });
        var view = _ml.Transforms.BeatSegment().Fit(records).Transform(records);

        Assert.Equal([false, true, false], view.GetColumn<float[]>("Features").Select(beat => beat.Any(float.IsNaN)));
        Assert.Equal([300L, 1500], _ml.Data.FilterRowsByMissingValues(view, "Features").GetColumn<long>("Sample"));
        Assert.Equal(0, view.GetColumn<float>("RecordCenter").First());
    }

    [Theory]
    [InlineData("Signal", "Schema mismatch for signal column 'Signal': expected Vector<Single>, got String")]
    [InlineData("SamplingRate", "Schema mismatch for sampling rate column 'SamplingRate': expected Single, got String")]
    [InlineData("AnnotationSamples", "Schema mismatch for annotation samples column 'AnnotationSamples': expected Vector<Int64>, got String")]
    [InlineData("AnnotationSymbols", "Schema mismatch for annotation symbols column 'AnnotationSymbols': expected Vector<String>, got String")]
    [InlineData("SignalLength", "Schema mismatch for signal length column 'SignalLength': expected Int64, got String")]
    public void A_column_of_another_type_is_refused_in_ML_NET_s_words(string column, string message)
    {
        var records = Records(OneBeat());
        var changed = _ml.Transforms.CopyColumns(column, "Record").Fit(records).Transform(records);
        var estimator = _ml.Transforms.BeatSegment();

        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(changed)).Message);
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shapes.Of(changed.Schema))).Message);
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(records).Transform(changed)).Message);
    }

    [Fact]
    public void A_column_that_is_missing_is_named()
    {
        var records = Records(OneBeat());
        var estimator = _ml.Transforms.BeatSegment(new BeatSegmentEstimator.Options { SignalColumnName = "Nope" });
        Assert.Contains("'Nope'", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(records)).Message);
        Assert.Contains("'Nope'", Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shapes.Of(records.Schema))).Message);
    }

    [Fact]
    public void Records_that_contradict_themselves_are_named()
    {
        Says("Record 'r': annotation 1 ('V') is at sample 1000, outside the signal of 1000 samples",
            new RecordInput { Signal = new float[1000], AnnotationSamples = [500, 1000], AnnotationSymbols = ["N", "V"] });
        Says("Record 'r': annotation 0 ('V') is at sample -1, outside",
            new RecordInput { Signal = new float[1000], AnnotationSamples = [-1], AnnotationSymbols = ["V"] });
        Says("Record 'r': annotation 1 ('N') at sample 400 comes after a beat at sample 500",
            new RecordInput { Signal = new float[1000], AnnotationSamples = [500, 400], AnnotationSymbols = ["N", "N"] });
        Says("Record 'r' has 1 annotation samples but 2 annotation symbols",
            new RecordInput { Signal = new float[1000], AnnotationSamples = [500], AnnotationSymbols = ["N", "N"] });
        Says("Record 'r' has a sampling rate of NaN samples a second",
            new RecordInput { Signal = new float[1000], SamplingRate = float.NaN });
        Says("Record 'r': no scale can be measured",
            new RecordInput { Signal = [.. Enumerable.Repeat(float.NaN, 1000)], AnnotationSamples = [500], AnnotationSymbols = ["N"] });

        void Says(string message, RecordInput record)
        {
            var records = Records(record);
            var view = _ml.Transforms.BeatSegment().Fit(records).Transform(records);
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => view.GetColumn<float>("RecordScale").Count()).Message);
        }
    }

    [Fact]
    public void A_step_that_changes_a_signal_s_length_and_not_its_stated_length_is_found_out()
    {
        using var folder = SyntheticFolder.OfPatients(1, 5);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var cut = _ml.Transforms.CustomMapping<SignalIn, SignalOut>((input, output) => output.Signal = input.Signal[..1000], null).Fit(records).Transform(records);
        var view = _ml.Transforms.BeatSegment().Fit(cut).Transform(cut);
        Assert.Contains("'SignalLength' says 1800", Assert.Throws<InvalidDataException>(() => view.GetColumn<float[]>("Features").Count()).Message);
    }

    [Fact]
    public void It_is_no_row_mapper()
    {
        var records = Records(OneBeat());
        var transformer = _ml.Transforms.BeatSegment().Fit(records);
        Assert.False(transformer.IsRowToRowMapper);
        Assert.ThrowsAny<Exception>(() => _ml.Model.CreatePredictionEngine<RecordInput, BeatRow>(transformer));
        Assert.Throws<ArgumentNullException>(() => _ml.Transforms.BeatSegment(new BeatSegmentEstimator.Options { Scheme = null! }));
    }

    [Fact]
    public void Every_beat_of_MitBih_is_cut_or_counted()
    {
        var records = _ml.Data.LoadFromWfdb(Views.MitBih());
        var transformer = _ml.Transforms.BeatSegment().Fit(records);

        var counts = transformer.Count(records);

        // The totals that PhysioNet publishes for the database's reference annotations.
        Assert.Equal([75052L, 8075, 7259, 2546, 7130], counts.PerClass.Zip(counts.TooNearAnEnd, (cut, near) => cut + near));
        Assert.Equal(7028, counts.Others["/"]);
        Assert.Equal(48, counts.Records);
        Assert.InRange(counts.TooNearAnEnd.Sum(), 1, 2 * 48);
        var perLabel = transformer.Transform(records).GetColumn<uint>("Label").CountBy(label => label).OrderBy(pair => pair.Key);
        Assert.Equal(counts.PerClass, perLabel.Select(pair => (long)pair.Value));
        TestContext.Current.TestOutputHelper?.WriteLine(counts.ToString());
    }

    [Fact]
    public void Beats_of_real_records_are_those_of_their_denoised_lead()
    {
        string folder = Views.MitBih();
        var records = _ml.Data.LoadFromWfdb([Path.Combine(folder, "102"), Path.Combine(folder, "104"), Path.Combine(folder, "208")]);
        var pipeline = _ml.Transforms.WaveletDenoise("Signal").Append(_ml.Transforms.BeatSegment(keepOther: true));
        var rows = _ml.Data.CreateEnumerable<BeatRow>(pipeline.Fit(records).Transform(records), reuseRowObject: false).ToLookup(row => row.Record);

        foreach (var (name, lead) in (IEnumerable<(string, string)>)[("102", "V5"), ("104", "V5"), ("208", "MLII")])
        {
            using var record = WfdbRecord.Open(Path.Combine(folder, name));
            float[] signal = new WaveletDenoiser().Denoise(record.ReadSignal(lead));
            var beats = record.ReadAnnotations("atr").Where(annotation => annotation.Code.IsBeat && annotation.Sample >= 180 && annotation.Sample + 180 <= signal.Length).ToList();
            Assert.Equal(beats.Select(beat => beat.Sample), rows[name].Select(row => row.Sample));
            Assert.All(rows[name], row => Assert.Equal(lead, row.Lead));
            foreach (var (beat, row) in beats.Zip(rows[name]))
                Assert.True(signal.AsSpan((int)beat.Sample - 180, 360).SequenceEqual(row.Features), $"record {name}, sample {beat.Sample}");
        }
    }

    private static RecordInput OneBeat() => new() { Signal = new float[1000], AnnotationSamples = [500], AnnotationSymbols = ["N"] };

    private IDataView Records(params RecordInput[] records) => _ml.Data.LoadFromEnumerable(records);

    private List<BeatRow> Rows(IDataView records, BeatSegmentEstimator.Options options) =>
        [.. _ml.Data.CreateEnumerable<BeatRow>(_ml.Transforms.BeatSegment(options).Fit(records).Transform(records), reuseRowObject: false, ignoreMissingColumns: true)];

    private sealed class ScoreIn
    {
    }

    private sealed class ScoreOut
    {
        [VectorType(5)]
        public float[] Score { get; set; } = [];
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
