namespace ArrhythmiaVision.Networks;

/// <summary>A network's numbers before training.</summary>
internal static class InitialNumbers
{
    /// <summary>
    /// Weights and dense biases even in ±1/√fan-in; γ = 1, β = 0, running mean 0, running variance 1. Each number depends on
    /// the seed and its place alone.
    /// </summary>
    public static float[] Draw(NetworkDefinition definition, int seed)
    {
        var numbers = new float[definition.ParameterCount];
        var key = RandomBits.Mix(RandomBits.Mix((ulong)seed) ^ RandomBits.WeightStream);
        for (var u = 0; u < definition.Units.Count; u++)
        {
            var unit = definition.Units[u];
            Fill(definition.WeightOffset(u), unit.WeightCount, unit.FanIn);
            numbers.AsSpan(definition.GammaOffset(u), unit.OutputChannels).Fill(1);
            numbers.AsSpan(definition.VarianceOffset(u), unit.OutputChannels).Fill(1);
        }

        Fill(definition.ContextOffset, definition.DenseOffset - definition.ContextOffset, definition.ContextLength);
        Fill(definition.DenseOffset, definition.ParameterCount - definition.DenseOffset, definition.DenseInputs);
        return numbers;

        void Fill(int offset, int count, int fanIn)
        {
            var bound = 1 / MathF.Sqrt(fanIn);
            for (var i = offset; i < offset + count; i++)
                numbers[i] = bound * ((2 * RandomBits.Unit(RandomBits.Mix(key, (ulong)i))) - 1);
        }
    }
}
