namespace ArrhythmiaVision.Networks.Tests;

/// <summary>The networks written down as plainly as they can be, in double precision, one value at a time.</summary>
internal sealed class ReferenceNetwork(NetworkDefinition definition, double[] numbers)
{
    private const double Epsilon = 1e-5;

    /// <summary>The first beat's context, where it is not the formula's.</summary>
    public double[]? FirstContext { get; init; }

    /// <summary>Every unit's output [beat][channel, point].</summary>
    public List<double[][,]> Outputs { get; } = [];

    /// <summary>Logits [beat][class]; batch statistics in training, else the running ones.</summary>
    public double[][] Logits(double[] beats, bool training)
    {
        Outputs.Clear();
        var count = beats.Length / definition.InputLength;
        var x = new double[count][,];
        for (var b = 0; b < count; b++)
        {
            x[b] = new double[1, definition.InputLength];
            for (var t = 0; t < definition.InputLength; t++) x[b][0, t] = beats[(b * definition.InputLength) + t];
        }

        for (var u = 0; u < definition.Units.Count; u++)
        {
            x = Unit(u, x, training);
            Outputs.Add(x);
        }

        return [.. x.Select((map, beat) => Dense(map, Context(beat)))];
    }

    /// <summary>Mean cross-entropy against labels smoothed evenly over the classes.</summary>
    public double Loss(double[] beats, int[] labels, double smoothing, bool training = true)
    {
        var logits = Logits(beats, training);
        var loss = 0.0;
        for (var b = 0; b < labels.Length; b++)
        {
            var logSum = Math.Log(logits[b].Sum(Math.Exp));
            for (var k = 0; k < logits[b].Length; k++)
                loss += ((smoothing / logits[b].Length) + (k == labels[b] ? 1 - smoothing : 0)) * (logSum - logits[b][k]);
        }

        return loss / labels.Length;
    }

    /// <summary>The context layer's outputs for a beat of the batch.</summary>
    private double[] Context(int beat)
    {
        var context = beat == 0 && FirstContext is not null ? FirstContext : Formulas.Context(beat, definition.ContextLength);
        var units = new double[definition.ContextUnits];
        for (var h = 0; h < units.Length; h++)
        {
            var sum = numbers[definition.ContextBiasOffset + h];
            for (var i = 0; i < context.Length; i++) sum += context[i] * numbers[definition.ContextOffset + (h * context.Length) + i];
            units[h] = Math.Max(0, sum);
        }

        return units;
    }

    private double[] Dense(double[,] map, double[] context)
    {
        var logits = new double[definition.ClassCount];
        for (var k = 0; k < logits.Length; k++)
        {
            logits[k] = numbers[definition.DenseBiasOffset + k];
            for (var c = 0; c < definition.FeatureChannels; c++)
            {
                var mean = 0.0;
                for (var t = 0; t < definition.FeatureLength; t++) mean += map[c, t] / definition.FeatureLength;
                logits[k] += mean * numbers[definition.DenseOffset + (k * definition.DenseInputs) + c];
            }

            for (var h = 0; h < context.Length; h++)
                logits[k] += context[h] * numbers[definition.DenseOffset + (k * definition.DenseInputs) + definition.FeatureChannels + h];
        }

        return logits;
    }

    private double[][,] Unit(int u, double[][,] input, bool training)
    {
        var unit = definition.Units[u];
        var y = input.Select(x => Convolve(u, x)).ToArray();
        for (var c = 0; c < unit.OutputChannels; c++)
        {
            var (mean, variance) = training
                ? Statistics(y, c, unit.OutputLength)
                : (numbers[definition.MeanOffset(u) + c], numbers[definition.VarianceOffset(u) + c]);
            foreach (var map in y)
            {
                for (var t = 0; t < unit.OutputLength; t++)
                {
                    var z = (numbers[definition.GammaOffset(u) + c] * (map[c, t] - mean) / Math.Sqrt(variance + Epsilon)) + numbers[definition.BetaOffset(u) + c];
                    map[c, t] = unit.Activation switch
                    {
                        Activation.ReLU => Math.Max(0, z),
                        Activation.ReLU6 => Math.Min(6, Math.Max(0, z)),
                        _ => z,
                    };
                }
            }
        }

        if (unit.ShortcutSource >= 0)
        {
            for (var b = 0; b < y.Length; b++) AddShortcut(Outputs[unit.ShortcutSource][b], y[b]);
        }

        return y;
    }

    private double[,] Convolve(int u, double[,] x)
    {
        var unit = definition.Units[u];
        var y = new double[unit.OutputChannels, unit.OutputLength];
        for (var o = 0; o < unit.OutputChannels; o++)
        {
            for (var t = 0; t < unit.OutputLength; t++)
            {
                for (var k = 0; k < unit.KernelSize; k++)
                {
                    var at = (t * unit.Stride) + k - unit.Padding;
                    if (at < 0 || at >= unit.InputLength) continue;
                    if (unit.Kind == ConvolutionKind.Depthwise)
                    {
                        y[o, t] += x[o, at] * numbers[definition.WeightOffset(u) + (o * unit.KernelSize) + k];
                        continue;
                    }

                    for (var i = 0; i < unit.InputChannels; i++)
                        y[o, t] += x[i, at] * numbers[definition.WeightOffset(u) + (((o * unit.InputChannels) + i) * unit.KernelSize) + k];
                }
            }
        }

        return y;
    }

    private static (double Mean, double Variance) Statistics(double[][,] y, int channel, int length)
    {
        double sum = 0, squares = 0;
        foreach (var map in y)
        {
            for (var t = 0; t < length; t++) sum += map[channel, t];
        }

        var mean = sum / (y.Length * length);
        foreach (var map in y)
        {
            for (var t = 0; t < length; t++) squares += (map[channel, t] - mean) * (map[channel, t] - mean);
        }

        return (mean, squares / (y.Length * length));
    }

    private static void AddShortcut(double[,] source, double[,] target)
    {
        var pooled = source.GetLength(1) != target.GetLength(1);
        for (var c = 0; c < source.GetLength(0); c++)
        {
            for (var t = 0; t < target.GetLength(1); t++)
            {
                target[c, t] += !pooled ? source[c, t]
                    : (2 * t) + 1 < source.GetLength(1) ? (source[c, 2 * t] + source[c, (2 * t) + 1]) / 2
                    : source[c, 2 * t];
            }
        }
    }
}
