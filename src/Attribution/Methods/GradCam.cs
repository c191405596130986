namespace ArrhythmiaVision.Attribution;

/// <summary>
/// Grad-CAM: a convolution's channels, each weighted by the mean gradient of the class's output at it, added up, ReLU taken, and the map
/// brought to the beat's samples.
/// </summary>
/// <remarks>
/// αₖ = (1/L) Σₜ ∂y/∂Aₖ(t); map(t) = ReLU(Σₖ αₖ Aₖ(t)). Source: Selvaraju and others, Grad-CAM, ICCV 2017 (arXiv 1610.02391),
/// equations 1 and 2; equation 3 of arXiv 2505.03787. It does not look at the context, and its values do not add up to an output.
/// </remarks>
public sealed class GradCam : IAttributionMethod
{
    private readonly NetworkProbe _probe;
    private readonly GradCamOptions _options;
    private readonly int _layer;
    private readonly float[] _activations;
    private readonly float[] _gradients;
    private readonly float[] _weights;
    private readonly float[] _map;

    /// <summary>Prepares Grad-CAM.</summary>
    /// <param name="model">The network.</param>
    /// <param name="options">How; null for the last convolution, as in the paper, but placed by receptive fields.</param>
    /// <exception cref="ArgumentException">There is no such convolution; the message lists those there are.</exception>
    public GradCam(ArrhythmiNetModel model, GradCamOptions? options = null)
    {
        _probe = new NetworkProbe(model);
        _options = options ?? new GradCamOptions();
        _layer = _options.Layer is null ? _probe.Layers.Count - 1 : _probe.LayerIndex(_options.Layer);
        _activations = new float[Layer.Length * Layer.Channels];
        _gradients = new float[_activations.Length];
        _weights = new float[Layer.Channels];
        _map = new float[Layer.Length];
        Name = $"Grad-CAM, {Layer.Name}{(_options.Signed ? ", signed" : "")}{(_options.Placement == MapPlacement.EndToEnd ? ", end to end" : "")}";
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public ArrhythmiNetModel Model => _probe.Model;

    /// <summary>The convolution.</summary>
    public ConvolutionLayer Layer => _probe.Layers[_layer];

    /// <inheritdoc />
    public BeatAttribution Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        var values = new float[Model.InputLength];
        Attribute(beat, context, classIndex, values);
        return new BeatAttribution(Name, Model, classIndex, _options.Target, values, new float[Model.ContextNames.Count])
        {
            Output = ClassChoice.Value(_probe.Logits, classIndex, _options.Target),
        };
    }

    /// <summary>Says what speaks for a class, in given memory; nothing is allocated.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="classIndex">The class.</param>
    /// <param name="values">Receives a value a sample, <c>[360]</c>.</param>
    /// <exception cref="ArgumentException">As the other overload, or there is not room for 360 values.</exception>
    public void Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex, Span<float> values)
    {
        if (values.Length != Model.InputLength)
            throw new ArgumentException(Invariant($"There is room for {values.Length} values; {Model.InputLength} are needed."), nameof(values));
        ComputeMap(beat, context, classIndex);
        for (var t = 0; t < values.Length; t++) values[t] = At(_options.Placement == MapPlacement.EndToEnd ? Stretched(t) : (t - Layer.FirstCenter) / Layer.Step);
    }

    /// <summary>The map itself, before it is brought to the samples, <c>[points of the layer]</c>.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="classIndex">The class.</param>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public float[] Map(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        ComputeMap(beat, context, classIndex);
        return [.. _map];
    }

    private void ComputeMap(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        ClassChoice.Check(Model, classIndex);
        _probe.Forward(beat, context);
        _probe.Backward(classIndex, _options.Target == AttributionTarget.Probability, downTo: _layer);
        _probe.CopyActivation(_layer, _activations);
        _probe.CopyGradient(_layer, _gradients);
        Array.Clear(_weights);
        var channels = Layer.Channels;
        for (var t = 0; t < _map.Length; t++)
        {
            for (var c = 0; c < channels; c++) _weights[c] += _gradients[(t * channels) + c] / _map.Length;
        }

        for (var t = 0; t < _map.Length; t++)
        {
            var value = System.Numerics.Tensors.TensorPrimitives.Dot<float>(_activations.AsSpan(t * channels, channels), _weights);
            _map[t] = _options.Signed ? value : Math.Max(0, value);
        }
    }

    private double Stretched(int t) => (double)t * (_map.Length - 1) / (Model.InputLength - 1);

    /// <summary>The map between its points.</summary>
    private float At(double position)
    {
        position = Math.Clamp(position, 0, _map.Length - 1);
        var before = Math.Min((int)position, Math.Max(0, _map.Length - 2));
        var after = Math.Min(before + 1, _map.Length - 1);
        return (float)(_map[before] + ((_map[after] - _map[before]) * (position - before)));
    }
}
