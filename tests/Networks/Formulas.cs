namespace ArrhythmiaVision.Networks.Tests;

/// <summary>The inputs of Golden/golden.py, made by the same formulas.</summary>
internal static class Formulas
{
    public static double[] Numbers(NetworkDefinition definition)
    {
        var numbers = new double[definition.ParameterCount];
        for (var u = 0; u < definition.Units.Count; u++)
        {
            var unit = definition.Units[u];
            Weights(definition.WeightOffset(u), unit.WeightCount, unit.FanIn);
            Fill(definition.GammaOffset(u), unit.OutputChannels, i => 1 + (0.2 * Math.Sin(i)));
            Fill(definition.BetaOffset(u), unit.OutputChannels, i => 0.1 * Math.Cos(i));
            Fill(definition.MeanOffset(u), unit.OutputChannels, i => 0.1 * Math.Sin(i));
            Fill(definition.VarianceOffset(u), unit.OutputChannels, i => 1 + (0.5 * Math.Cos(i)));
        }

        Weights(definition.ContextOffset, definition.DenseOffset - definition.ContextOffset, definition.ContextLength);
        Weights(definition.DenseOffset, definition.DenseBiasOffset - definition.DenseOffset, definition.FeatureChannels);
        Fill(definition.DenseBiasOffset, definition.ClassCount, i => 0.1 * Math.Cos(i));
        return numbers;

        void Weights(int offset, int count, int fanIn) => Fill(offset, count, i => ((2.0 * (((31L * i * i) + (7919L * i) + 13) % 10007) / 10007) - 1) * 1.7 / Math.Sqrt(fanIn));

        void Fill(int offset, int count, Func<int, double> value)
        {
            for (var i = offset; i < offset + count; i++) numbers[i] = value(i);
        }
    }

    public static double[] Beats(int count, int length)
    {
        var beats = new double[count * length];
        for (var b = 0; b < count; b++)
        {
            for (var t = 0; t < length; t++)
                beats[(b * length) + t] = Math.Sin(0.05 * t * (1 + (0.3 * b))) + (0.5 * Math.Cos((0.11 * t) + b));
        }

        return beats;
    }

    /// <summary>The context of a batch's beat.</summary>
    public static double[] Context(int beat, int length) => [.. Enumerable.Range(0, length).Select(i => ContextValue(beat, i))];

    public static double ContextValue(int beat, int i) => Math.Sin(1 + (2 * beat) + (0.7 * i));

    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => i % classes)];

    public static float[] Single(double[] values) => [.. values.Select(v => (float)v)];

    /// <summary>Σ values[j] · cos(0.37 j).</summary>
    public static double Checksum(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        for (var j = 0; j < values.Length; j++) sum += values[j] * Math.Cos(0.37 * j);
        return sum;
    }
}
