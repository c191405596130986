using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

public sealed class BeatNormalizeTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData(NormalizationMethod.ZScore)]
    [InlineData(NormalizationMethod.MinMax)]
    [InlineData(NormalizationMethod.Robust)]
    public void Each_beat_is_normalised_by_its_own_samples(NormalizationMethod method)
    {
        var view = VectorRows.Beats(_ml);
        var normalised = _ml.Transforms.BeatNormalize("Features", method: method).Fit(view).Transform(view);

        Assert.Equal("Vector<Single, 360>", normalised.Schema["Features"].Type.ToString());
        foreach (var (before, after) in view.GetColumn<float[]>("Features").Zip(normalised.GetColumn<float[]>("Features")))
        {
            var expected = new float[360];
            BeatNormalization.Apply(method, before, expected);
            Assert.Equal(expected, after);
        }
    }

    [Fact]
    public void By_the_record_s_scale_beats_keep_their_sizes_relative_to_one_another()
    {
        using var folder = SyntheticFolder.OfPatients(2, 15);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var beats = _ml.Transforms.BeatSegment(new BeatSegmentEstimator.Options { RecordScaleMethod = NormalizationMethod.Robust }).Fit(records).Transform(records);
        var normalised = _ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { OutputColumnName = "Scaled", InputColumnName = "Features", ByRecord = true }).Fit(beats).Transform(beats);

        var scales = records.GetColumn<float[]>("Signal").Select(signal => RecordScale.Measure(NormalizationMethod.Robust, signal)).Zip(records.Texts("Record")).ToDictionary(pair => pair.Second, pair => pair.First);
        foreach (var (record, (before, after)) in normalised.Texts("Record").Zip(normalised.GetColumn<float[]>("Features").Zip(normalised.GetColumn<float[]>("Scaled"))))
            Assert.Equal(before.Select(sample => (sample - scales[record].Center) / scales[record].Scale), after);
    }

    [Theory]
    [InlineData(NormalizationMethod.ZScore, false)]
    [InlineData(NormalizationMethod.MinMax, false)]
    [InlineData(NormalizationMethod.Robust, false)]
    [InlineData(NormalizationMethod.ZScore, true)]
    public void Saved_and_loaded_it_gives_the_same_bits(NormalizationMethod method, bool byRecord)
    {
        foreach (var (view, type) in (IEnumerable<(IDataView, string)>)[(VectorRows.Beats(_ml), "Vector<Single, 360>"), (VectorRows.Shorts(_ml), "Vector<Single>")])
        {
            var model = _ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { Method = method, ByRecord = byRecord }).Fit(view);
            var back = Views.Reload(model, view.Schema).Transform(view);
            Assert.Equal(Views.Bits(model.Transform(view), "Features"), Views.Bits(back, "Features"));
            Assert.Equal(type, back.Schema["Features"].Type.ToString());
            Assert.Equal(["RecordCenter", "RecordScale", "Features"], back.Schema.Select(column => column.Name).Distinct());
        }
    }

    [Fact]
    public void A_prediction_engine_can_use_it()
    {
        var view = VectorRows.Beats(_ml);
        var model = _ml.Transforms.BeatNormalize("Features").Fit(view);
        float[] beat = VectorRows.Noisy(360, 99);
        var expected = new float[360];
        BeatNormalization.Apply(NormalizationMethod.ZScore, beat, expected);
        foreach (var transformer in (ITransformer[])[model, Views.Reload(model, view.Schema)])
            Assert.Equal(expected, _ml.Model.CreatePredictionEngine<BeatScaleRow, BeatScaleRow>(transformer).Predict(new BeatScaleRow { Features = beat }).Features);
    }

    [Fact]
    public void A_missing_sample_is_an_error_that_names_the_row()
    {
        var rows = Enumerable.Range(0, 5).Select(i => new BeatScaleRow { Features = VectorRows.Noisy(360, i) }).ToList();
        rows[3].Features[17] = float.NaN;
        var view = _ml.Data.LoadFromEnumerable(rows);
        var normalised = _ml.Transforms.BeatNormalize("Features").Fit(view).Transform(view);

        var error = Assert.Throws<InvalidDataException>(() => normalised.GetColumn<float[]>("Features").Count());
        Assert.Contains("Row 3, column 'Features': The beat's sample 17 is NaN", error.Message);
        Assert.Equal(3, normalised.GetColumn<float[]>("Features").Take(3).Count());

        var filtered = _ml.Data.FilterRowsByMissingValues(view, "Features");
        Assert.Equal(4, _ml.Transforms.BeatNormalize("Features").Fit(filtered).Transform(filtered).GetColumn<float[]>("Features").Count());

        var byRecord = _ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { ByRecord = true }).Fit(view).Transform(view);
        Assert.Equal(1, byRecord.GetColumn<float[]>("Features").Sum(beat => beat.Count(float.IsNaN)));
    }

    [Fact]
    public void A_record_s_scale_that_cannot_be_is_an_error_that_names_the_row()
    {
        var view = _ml.Data.LoadFromEnumerable([new BeatScaleRow { RecordScale = float.NaN, Features = new float[360] }]);
        var normalised = _ml.Transforms.BeatNormalize(new BeatNormalizeEstimator.Options { ByRecord = true }).Fit(view).Transform(view);
        Assert.Contains("Row 0", Assert.Throws<InvalidDataException>(() => normalised.GetColumn<float[]>("Features").Count()).Message);
    }

    [Fact]
    public void Another_column_type_or_a_missing_column_is_refused()
    {
        var view = VectorRows.Beats(_ml);
        Refuses(new() { InputColumnName = "RecordCenter" }, "Schema mismatch for beat column 'RecordCenter': expected Vector<Single>, got Single");
        Refuses(new() { ByRecord = true, RecordScaleColumnName = "Features" }, "Schema mismatch for record scale column 'Features': expected Single, got Vector<Single");
        Refuses(new() { ByRecord = true, RecordCenterColumnName = "Nope" }, "'Nope'");
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.BeatNormalize("Features", method: (NormalizationMethod)9));

        void Refuses(BeatNormalizeEstimator.Options options, string message)
        {
            var estimator = _ml.Transforms.BeatNormalize(options);
            Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(view)).Message);
            Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shapes.Of(view.Schema))).Message);
        }
    }
}
