using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

public sealed class WaveletDenoiseTests
{
    private readonly MLContext _ml = new(1);

    /// <summary>Each differs from the default in what its name says, so that a part of the state that does not travel shows.</summary>
    public static TheoryData<string> Variants => [.. AllOptions.Keys];

    private static Dictionary<string, WaveletDenoiseEstimator.Options> AllOptions { get; } = new()
    {
        ["default"] = new(),
        ["wavelet"] = new() { Wavelet = Wavelet.Daubechies(6) },
        ["levels"] = new() { Levels = 3 },
        ["mode"] = new() { Mode = BoundaryMode.Reflect },
        ["function"] = new() { Function = ThresholdFunction.Hard },
        ["firm"] = new() { Function = ThresholdFunction.Firm, FirmRatio = 1.3 },
        ["record-wide rule"] = new() { Noise = NoiseEstimation.WholeRecord, Rule = ThresholdRule.Sure, Scope = ThresholdScope.PerLevel },
        ["source"] = new() { NoiseSource = NoiseSource.EachLevel },
        ["window"] = new() { NoiseWindow = 500 },
    };

    [Fact]
    public void A_column_is_denoised_as_the_plain_denoiser_does_it()
    {
        var view = VectorRows.Signals(_ml);
        var denoised = _ml.Transforms.WaveletDenoise("Clean", "Signal", levels: 4).Fit(view).Transform(view);

        Assert.Equal("Vector<Single>", denoised.Schema["Clean"].Type.ToString());
        var plain = new WaveletDenoiser(new WaveletDenoiserOptions { Levels = 4 });
        Assert.Equal(view.GetColumn<float[]>("Signal").Select(signal => plain.Denoise(signal)), denoised.GetColumn<float[]>("Clean"));
        Assert.Equal(view.GetColumn<float[]>("Signal"), denoised.GetColumn<float[]>("Signal"));
    }

    [Fact]
    public void In_place_the_new_column_hides_the_old_and_keeps_its_type()
    {
        var view = VectorRows.Beats(_ml);
        var denoised = _ml.Transforms.WaveletDenoise("Features").Fit(view).Transform(view);

        Assert.Equal(["RecordCenter False", "RecordScale False", "Features True", "Features False"], denoised.Schema.Select(column => $"{column.Name} {column.IsHidden}"));
        Assert.Equal("Vector<Single, 360>", denoised.Schema["Features"].Type.ToString());
        Assert.NotEqual(Views.Bits(view, "Features"), Views.Bits(denoised, "Features"));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Saved_and_loaded_it_gives_the_same_bits(string variant)
    {
        foreach (var (view, column, type) in (IEnumerable<(IDataView, string, string)>)[(VectorRows.Signals(_ml), "Signal", "Vector<Single>"), (VectorRows.Beats(_ml), "Features", "Vector<Single, 360>"), (VectorRows.Shorts(_ml), "Features", "Vector<Single>")])
        {
            var options = AllOptions[variant];
            options.OutputColumnName = column;
            var model = _ml.Transforms.WaveletDenoise(options).Fit(view);
            var back = Views.Reload(model, view.Schema).Transform(view);

            Assert.Equal(Views.Bits(model.Transform(view), column), Views.Bits(back, column));
            Assert.Equal(type, back.Schema[column].Type.ToString());
            Assert.Equal(view.Schema.Select(c => c.Name).Distinct(), back.Schema.Select(c => c.Name).Distinct());
        }
    }

    [Fact]
    public void Variants_differ()
    {
        var view = VectorRows.Signals(_ml);
        var seen = AllOptions.Values.Select(options =>
        {
            options.OutputColumnName = "Signal";
            return string.Join(',', Views.Bits(_ml.Transforms.WaveletDenoise(options).Fit(view).Transform(view), "Signal"));
        });
        Assert.Equal(AllOptions.Count, seen.Distinct().Count());
    }

    [Fact]
    public void It_is_part_of_a_saved_chain_and_leaves_the_caller_s_columns_alone()
    {
        var view = VectorRows.Signals(_ml);
        var model = _ml.Transforms.WaveletDenoise("A", "Signal").Append(_ml.Transforms.WaveletDenoise("B", "A", levels: 2)).Fit(view);
        var back = Views.Reload(model, view.Schema).Transform(view);
        Assert.Equal(Views.Bits(model.Transform(view), "B"), Views.Bits(back, "B"));
        Assert.Equal(["Name", "N", "Signal", "A", "B"], back.Schema.Where(column => !column.IsHidden).Select(column => column.Name));
        Assert.Equal(view.Texts("Name"), back.Texts("Name"));
    }

    [Fact]
    public void A_prediction_engine_can_use_it()
    {
        var view = VectorRows.Signals(_ml);
        var model = _ml.Transforms.WaveletDenoise("Signal").Fit(view);
        float[] noisy = VectorRows.Noisy(3000, 9);
        foreach (var transformer in (ITransformer[])[model, Views.Reload(model, view.Schema)])
        {
            var engine = _ml.Model.CreatePredictionEngine<SignalRow, SignalRow>(transformer);
            Assert.Equal(new WaveletDenoiser().Denoise(noisy), engine.Predict(new SignalRow { Signal = noisy }).Signal);
        }
    }

    [Fact]
    public void Missing_samples_stay_missing()
    {
        float[] signal = VectorRows.Noisy(1000, 1);
        signal.AsSpan(400, 20).Fill(float.NaN);
        var view = _ml.Data.LoadFromEnumerable([new SignalRow { Signal = signal }]);
        float[] denoised = _ml.Transforms.WaveletDenoise("Signal").Fit(view).Transform(view).GetColumn<float[]>("Signal").Single();
        Assert.Equal(signal.Select(float.IsNaN), denoised.Select(float.IsNaN));
    }

    [Fact]
    public void Another_column_type_or_a_missing_column_is_refused()
    {
        var view = VectorRows.Signals(_ml);
        foreach (string column in (string[])["Name", "N"])
        {
            var estimator = _ml.Transforms.WaveletDenoise("Clean", column);
            string message = $"Schema mismatch for signal column '{column}': expected Vector<Single>, got ";
            Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(view)).Message);
            Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shapes.Of(view.Schema))).Message);
        }
        Assert.Contains("'Nope'", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.WaveletDenoise("Nope").Fit(view)).Message);
    }

    [Fact]
    public void Options_that_cannot_be_are_refused_at_once()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.WaveletDenoise("Signal", levels: 0));
        Assert.Throws<ArgumentException>(() => _ml.Transforms.WaveletDenoise(""));
        Assert.Throws<ArgumentException>(() => _ml.Transforms.WaveletDenoise(new WaveletDenoiseEstimator.Options { Rule = ThresholdRule.Sure }));
        Assert.Throws<ArgumentNullException>(() => _ml.Transforms.WaveletDenoise(new WaveletDenoiseEstimator.Options { Wavelet = null! }));
    }
}
