namespace ArrhythmiaVision.Networks;

/// <summary>
/// A trained network's gradients for one beat at a time, running statistics standing: of any mix of logits, with respect to
/// the beat, to its context and to every unit's output. One instance serves one thread.
/// </summary>
internal sealed unsafe class GradientPass
{
    private readonly InferencePlan _plan;
    private readonly NetworkKernels _kernels;
    private readonly UnitGeometry[] _units;
    private readonly InferenceWorkspace _workspace;
    private readonly AlignedBuffer _transposed;
    private readonly AlignedBuffer _zeros;
    private readonly AlignedBuffer _padded;
    private readonly AlignedBuffer[] _gradients;
    private readonly float[] _inputGradient;
    private readonly float[] _contextGradient;
    private readonly float[] _logits;

    public GradientPass(InferencePlan plan)
    {
        _plan = plan;
        var geometry = plan.Geometry;
        _kernels = geometry.Kernels;
        _units = geometry.Units;
        _workspace = new InferenceWorkspace(geometry, 1, keepAll: true);
        _transposed = new AlignedBuffer(geometry.TransposedCount);
        foreach (var u in _units[1..]) geometry.Transpose(u, 0, u.InputChannels, plan.Packed, _transposed.Pointer);
        _zeros = new AlignedBuffer(_units.Max(u => Math.Max(u.InputChannels, u.OutputChannels)));
        _padded = new AlignedBuffer(_units.Max(u => u.GroupsPerBeat * u.GroupGradientLength * u.OutputChannels));
        _gradients = [.. _units.Select(u => new AlignedBuffer(u.OutputSize))];
        _inputGradient = new float[geometry.Definition.InputLength];
        _contextGradient = new float[geometry.Definition.ContextLength];
        _logits = new float[plan.ClassCount];
    }

    /// <summary>The last beat's logits.</summary>
    public ReadOnlySpan<float> Logits => _logits;

    /// <summary>The gradient with respect to the last beat's samples.</summary>
    public ReadOnlySpan<float> InputGradient => _inputGradient;

    /// <summary>The gradient with respect to the last beat's context.</summary>
    public ReadOnlySpan<float> ContextGradient => _contextGradient;

    /// <summary>Runs one beat forward; its logits and activations stand until the next.</summary>
    public void Forward(ReadOnlySpan<float> beat, ReadOnlySpan<float> context = default)
    {
        fixed (float* samples = beat) _plan.Forward(samples, 1, _workspace);
        fixed (float* values = context) _plan.Logits(_workspace, 0, values, _logits);
        GC.KeepAlive(this);
    }

    /// <summary>Takes the gradient of Σ weights · logits back through the beat that was run forward.</summary>
    /// <param name="logitWeights">A weight a class.</param>
    /// <param name="downTo">The last unit whose output's gradient is wanted; -1 goes on to the beat and its context.</param>
    public void Backward(ReadOnlySpan<float> logitWeights, int downTo = -1)
    {
        var last = _units[^1];
        var pooled = _gradients[last.Index].Span[..last.OutputChannels];
        pooled.Clear();
        for (var k = 0; k < logitWeights.Length; k++)
        {
            var weights = new ReadOnlySpan<float>(_plan.DenseWeights(k), last.OutputChannels);
            for (var c = 0; c < pooled.Length; c++) pooled[c] += weights[c] * logitWeights[k] / last.Unit.OutputLength;
        }

        for (var t = 1; t < last.Unit.OutputLength; t++) pooled.CopyTo(_gradients[last.Index].Span[(t * last.OutputChannels)..]);
        for (var i = _units.Length - 1; i > downTo; i--) Backward(_units[i]);
        if (downTo < 0) BackwardToContext(logitWeights);
        GC.KeepAlive(this);
    }

    /// <summary>Copies a unit's output <c>[length x channels]</c>.</summary>
    public void CopyActivation(int unit, Span<float> target)
    {
        CopyRows(_workspace.Output(_units[unit], 0), _units[unit], target);
        GC.KeepAlive(this);
    }

    /// <summary>Copies the gradient with respect to a unit's output <c>[length x channels]</c>.</summary>
    public void CopyGradient(int unit, Span<float> target)
    {
        CopyRows(_gradients[unit].Pointer, _units[unit], target);
        GC.KeepAlive(this);
    }

    /// <summary>From the gradient at a unit's output to that at the unit before it, or at the beat.</summary>
    private void Backward(UnitGeometry u)
    {
        var gradient = _gradients[u.Index].Pointer;
        var output = _workspace.Output(u, 0);
        new Span<float>(_padded.Pointer, u.Lead * u.OutputChannels).Clear();
        var target = _padded.Pointer + (u.Lead * u.OutputChannels);
        if (u.Unit.Activation == Activation.None) new ReadOnlySpan<float>(gradient, u.OutputSize).CopyTo(new Span<float>(target, u.OutputSize));
        else _kernels.WhereInside(gradient, output, u.OutputSize, u.Unit.Low, u.Unit.High, target);
        new Span<float>(target + u.OutputSize, u.Trail * u.OutputChannels).Clear();
        if (u.Index == 0)
        {
            BackwardToInput(u, target);
            return;
        }

        var before = _units[u.Index - 1];
        InputGradients.Compute(_kernels, u, _padded.Pointer, u.GroupsPerBeat, _transposed.Pointer, _zeros.Pointer, _gradients[before.Index].Pointer);
        foreach (var later in _units)
        {
            if (later.Unit.ShortcutSource == before.Index)
                Shortcut.AddGradient(_kernels, later, _gradients[later.Index].Pointer, before, _gradients[before.Index].Pointer);
        }
    }

    private void BackwardToInput(UnitGeometry u, float* gradient)
    {
        Array.Clear(_inputGradient);
        var weights = _plan.Weights(u);
        for (var t = 0; t < u.Unit.OutputLength; t++)
        {
            for (var k = 0; k < u.Unit.KernelSize; k++)
            {
                var i = (t * u.Unit.Stride) + k - u.Unit.Padding;
                if ((uint)i >= (uint)_inputGradient.Length) continue;
                for (var panel = 0; panel < u.Panels; panel++)
                {
                    _inputGradient[i] += _kernels.Dot(
                        gradient + (t * u.OutputChannels) + (panel * _kernels.Width), weights + (((panel * u.Depth) + k) * _kernels.Width), _kernels.Width);
                }
            }
        }
    }

    private void BackwardToContext(ReadOnlySpan<float> logitWeights)
    {
        var geometry = _plan.Geometry;
        var units = geometry.Definition.ContextUnits;
        Array.Clear(_contextGradient);
        for (var h = 0; h < units; h++)
        {
            if (!(_workspace.Features[geometry.FeatureChannels + h] > 0)) continue;

            var gradient = 0f;
            for (var k = 0; k < logitWeights.Length; k++) gradient += logitWeights[k] * _plan.DenseWeights(k)[geometry.FeatureChannels + h];
            for (var c = 0; c < _contextGradient.Length; c++) _contextGradient[c] += gradient * _plan.Packed[geometry.ContextOffset + (c * units) + h];
        }
    }

    private static void CopyRows(float* source, UnitGeometry u, Span<float> target)
    {
        for (var t = 0; t < u.Unit.OutputLength; t++)
        {
            new ReadOnlySpan<float>(source + (t * u.OutputChannels), u.Unit.OutputChannels)
                .CopyTo(target.Slice(t * u.Unit.OutputChannels, u.Unit.OutputChannels));
        }
    }
}
