namespace ArrhythmiaVision.Networks;

/// <summary>A convolution of a network and where its output's points stand in the beat.</summary>
/// <param name="Name">The layer's name, as in <see cref="ArrhythmiNetModel.Layers"/>.</param>
/// <param name="Length">Points of its output.</param>
/// <param name="Channels">Channels of its output.</param>
/// <param name="ReceptiveField">Samples a point depends on, shortcuts apart: they see no more. Zeros beyond the beat's ends count.</param>
/// <param name="Step">Samples from one point to the next.</param>
/// <param name="FirstCenter">The middle of the first point's receptive field, as a sample number.</param>
/// <remarks>With kernel k, stride s and padding p, a layer on one of field r, step j and first centre c has field r + (k − 1) · j, step
/// s · j and first centre c + ((k − 1)/2 − p) · j.</remarks>
public sealed record ConvolutionLayer(string Name, int Length, int Channels, int ReceptiveField, int Step, double FirstCenter)
{
    /// <summary>The middle of a point's receptive field, as a sample number.</summary>
    /// <param name="point">The point, from 0.</param>
    public double Center(int point) => FirstCenter + ((double)point * Step);

    internal static IReadOnlyList<ConvolutionLayer> Of(NetworkDefinition definition)
    {
        var layers = new ConvolutionLayer[definition.Units.Count];
        int field = 1, step = 1;
        var first = 0.0;
        for (var i = 0; i < layers.Length; i++)
        {
            var unit = definition.Units[i];
            first += (((unit.KernelSize - 1) / 2.0) - unit.Padding) * step;
            field += (unit.KernelSize - 1) * step;
            step *= unit.Stride;
            layers[i] = new ConvolutionLayer(unit.Name, unit.OutputLength, unit.OutputChannels, field, step, first);
        }

        return Array.AsReadOnly(layers);
    }
}
