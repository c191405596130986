namespace ArrhythmiaVision.Networks;

/// <summary>The networks' end: global average pool, context layer, dense layer, softmax, cross-entropy.</summary>
internal static unsafe class Classifier
{
    /// <summary>The mean of each channel over <c>[length x channels]</c>.</summary>
    public static void Pool(NetworkKernels kernels, float* map, int length, int channels, float* features)
    {
        for (var t = 0; t < length; t++)
            kernels.AddScaled(map + (t * channels), 1f / length, channels, features, accumulate: t > 0);
    }

    /// <summary>The context layer: ReLU(W · context + b), behind the pooled channels.</summary>
    public static void Context(NetworkGeometry geometry, float* packed, float* context, float* features)
    {
        var units = geometry.Definition.ContextUnits;
        var target = features + geometry.FeatureChannels;
        new ReadOnlySpan<float>(packed + geometry.ContextBiasOffset, units).CopyTo(new Span<float>(target, units));
        for (var c = 0; c < geometry.Definition.ContextLength; c++)
            geometry.Kernels.AddScaled(packed + geometry.ContextOffset + (c * units), context[c], units, target, accumulate: true);
        for (var h = 0; h < units; h++) target[h] = MathF.Max(target[h], 0);
    }

    /// <summary>The dense layer, over pooled channels and context units.</summary>
    public static void Logits(NetworkGeometry geometry, float* packed, float* features, Span<float> logits)
    {
        for (var k = 0; k < logits.Length; k++)
        {
            var weights = packed + geometry.DenseOffset + (k * geometry.DenseInputs);
            logits[k] = geometry.Kernels.Dot(features, weights, geometry.DenseInputs) + packed[geometry.DenseBiasOffset + k];
        }
    }

    public static int ArgMax(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var k = 1; k < values.Length; k++)
        {
            if (values[k] > values[best]) best = k;
        }

        return best;
    }

    /// <summary>Turns logits into probabilities, in place.</summary>
    public static void Softmax(Span<float> logits)
    {
        var highest = logits[ArgMax(logits)];
        var sum = 0.0;
        foreach (ref var value in logits)
        {
            value = MathF.Exp(value - highest);
            sum += value;
        }

        foreach (ref var value in logits) value = (float)(value / sum);
    }

    /// <summary>The target of a label of which <paramref name="smoothing"/> is spread evenly over all classes.</summary>
    public static void SmoothedTarget(int label, double smoothing, Span<double> target)
    {
        target.Fill(smoothing / target.Length);
        target[label] += 1 - smoothing;
    }

    /// <summary>Cross-entropy of the logits against a target; the logits become the loss's gradient, times <paramref name="weight"/>.</summary>
    public static double Loss(Span<float> logits, ReadOnlySpan<double> target, double weight)
    {
        double highest = logits[ArgMax(logits)];
        var sum = 0.0;
        foreach (var value in logits) sum += Math.Exp(value - highest);

        var logSum = highest + Math.Log(sum);
        var loss = 0.0;
        for (var k = 0; k < logits.Length; k++)
        {
            loss += target[k] * (logSum - logits[k]);
            logits[k] = (float)((Math.Exp(logits[k] - logSum) - target[k]) * weight);
        }

        return loss;
    }
}
