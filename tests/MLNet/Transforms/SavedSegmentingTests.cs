using ArrhythmiaVision.MLNet.Tests.Trainers;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

/// <summary>BeatSegment in a saved model.</summary>
public sealed class SavedSegmentingTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void A_pipeline_from_the_records_on_comes_back_with_every_option()
    {
        using var folder = SyntheticFolder.OfPatients(2, 20);
        var records = _ml.Transforms.CopyColumns("ECG", "Signal").Append(_ml.Transforms.CopyColumns("Raw", "Signal")).Append(_ml.Transforms.CopyColumns("Hz", "SamplingRate"))
            .Append(_ml.Transforms.CopyColumns("Length", "SignalLength")).Append(_ml.Transforms.CopyColumns("At", "AnnotationSamples")).Append(_ml.Transforms.CopyColumns("What", "AnnotationSymbols"))
            .Append(_ml.Transforms.DropColumns("Signal", "SamplingRate", "SignalLength", "AnnotationSamples", "AnnotationSymbols"))
            .Fit(_ml.Data.LoadFromWfdb(folder.Path)).Transform(_ml.Data.LoadFromWfdb(folder.Path));
        var options = new BeatSegmentEstimator.Options
        {
            Scheme = LabelScheme.Create("mine", ["normal", "other"], new Dictionary<string, string> { ["N"] = "normal", ["L"] = "normal", ["V"] = "other" }),
            RPeaks = RPeakSource.Detected, KeepOther = true, RecordScaleMethod = NormalizationMethod.MinMax, FeaturesColumnName = "Beat", LabelColumnName = "Class", ContextColumnName = "Beside",
            SignalColumnName = "ECG", RecordedSignalColumnName = "Raw", SamplingRateColumnName = "Hz", SignalLengthColumnName = "Length", AnnotationSamplesColumnName = "At", AnnotationSymbolsColumnName = "What",
        };
        foreach (var chosen in (BeatSegmentEstimator.Options[])[options, With(options, RPeakSource.Annotated)])
        {
            var model = _ml.Transforms.WaveletDenoise("ECG").Append(_ml.Transforms.BeatSegment(chosen)).Append(_ml.Transforms.BeatNormalize("Beat")).Fit(records);
            var loaded = Reload(model, records.Schema);
            var before = model.Transform(records);
            var after = loaded.Transform(records);
            Assert.Equal(before.Schema.Select(Describe), after.Schema.Select(Describe));
            Assert.Equal(Views.KeyValues(before.Schema["Class"]), Views.KeyValues(after.Schema["Class"]));
            Assert.Equal(Views.Texts(before.Schema["Beside"], "SlotNames"), Views.Texts(after.Schema["Beside"], "SlotNames"));
            foreach (string column in (string[])["Beat", "Beside"])
                Assert.Equal(Views.Bits(before, column), Views.Bits(after, column));
            Assert.Equal(before.GetColumn<uint>("Class"), after.GetColumn<uint>("Class"));
            Assert.Equal(before.GetColumn<float>("RecordScale"), after.GetColumn<float>("RecordScale"));
        }
    }

    [Fact]
    public void The_typed_transformer_is_in_what_was_loaded_and_can_be_saved_again()
    {
        using var folder = SyntheticFolder.OfPatients(1, 10);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var model = _ml.Transforms.BeatSegment(LabelScheme.Aami).Fit(records);
        var twice = Reload(Reload(model, records.Schema), records.Schema);
        var typed = Flatten(twice).OfType<BeatSegmentTransformer>().Single();
        Assert.Equal(LabelScheme.Aami.Classes, typed.Scheme.Classes);
        Assert.Equal(LabelScheme.Aami.Symbols.Order(), typed.Scheme.Symbols.Order());
        Assert.Equal(model.Count(records).PerClass, typed.Count(records).PerClass);
        Assert.Equal(Views.Bits(model.Transform(records), "Features"), Views.Bits(twice.Transform(records), "Features"));
    }

    [Fact]
    public async Task It_is_loaded_in_a_fresh_process_after_one_call_and_without_it_the_message_says_which()
    {
        using var folder = SyntheticFolder.OfPatients(2, 20);
        var records = _ml.Data.LoadFromWfdb(folder.Path);
        var model = _ml.Transforms.WaveletDenoise("Signal").Append(_ml.Transforms.BeatSegment(rPeaks: RPeakSource.Detected)).Append(_ml.Transforms.BeatNormalize("Features")).Fit(records);
        string path = folder.PathOf("model.zip"), output = folder.PathOf("beats.bin");
        _ml.Model.Save(model, records.Schema, path);

        await FreshProcess.SegmentAsync(path, folder.Path, output, registered: true, TestContext.Current.CancellationToken);
        byte[] expected = [.. model.Transform(records).GetColumn<float[]>("Features").SelectMany(beat => beat).SelectMany(BitConverter.GetBytes)];
        Assert.Equal(expected, await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));

        await FreshProcess.SegmentAsync(path, folder.Path, output, registered: false, TestContext.Current.CancellationToken);
        Assert.Equal("The model has BeatSegment in it, which ML.NET cannot load by itself. Call mlContext.RegisterBeatSegment() on the context before mlContext.Model.Load.",
            await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
    }

    private static ITransformer Reload(ITransformer model, DataViewSchema schema)
    {
        var stream = new MemoryStream();
        new MLContext(1).Model.Save(model, schema, stream);
        stream.Position = 0;
        var context = new MLContext(2);
        context.RegisterBeatSegment();
        context.RegisterBeatSegment();
        return context.Model.Load(stream, out _);
    }

    private static IEnumerable<ITransformer> Flatten(ITransformer model) => model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [model];

    private static string Describe(DataViewSchema.Column column) => $"{column.Name}: {column.Type}{(column.IsHidden ? " hidden" : "")}";

    private static BeatSegmentEstimator.Options With(BeatSegmentEstimator.Options options, RPeakSource rPeaks) => new()
    {
        Scheme = options.Scheme, RPeaks = rPeaks, KeepOther = options.KeepOther, RecordScaleMethod = options.RecordScaleMethod, FeaturesColumnName = options.FeaturesColumnName,
        LabelColumnName = options.LabelColumnName, ContextColumnName = options.ContextColumnName, SignalColumnName = options.SignalColumnName, SamplingRateColumnName = options.SamplingRateColumnName,
        SignalLengthColumnName = options.SignalLengthColumnName, AnnotationSamplesColumnName = options.AnnotationSamplesColumnName, AnnotationSymbolsColumnName = options.AnnotationSymbolsColumnName,
    };
}
