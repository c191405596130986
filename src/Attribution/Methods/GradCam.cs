using System.Numerics.Tensors;

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
    // Logits as close as a few roundings (about 1e-6) may give the same probability; this leaves room.
    private const float NearlyEqual = 1e-3f;

    private readonly NetworkProbe _probe;
    private readonly GradCamOptions _options;
    private readonly int _layer;
    private readonly float[] _activations;
    private readonly float[] _gradients;
    private readonly float[] _weights;
    private readonly float[] _map;
    private readonly float[] _probabilities;

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
        _probabilities = new float[model.Classes.Count];
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
        CheckRoom(values);
        ClassChoice.Check(Model, classIndex);
        _probe.Forward(beat, context);
        ComputeMap(classIndex);
        Place(values);
    }

    /// <summary>Says what speaks for the class that the network gives the beat, in given memory; nothing is allocated, and the network is run once.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="values">Receives a value a sample, <c>[360]</c>.</param>
    /// <returns>The class.</returns>
    /// <exception cref="ArgumentException">The sizes do not agree with the network, a value is NaN or infinite, or there is not room for 360 values.</exception>
    public int Attribute(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, Span<float> values)
    {
        CheckRoom(values);
        _probe.Forward(beat, context);
        var classIndex = GivenClass(beat, context);
        ComputeMap(classIndex);
        Place(values);
        return classIndex;
    }

    /// <summary>The map itself, before it is brought to the samples, <c>[points of the layer]</c>.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <param name="classIndex">The class.</param>
    /// <exception cref="ArgumentException">As <see cref="IAttributionMethod.Attribute"/>.</exception>
    public float[] Map(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        ClassChoice.Check(Model, classIndex);
        _probe.Forward(beat, context);
        ComputeMap(classIndex);
        return [.. _map];
    }

    // Of classes that are nearly equal the model's own score says which is given, as everywhere.
    private int GivenClass(ReadOnlySpan<float> beat, ReadOnlySpan<float> context)
    {
        var logits = _probe.Logits;
        var best = TensorPrimitives.IndexOfMax(logits);
        for (var c = 0; c < logits.Length; c++)
        {
            if (c == best || logits[best] - logits[c] > NearlyEqual) continue;
            Model.Score(beat, context, _probabilities);
            return TensorPrimitives.IndexOfMax(_probabilities);
        }

        return best;
    }

    private void CheckRoom(ReadOnlySpan<float> values)
    {
        if (values.Length != Model.InputLength)
            throw new ArgumentException(Invariant($"There is room for {values.Length} values; {Model.InputLength} are needed."), nameof(values));
    }

    /// <summary>Brings the map to the samples.</summary>
    private void Place(Span<float> values)
    {
        for (var t = 0; t < values.Length; t++) values[t] = At(_options.Placement == MapPlacement.EndToEnd ? Stretched(t) : (t - Layer.FirstCenter) / Layer.Step);
    }

    /// <summary>The map of the beat last run forward.</summary>
    private void ComputeMap(int classIndex)
    {
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
            var value = TensorPrimitives.Dot<float>(_activations.AsSpan(t * channels, channels), _weights);
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
