namespace ArrhythmiaVision.Networks;

/// <summary>The networks' end: global average pool, dense layer, softmax, cross-entropy.</summary>
internal static unsafe class Classifier
{
    /// <summary>The mean of each channel over <c>[length x channels]</c>.</summary>
    public static void Pool(NetworkKernels kernels, float* map, int length, int channels, float* features)
    {
        for (var t = 0; t < length; t++)
            kernels.AddScaled(map + (t * channels), 1f / length, channels, features, accumulate: t > 0);
    }

    public static void Logits(NetworkKernels kernels, float* features, int channels, float* weights, float* biases, Span<float> logits)
    {
        for (var k = 0; k < logits.Length; k++)
            logits[k] = kernels.Dot(features, weights + (k * channels), channels) + biases[k];
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

    /// <summary>
    /// Cross-entropy of the logits against a label of which <paramref name="smoothing"/> is spread evenly over all classes;
    /// the logits become the loss's gradient, times <paramref name="weight"/>.
    /// </summary>
    public static double SmoothedLoss(Span<float> logits, int label, double smoothing, double weight)
    {
        double highest = logits[ArgMax(logits)];
        var sum = 0.0;
        foreach (var value in logits) sum += Math.Exp(value - highest);

        var logSum = highest + Math.Log(sum);
        var loss = 0.0;
        for (var k = 0; k < logits.Length; k++)
        {
            var target = (smoothing / logits.Length) + (k == label ? 1 - smoothing : 0);
            loss += target * (logSum - logits[k]);
            logits[k] = (float)((Math.Exp(logits[k] - logSum) - target) * weight);
        }

        return loss;
    }
}
