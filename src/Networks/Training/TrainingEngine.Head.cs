namespace ArrhythmiaVision.Networks;

internal sealed unsafe partial class TrainingEngine
{
    /// <summary>
    /// Pools one chunk's last feature maps, classifies them, and takes the loss's gradient back to the last unit's
    /// normalised output: cross-entropy, averaged over the batch, against labels smoothed evenly over the classes.
    /// </summary>
    public void Head(int chunk, TrainingWorkspace workspace)
    {
        var u = _units[^1];
        var norm = Norm(u);
        var (beat, beats) = Beats(chunk);
        if (_residual[u.Index]) Materialize(u, beat, beats);

        var part = Part(chunk);
        ClearNormSums(u, part);
        var features = workspace.Head;
        var featureGradient = features + u.OutputChannels;
        var classValues = new Span<float>(featureGradient + u.OutputChannels, _definition.ClassCount);
        var length = u.Unit.OutputLength;
        var loss = 0.0;
        var correct = 0;
        for (var i = beat; i < beat + beats; i++)
        {
            var activated = workspace.Input;
            if (_residual[u.Index]) activated = Output(u, i);
            else _kernels.Affine(Values(u, i), length, u.OutputChannels, norm.Scale, norm.Shift, u.Unit.Low, u.Unit.High, activated);
            Classifier.Pool(_kernels, activated, length, u.OutputChannels, features);
            Classifier.Logits(_kernels, features, u.OutputChannels, _packed.Pointer + Geometry.DenseOffset, _packed.Pointer + Geometry.DenseBiasOffset, classValues);
            if (Classifier.ArgMax(classValues) == _labels[i]) correct++;
            loss += Classifier.SmoothedLoss(classValues, _labels[i], LabelSmoothing, 1.0 / _batch);

            // From here on classValues holds the gradient at the logits.
            for (var k = 0; k < classValues.Length; k++)
            {
                var weights = Geometry.DenseOffset + (k * u.OutputChannels);
                _kernels.AddScaled(features, classValues[k], u.OutputChannels, part + weights, accumulate: i > beat);
                ref var bias = ref part[Geometry.DenseBiasOffset + k];
                bias = i > beat ? bias + classValues[k] : classValues[k];
                _kernels.AddScaled(_packed.Pointer + weights, classValues[k] / length, u.OutputChannels, featureGradient, accumulate: k > 0);
            }

            for (var t = 0; t < length; t++)
            {
                new ReadOnlySpan<float>(featureGradient, u.OutputChannels)
                    .CopyTo(new Span<float>(workspace.Gradient + (t * u.OutputChannels), u.OutputChannels));
            }

            _kernels.ActivationGradient(
                workspace.Gradient, Values(u, i), length, u.OutputChannels, norm, u.Unit.Low, u.Unit.High, Gradient(u, i),
                part + u.BetaOffset, part + u.GammaOffset);
        }

        _chunkLoss[chunk] = loss;
        _chunkCorrect[chunk] = correct;
    }
}
