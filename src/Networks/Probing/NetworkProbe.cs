using System.Globalization;

namespace ArrhythmiaVision.Networks;

/// <summary>
/// Looks into a network while it judges a beat: what each convolution gives, the classes' logits, and the gradient of any mix of
/// logits at the beat, at its context and at each convolution. One instance serves one thread.
/// </summary>
/// <remarks>Nothing is allocated once an instance is made.</remarks>
public sealed unsafe class NetworkProbe
{
    /// <summary>Beats that go through the network together.</summary>
    private const int TileBeats = 4;

    private readonly GradientPass _pass;
    private readonly InferenceWorkspace _workspace;
    private readonly float[] _logitWeights;
    private int _gradientsDownTo = int.MaxValue;
    private bool _forward;

    /// <summary>Makes a probe.</summary>
    /// <param name="model">The network.</param>
    public NetworkProbe(ArrhythmiNetModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Layers = ConvolutionLayer.Of(model.Definition);
        _pass = new GradientPass(model.Plan);
        _workspace = new InferenceWorkspace(model.Plan.Geometry, TileBeats, keepAll: false);
        _logitWeights = new float[model.Classes.Count];
    }

    /// <summary>The network.</summary>
    public ArrhythmiNetModel Model { get; }

    /// <summary>The convolutions, from the beat to the pool.</summary>
    public IReadOnlyList<ConvolutionLayer> Layers { get; }

    /// <summary>The logits of the beat last run forward, <c>[classes]</c>.</summary>
    public ReadOnlySpan<float> Logits => _pass.Logits;

    /// <summary>The gradient at the samples of the beat, <c>[360]</c>, after <see cref="Backward(ReadOnlySpan{float}, int)"/> down to -1.</summary>
    /// <exception cref="InvalidOperationException">No gradient was taken back to the beat.</exception>
    public ReadOnlySpan<float> InputGradient
    {
        get
        {
            CheckGradient(-1, "the beat");
            return _pass.InputGradient;
        }
    }

    /// <summary>The gradient at the context, <c>[context]</c>, after <see cref="Backward(ReadOnlySpan{float}, int)"/> down to -1.</summary>
    /// <exception cref="InvalidOperationException">No gradient was taken back to the context.</exception>
    public ReadOnlySpan<float> ContextGradient
    {
        get
        {
            CheckGradient(-1, "the context");
            return _pass.ContextGradient;
        }
    }

    /// <summary>The place of a convolution in <see cref="Layers"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such convolution; the message lists those there are.</exception>
    public int LayerIndex(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var i = 0; i < Layers.Count; i++)
        {
            if (Layers[i].Name == name) return i;
        }

        throw new ArgumentException($"ArrhythmiNet {Model.Architecture} has no convolution '{name}'. It has: {string.Join(", ", Layers.Select(l => l.Name))}.", nameof(name));
    }

    /// <summary>Runs one beat forward; its logits and activations stand until the next.</summary>
    /// <param name="beat">A normalised beat, <c>[360]</c>.</param>
    /// <param name="context">Its context, <c>[context]</c>; empty where the network takes none.</param>
    /// <exception cref="ArgumentException">The sizes do not agree with the network, or a value is NaN or infinite.</exception>
    public void Forward(ReadOnlySpan<float> beat, ReadOnlySpan<float> context = default)
    {
        CheckBeats(beat, context, 1);
        _pass.Forward(beat, context);
        _forward = true;
        _gradientsDownTo = int.MaxValue;
    }

    /// <summary>Takes the gradient of Σ weights · logits back through the beat last run forward.</summary>
    /// <param name="logitWeights">A weight a class.</param>
    /// <param name="downTo">The first convolution whose output's gradient is wanted, to save what lies before it; -1 goes on to the beat and
    /// its context.</param>
    /// <exception cref="ArgumentException">There is not a weight a class, or no such convolution.</exception>
    /// <exception cref="InvalidOperationException">No beat was run forward.</exception>
    public void Backward(ReadOnlySpan<float> logitWeights, int downTo = -1)
    {
        if (logitWeights.Length != Model.Classes.Count)
            throw new ArgumentException(Text($"There are {logitWeights.Length} weights for {Model.Classes.Count} classes."), nameof(logitWeights));
        ArgumentOutOfRangeException.ThrowIfLessThan(downTo, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(downTo, Layers.Count);
        if (!_forward) throw new InvalidOperationException("Run a beat forward first.");
        _pass.Backward(logitWeights, downTo);
        _gradientsDownTo = downTo;
    }

    /// <summary>Takes the gradient of one class's logit, or of its probability, back through the beat last run forward.</summary>
    /// <param name="classIndex">The class.</param>
    /// <param name="ofProbability">True for the gradient of the probability, p · (1 − p) at its own logit and −p · pₖ at the others'.</param>
    /// <param name="downTo">As for the other overload.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class or convolution.</exception>
    /// <exception cref="InvalidOperationException">No beat was run forward.</exception>
    public void Backward(int classIndex, bool ofProbability = false, int downTo = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(classIndex, Model.Classes.Count);
        Array.Clear(_logitWeights);
        if (ofProbability)
        {
            Logits.CopyTo(_logitWeights);
            Classifier.Softmax(_logitWeights);
            var p = _logitWeights[classIndex];
            for (var k = 0; k < _logitWeights.Length; k++) _logitWeights[k] *= k == classIndex ? 1 - p : -p;
        }
        else
        {
            _logitWeights[classIndex] = 1;
        }

        Backward(_logitWeights, downTo);
    }

    /// <summary>Copies what a convolution gives, activation and shortcut included.</summary>
    /// <param name="layer">Its place in <see cref="Layers"/>.</param>
    /// <param name="target">Receives <c>[length x channels]</c>.</param>
    /// <exception cref="ArgumentException">There is no such convolution, or the room is not of its output's size.</exception>
    /// <exception cref="InvalidOperationException">No beat was run forward.</exception>
    public void CopyActivation(int layer, Span<float> target)
    {
        CheckLayer(layer, target.Length);
        if (!_forward) throw new InvalidOperationException("Run a beat forward first.");
        _pass.CopyActivation(layer, target);
    }

    /// <summary>Copies the gradient at a convolution's output.</summary>
    /// <param name="layer">Its place in <see cref="Layers"/>.</param>
    /// <param name="target">Receives <c>[length x channels]</c>.</param>
    /// <exception cref="ArgumentException">There is no such convolution, or the room is not of its output's size.</exception>
    /// <exception cref="InvalidOperationException">No gradient was taken back so far.</exception>
    public void CopyGradient(int layer, Span<float> target)
    {
        CheckLayer(layer, target.Length);
        CheckGradient(layer, Layers[layer].Name);
        _pass.CopyGradient(layer, target);
    }

    /// <summary>The logits of many beats at once; what was run forward before is left as it is.</summary>
    /// <param name="beats">Normalised beats one after the other, <c>[beats x 360]</c>.</param>
    /// <param name="contexts">Their contexts, <c>[beats x context]</c>; empty where the network takes none.</param>
    /// <param name="logits">Receives <c>[beats x classes]</c>.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, or a value is NaN or infinite.</exception>
    public void Score(ReadOnlySpan<float> beats, ReadOnlySpan<float> contexts, Span<float> logits)
    {
        var classes = Model.Classes.Count;
        var count = logits.Length / classes;
        if (count * classes != logits.Length)
            throw new ArgumentException(Text($"Room for {logits.Length} logits is no whole number of beats of {classes} classes."), nameof(logits));
        CheckBeats(beats, contexts, count);
        fixed (float* samples = beats)
        fixed (float* context = contexts)
        {
            for (var i = 0; i < count; i += TileBeats)
            {
                var tile = Math.Min(TileBeats, count - i);
                Model.Plan.Forward(samples + ((nint)i * Model.InputLength), tile, _workspace);
                for (var b = 0; b < tile; b++)
                    Model.Plan.Logits(_workspace, b, context + ((nint)(i + b) * Model.ContextNames.Count), logits.Slice((i + b) * classes, classes));
            }
        }

        GC.KeepAlive(this);
    }

    private void CheckBeats(ReadOnlySpan<float> beats, ReadOnlySpan<float> contexts, int count)
    {
        if (beats.Length != (long)count * Model.InputLength)
            throw new ArgumentException(Text($"{count} beats need {(long)count * Model.InputLength} samples, but there are {beats.Length}."), nameof(beats));
        if (contexts.Length != (long)count * Model.ContextNames.Count)
        {
            throw new ArgumentException(
                Text($"The network takes {Model.ContextNames.Count} context values with each beat ({string.Join(", ", Model.ContextNames)}): {count} beats need {(long)count * Model.ContextNames.Count}, but there are {contexts.Length}."),
                nameof(contexts));
        }

        BeatSamples.CheckFinite(beats, Model.InputLength, nameof(beats));
        BeatSamples.CheckFiniteContext(contexts, Model.ContextNames, nameof(contexts));
    }

    private void CheckLayer(int layer, int room)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, Layers.Count);
        var size = Layers[layer].Length * Layers[layer].Channels;
        if (room != size)
            throw new ArgumentException(Text($"The output of {Layers[layer].Name} is {Layers[layer].Length} x {Layers[layer].Channels}: it needs room for {size} values, not {room}."), nameof(layer));
    }

    private void CheckGradient(int layer, string what)
    {
        if (layer < _gradientsDownTo)
            throw new InvalidOperationException($"No gradient was taken back to {what}: run a beat forward, then backward as far as that.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
