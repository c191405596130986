namespace ArrhythmiaVision.Networks;

internal sealed unsafe partial class TrainingEngine
{
    /// <summary>
    /// From the gradient at one chunk of a unit's normalised output to the gradients of its weights and, but for the first
    /// unit, to that at the unit before it.
    /// </summary>
    public void Backward(int unit, int chunk, TrainingWorkspace workspace)
    {
        var u = _units[unit];
        var (beat, beats) = Beats(chunk);
        var part = Part(chunk);
        var groups = beats * u.GroupsPerBeat;
        if (unit > 0) ClearNormSums(_units[unit - 1], part);
        for (var at = 0; at < groups; at += _tileGroups[unit])
        {
            var count = Math.Min(_tileGroups[unit], groups - at);
            var start = (nint)at * u.GroupOutputLength * u.OutputChannels;
            GradientTile(u, Gradient(u, beat) + start, Values(u, beat) + start, count, workspace.Gradient);
            WeightGradient(u, InputTile(u, beat, at, count, workspace), count, workspace.Gradient, part + u.WeightOffset, accumulate: at > 0);
            if (unit > 0) InputGradient(u, beat, at, count, part, workspace);
        }

        if (unit > 0 && _residual[unit - 1]) ResidualGradient(_units[unit - 1], beat, beats, part);
    }

    /// <summary>From all chunks' sums to the factors that take the gradient through batch normalisation; by one thread.</summary>
    public void FinishBackward(int unit)
    {
        var u = _units[unit];
        var norm = Norm(u);
        var total = (double)_batch * u.Unit.OutputLength;
        for (var c = 0; c < u.OutputChannels; c += WideVector.Count)
        {
            WideVector sum = default, product = default;
            for (var chunk = 0; chunk < Chunks; chunk++)
            {
                sum += WideVector.Load(Part(chunk) + u.BetaOffset + c);
                product += WideVector.Load(Part(chunk) + u.GammaOffset + c);
            }

            // dy = scale · (dz − Σdz/n − x̂ · Σ(dz·x̂)/n), with x̂ = inverse · y + offset.
            var scale = WideVector.Load(norm.Scale + c);
            var perValue = -scale * product / total;
            scale.Store(norm.GradientFactor + c);
            (perValue * WideVector.Load(norm.InverseDeviation + c)).Store(norm.ValueFactor + c);
            ((perValue * WideVector.Load(norm.Offset + c)) - (scale * sum / total)).Store(norm.Constant + c);
        }
    }

    /// <summary>The gradient at the raw convolution, with the zero rows about each group that the input's gradient needs.</summary>
    private void GradientTile(UnitGeometry u, float* gradient, float* values, int count, float* target)
    {
        var norm = Norm(u);
        var size = u.GroupOutputLength * u.OutputChannels;
        var lead = u.Lead * u.OutputChannels;
        var trail = u.Trail * u.OutputChannels;
        if (lead == 0 && trail == 0)
        {
            _kernels.NormGradient(gradient, values, count * u.GroupOutputLength, u.OutputChannels, norm, target);
            return;
        }

        for (var group = 0; group < count; group++)
        {
            new Span<float>(target, lead).Clear();
            _kernels.NormGradient(gradient, values, u.GroupOutputLength, u.OutputChannels, norm, target + lead);
            new Span<float>(target + lead + size, trail).Clear();
            gradient += size;
            values += size;
            target += lead + size + trail;
        }
    }

    private void WeightGradient(UnitGeometry u, float* input, int count, float* gradient, float* target, bool accumulate)
    {
        var stride = u.GroupGradientLength * u.OutputChannels;
        var first = gradient + (u.Lead * u.OutputChannels);
        if (u.Unit.Kind == ConvolutionKind.Standard)
        {
            var rows = u.GroupOutputLength == 1
                ? RowBlock.Contiguous(first, count, stride)
                : new RowBlock(first, count, u.GroupOutputLength, stride, u.OutputChannels);
            _kernels.MultiplyTransposed(Windows(u, input, count), u.Depth, rows, u.Panels, target, accumulate);
            return;
        }

        for (var group = 0; group < count; group++)
        {
            _kernels.DepthwiseTransposed(
                input + ((nint)group * u.GroupPaddedLength * u.InputChannels), u.Unit.Stride, u.Unit.KernelSize,
                first + ((nint)group * stride), u.GroupOutputLength, u.OutputChannels, target, accumulate || group > 0);
        }
    }

    private void InputGradient(UnitGeometry u, int beat, int at, int count, float* part, TrainingWorkspace workspace)
    {
        var producer = _units[u.Index - 1];
        var start = (nint)at * u.GroupInputLength * u.InputChannels;
        var stored = Gradient(producer, beat) + start;
        var residual = _residual[producer.Index];
        var target = residual ? stored : workspace.InputGradient;
        InputGradients.Compute(_kernels, u, workspace.Gradient, count, _transposed.Pointer, _zeros.Pointer, target);
        if (residual) return;

        _kernels.ActivationGradient(
            target, Values(producer, beat) + start, count * u.GroupInputLength, u.InputChannels, Norm(producer),
            producer.Unit.Low, producer.Unit.High, stored, part + producer.BetaOffset, part + producer.GammaOffset);
    }

    /// <summary>Adds what comes back through the shortcuts that begin at a unit's output, then passes its activation.</summary>
    private void ResidualGradient(UnitGeometry u, int beat, int beats, float* part)
    {
        var gradient = Gradient(u, beat);
        foreach (var later in _units)
        {
            if (later.Unit.ShortcutSource != u.Index) continue;
            for (var i = 0; i < beats; i++)
                Shortcut.AddGradient(_kernels, later, Gradient(later, beat + i), u, gradient + ((nint)i * u.OutputSize));
        }

        _kernels.ActivationGradient(
            gradient, Values(u, beat), beats * u.Unit.OutputLength, u.OutputChannels, Norm(u), u.Unit.Low, u.Unit.High,
            gradient, part + u.BetaOffset, part + u.GammaOffset);
    }

    private static void ClearNormSums(UnitGeometry u, float* part)
    {
        new Span<float>(part + u.BetaOffset, u.OutputChannels).Clear();
        new Span<float>(part + u.GammaOffset, u.OutputChannels).Clear();
    }
}
