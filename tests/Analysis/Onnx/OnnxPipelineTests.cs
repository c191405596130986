using System.Numerics.Tensors;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Networks.Tests;
using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis.Tests;

/// <summary>The whole beat pipeline as a graph, run by ONNX Runtime, against the plain libraries: denoise, normalise, score, explain.</summary>
public sealed class OnnxPipelineTests
{
    private const float Tolerance = 1e-5f;

    [Theory]
    [InlineData(ThresholdFunction.Garrote, ThresholdRule.Minimax, NormalizationMethod.ZScore, BoundaryMode.Symmetric, 5)]
    [InlineData(ThresholdFunction.Soft, ThresholdRule.Universal, NormalizationMethod.MinMax, BoundaryMode.Reflect, 3)]
    [InlineData(ThresholdFunction.Hard, ThresholdRule.Universal, NormalizationMethod.Robust, BoundaryMode.Periodic, 2)]
    [InlineData(ThresholdFunction.Firm, ThresholdRule.Minimax, NormalizationMethod.ZScore, BoundaryMode.Constant, 7)]
    public void TheGraphDoesWhatTheLibrariesDo(ThresholdFunction function, ThresholdRule rule, NormalizationMethod method, BoundaryMode mode, int levels)
    {
        OnnxRuntime.SkipUnlessInstalled();
        var model = PretrainedModels.Load("v2-unique");
        var denoising = new WaveletDenoiserOptions
        {
            Function = function, Rule = rule, Mode = mode, Levels = levels, Noise = NoiseEstimation.WholeRecord,
            Scope = levels > 4 ? ThresholdScope.PerLevel : ThresholdScope.Global, NoiseSource = levels % 3 == 0 ? NoiseSource.EachLevel : NoiseSource.FinestLevel,
        };
        var beats = RawBeats(flat: false);
        var bytes = OnnxExport.ToBytes(model, new OnnxExportOptions
        {
            Denoising = denoising.ToOnnx(), Normalization = method.ToOnnx(), PredictedClass = true, Explanation = OnnxExplanation.GradCam,
        });
        Agree(model, Prepare(beats, denoising, method), [], OnnxRuntime.Score(bytes, beats, beats.Length / 360), MapPlacement.ReceptiveFields);
    }

    [Theory]
    [InlineData(NormalizationMethod.ZScore, OnnxConvolutions.OneDimensional)]
    [InlineData(NormalizationMethod.MinMax, OnnxConvolutions.TwoDimensional)]
    [InlineData(NormalizationMethod.Robust, OnnxConvolutions.TwoDimensional)]
    public void ANetworkWithContextTakesThePatientsScaleToo(NormalizationMethod method, OnnxConvolutions convolutions)
    {
        OnnxRuntime.SkipUnlessInstalled();
        var model = PretrainedModels.Load("v1-rr-ds1");
        var raw = RawBeats(flat: true);
        var count = raw.Length / 360;
        var random = new Random(4);
        var context = Enumerable.Range(0, count * model.ContextNames.Count).Select(_ => random.NextSingle() * 1.5f).ToArray();
        var scales = Enumerable.Range(0, count).Select(i => i == 2 ? 0 : 0.2f + (0.1f * i)).ToArray();
        var prepared = new float[raw.Length];
        for (var i = 0; i < count; i++) BeatNormalization.Apply(method, scales[i], raw.AsSpan(i * 360, 360), prepared.AsSpan(i * 360, 360));
        var bytes = OnnxExport.ToBytes(model, new OnnxExportOptions
        {
            Normalization = method.ToOnnx(), ScaleInput = true, PredictedClass = true, Explanation = OnnxExplanation.GradCamEndToEnd, Convolutions = convolutions,
        });
        float[] rows = [.. Enumerable.Range(0, count).SelectMany(i => (float[])
            [.. raw.AsSpan(i * 360, 360), .. context.AsSpan(i * model.ContextNames.Count, model.ContextNames.Count), scales[i]])];
        Agree(model, prepared, context, OnnxRuntime.Score(bytes, rows, count), MapPlacement.EndToEnd);
    }

    [Theory]
    [InlineData("v1-ds1", false)]
    [InlineData("v2-ds1", false)]
    [InlineData("v2-ds1", true)]
    public void EveryBeatOfATestSetComesOutAlike(string name, bool denoised)
    {
        OnnxRuntime.SkipUnlessInstalled();
        var database = RealRecordTests.MitBih();

        // A beat comes denoised as a part of its recording, as the networks were trained, or as it was recorded; the graph does the rest.
        var model = PretrainedModels.Load(name);
        var denoising = new WaveletDenoiserOptions { Noise = NoiseEstimation.WholeRecord };
        var set = BeatSet.Read(
            [.. MitBihArrhythmiaDatabase.Ds2.Select(record => Path.Combine(database, record))],
            new BeatSetOptions { Denoising = denoised ? null : new WaveletDenoiserOptions() },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(set.Count > 49_000, $"{set.Count} beats");
        var beats = set.Samples.ToArray();
        const int Batch = 64;
        var whole = set.Count / Batch * Batch;
        float[][] parts = [beats[..(whole * 360)], beats[(whole * 360)..]];
        foreach (var (part, batch) in parts.Zip([Batch, set.Count - whole]))
        {
            if (part.Length == 0) continue;
            var raw = new float[part.Length];
            for (var i = 0; i < part.Length; i++) raw[i] = (part[i] * 0.25f) - 0.375f;
            var bytes = OnnxExport.ToBytes(model, new OnnxExportOptions
            {
                Denoising = denoised ? denoising.ToOnnx() : null,
                Normalization = OnnxNormalization.ZScore,
                PredictedClass = true,
                Explanation = denoised ? OnnxExplanation.None : OnnxExplanation.GradCam,
            });
            var prepared = Prepare(raw, denoised ? denoising : null, NormalizationMethod.ZScore);
            Agree(model, prepared, [], OnnxRuntime.Score(bytes, raw, batch), denoised ? null : MapPlacement.ReceptiveFields, batch);
        }
    }

    [Fact]
    public void WhatAGraphCannotDoIsRefusedByName()
    {
        Refused(new WaveletDenoiserOptions(), "one beat at a time");
        Refused(new WaveletDenoiserOptions { Noise = NoiseEstimation.WholeRecord, Rule = ThresholdRule.Sure }, "not Sure");
        Refused(new WaveletDenoiserOptions { Noise = NoiseEstimation.WholeRecord, Mode = BoundaryMode.Antireflect }, "not Antireflect");
        Refused(new WaveletDenoiserOptions { Levels = 0 }, "Levels");

        static void Refused(WaveletDenoiserOptions options, string because) =>
            Assert.Contains(because, Assert.ThrowsAny<ArgumentException>(() => options.ToOnnx()).Message, StringComparison.Ordinal);
    }

    private static void Agree(ArrhythmiNetModel model, float[] prepared, float[] context, float[] outputs, MapPlacement? placement, int? batch = null)
    {
        var count = prepared.Length / 360;
        int classes = model.Classes.Count, width = model.ContextNames.Count, of = batch ?? count;
        var probabilities = new float[count * classes];
        model.Score(prepared, context, probabilities);
        var gradCam = new GradCam(model, new GradCamOptions { Placement = placement ?? default });
        var map = new float[360];
        var decided = 0;
        var row = classes + 1 + (placement is null ? 0 : 360);
        Assert.Equal(count * row, outputs.Length);
        for (var i = 0; i < count; i++)
        {
            // Batch after batch: its probabilities, then its classes, then its maps.
            var start = i / of * of * row;
            var ours = probabilities.AsSpan(i * classes, classes);
            var theirs = outputs.AsSpan(start + (i % of * classes), classes);
            for (var k = 0; k < classes; k++) Assert.InRange(theirs[k], ours[k] - Tolerance, ours[k] + Tolerance);

            var given = (int)outputs[start + (of * classes) + (i % of)];
            Assert.Equal(TensorPrimitives.IndexOfMax<float>(theirs), given);
            if (TensorPrimitives.Max<float>(ours) - ours.ToArray().Order().ElementAt(classes - 2) > 2 * Tolerance)
            {
                decided++;
                Assert.Equal(TensorPrimitives.IndexOfMax<float>(ours), given);
            }

            if (placement is null) continue;
            gradCam.Attribute(prepared.AsSpan(i * 360, 360), context.AsSpan(i * width, width), given, map);
            var theirMap = outputs.AsSpan(start + (of * (classes + 1)) + (i % of * 360), 360);
            var near = Tolerance * Math.Max(1, TensorPrimitives.Max<float>(map));
            for (var t = 0; t < 360; t++) Assert.InRange(theirMap[t], map[t] - near, map[t] + near);
        }

        Assert.True(decided > count * 0.9, $"{decided} of {count} beats have one class that is the most probable.");
    }

    private static float[] Prepare(float[] beats, WaveletDenoiserOptions? denoising, NormalizationMethod method)
    {
        var denoiser = denoising is null ? null : new WaveletDenoiser(denoising);
        var prepared = (float[])beats.Clone();
        for (var i = 0; i < beats.Length; i += 360)
        {
            var beat = prepared.AsSpan(i, 360);
            denoiser?.Denoise(beat, beat);
            BeatNormalization.Apply(method, beat, beat);
        }

        return prepared;
    }

    /// <summary>Synthetic beats in mV, with noise; a flat one too, where it is not denoised first: filters leave their own rounding of it, no longer flat.</summary>
    private static float[] RawBeats(bool flat)
    {
        var made = Made.Ecg(60, seed: 3);
        var random = new Random(8);
        float[] beats = [.. made.Peaks.Where(peak => peak.Sample is >= 180 and < (60 * 360) - 180)
            .SelectMany(peak => made.Signal.AsSpan((int)peak.Sample - 180, 360).ToArray())
            .Select(sample => sample + (0.05f * (random.NextSingle() - 0.5f)))];
        if (flat) beats.AsSpan(3 * 360, 360).Fill(0.75f);
        return beats;
    }
}
