namespace ArrhythmiaVision.Networks;

internal sealed unsafe partial class TrainingEngine
{
    /// <summary>
    /// Pools one chunk's last feature maps, classifies them, and takes the loss's gradient back to the last unit's
    /// normalised output: cross-entropy, averaged over the batch, against labels smoothed evenly over the classes, or against what teachers say.
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
        var featureGradient = features + Geometry.DenseInputs;
        var classValues = new Span<float>(featureGradient + Geometry.DenseInputs, _definition.ClassCount);
        var length = u.Unit.OutputLength;
        var loss = 0.0;
        var correct = 0;
        for (var i = beat; i < beat + beats; i++)
        {
            var activated = workspace.Input;
            if (_residual[u.Index]) activated = Output(u, i);
            else _kernels.Affine(Values(u, i), length, u.OutputChannels, norm.Scale, norm.Shift, u.Unit.Low, u.Unit.High, activated);
            Classifier.Pool(_kernels, activated, length, u.OutputChannels, features);
            Classifier.Context(Geometry, _packed.Pointer, Context(i), features);
            Classifier.Logits(Geometry, _packed.Pointer, features, classValues);
            if (Classifier.ArgMax(classValues) == _labels[i]) correct++;
            if (_teachers.Count == 0) Classifier.SmoothedTarget(_labels[i], LabelSmoothing, workspace.Target);
            else workspace.Teachers.Ask(Samples(i), Context(i), workspace.Target);
            loss += Classifier.Loss(classValues, workspace.Target, 1.0 / _batch);

            // From here on classValues holds the gradient at the logits.
            for (var k = 0; k < classValues.Length; k++)
            {
                var weights = Geometry.DenseOffset + (k * Geometry.DenseInputs);
                _kernels.AddScaled(features, classValues[k], Geometry.DenseInputs, part + weights, accumulate: i > beat);
                ref var bias = ref part[Geometry.DenseBiasOffset + k];
                bias = i > beat ? bias + classValues[k] : classValues[k];
                _kernels.AddScaled(_packed.Pointer + weights, classValues[k], Geometry.DenseInputs, featureGradient, accumulate: k > 0);
            }

            ContextGradient(i, features, featureGradient, part, accumulate: i > beat);
            _kernels.AddScaled(featureGradient, 1f / length, u.OutputChannels, featureGradient, accumulate: false);

            for (var t = 0; t < length; t++)
            {
                new ReadOnlySpan<float>(featureGradient, u.OutputChannels)
                    .CopyTo(new Span<float>(workspace.Gradient + (t * u.OutputChannels), u.OutputChannels));
            }

            _kernels.ActivationGradient(
                workspace.Gradient, Values(u, i), length, u.OutputChannels, norm, u.Unit.Low, u.Unit.High, Gradient(u, i),
                part + u.BetaOffset, part + u.GammaOffset);
        }

        _oneShape?.Project(new Span<float>(part, Geometry.PackedCount), Geometry.DensePosition, Geometry.ContextPosition);
        _chunkLoss[chunk] = loss;
        _chunkCorrect[chunk] = correct;
    }

    /// <summary>The context layer's gradients for one beat.</summary>
    private void ContextGradient(int beat, float* features, float* featureGradient, float* part, bool accumulate)
    {
        var units = _definition.ContextUnits;
        var gradient = featureGradient + Geometry.FeatureChannels;
        for (var h = 0; h < units; h++)
        {
            if (!(features[Geometry.FeatureChannels + h] > 0)) gradient[h] = 0;
        }

        for (var c = 0; c < _definition.ContextLength; c++)
            _kernels.AddScaled(gradient, Context(beat)[c], units, part + Geometry.ContextOffset + (c * units), accumulate);
        _kernels.AddScaled(gradient, 1, units, part + Geometry.ContextBiasOffset, accumulate);
    }
}
