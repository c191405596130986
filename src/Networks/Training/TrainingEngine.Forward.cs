using System.Runtime.Intrinsics;

namespace ArrhythmiaVision.Networks;

internal sealed unsafe partial class TrainingEngine
{
    /// <summary>Convolves one chunk and gathers its batch statistics.</summary>
    public void Forward(int unit, int chunk, TrainingWorkspace workspace, IBatchSource source)
    {
        var u = _units[unit];
        var (beat, beats) = Beats(chunk);
        if (unit == 0) LoadBeats(beat, beats, source);
        else if (_residual[unit - 1]) Materialize(_units[unit - 1], beat, beats);

        var values = Values(u, beat);
        var pivot = ChunkMoments(u, chunk);
        var sum = pivot + u.OutputChannels;
        var squares = sum + u.OutputChannels;
        var groups = beats * u.GroupsPerBeat;
        var weights = _packed.Pointer + u.WeightOffset;
        for (var at = 0; at < groups; at += _tileGroups[unit])
        {
            var count = Math.Min(_tileGroups[unit], groups - at);
            var rows = count * u.GroupOutputLength;
            var input = InputTile(u, beat, at, count, workspace);
            var target = values + ((nint)at * u.GroupOutputLength * u.OutputChannels);
            if (u.Unit.Kind == ConvolutionKind.Standard)
            {
                _kernels.Multiply(
                    Windows(u, input, count), u.Depth, weights, u.Panels, _zeros.Pointer,
                    float.NegativeInfinity, float.PositiveInfinity, RowBlock.Contiguous(target, rows, u.OutputChannels));
            }
            else
            {
                for (var group = 0; group < count; group++)
                {
                    _kernels.Depthwise(
                        input + ((nint)group * u.GroupPaddedLength * u.InputChannels), u.Unit.Stride, u.Unit.KernelSize, weights, _zeros.Pointer,
                        float.NegativeInfinity, float.PositiveInfinity, target + ((nint)group * u.OutputSize), u.OutputChannels,
                        u.GroupOutputLength, u.OutputChannels);
                }
            }

            if (at == 0)
            {
                // The chunk's first row is near enough to the mean for sums of squares about it not to cancel.
                new ReadOnlySpan<float>(target, u.OutputChannels).CopyTo(new Span<float>(pivot, u.OutputChannels));
                new Span<float>(sum, 2 * u.OutputChannels).Clear();
            }

            _kernels.Moments(target, rows, u.OutputChannels, pivot, sum, squares);
        }
    }

    /// <summary>
    /// From all chunks' sums to the batch's statistics and the running ones; by one thread, once a unit, while the others wait:
    /// so by vectors, several channels at a time.
    /// </summary>
    public void FinishForward(int unit)
    {
        var u = _units[unit];
        var norm = Norm(u);
        var total = (double)_batch * u.Unit.OutputLength;
        for (var c = 0; c < u.OutputChannels; c += WideVector.Count)
        {
            var mean = default(WideVector);
            for (var chunk = 0; chunk < Chunks; chunk++)
            {
                var (pivot, sum, _) = MomentsOf(u, chunk, c, out var rows);
                mean += sum + (pivot * rows);
            }

            mean /= total;
            var squares = default(WideVector);
            for (var chunk = 0; chunk < Chunks; chunk++)
            {
                // Σ(y − μ)² = Σ(y − pivot)² + 2(pivot − μ)Σ(y − pivot) + n(pivot − μ)².
                var (pivot, sum, square) = MomentsOf(u, chunk, c, out var rows);
                var away = pivot - mean;
                squares += square + (away * ((sum * 2) + (away * rows)));
            }

            var variance = WideVector.Max(squares / total, 0);
            var inverse = WideVector.InverseSquareRoot(variance + NetworkDefinition.NormEpsilon);
            var scale = WideVector.Load(_packed.Pointer + u.GammaOffset + c) * inverse;
            scale.Store(norm.Scale + c);
            (WideVector.Load(_packed.Pointer + u.BetaOffset + c) - (mean * scale)).Store(norm.Shift + c);
            inverse.Store(norm.InverseDeviation + c);
            (-mean * inverse).Store(norm.Offset + c);

            // One value alone has no unbiased variance; its batch variance, 0, stands in.
            Follow(_means.Pointer + u.ChannelOffset + c, mean);
            Follow(_variances.Pointer + u.ChannelOffset + c, total > 1 ? variance * total / (total - 1) : variance);
        }
    }

    private (WideVector Pivot, WideVector Sum, WideVector Squares) MomentsOf(UnitGeometry u, int chunk, int channel, out double rows)
    {
        var moments = ChunkMoments(u, chunk) + channel;
        rows = (double)Beats(chunk).Count * u.Unit.OutputLength;
        return (WideVector.Load(moments), WideVector.Load(moments + u.OutputChannels), WideVector.Load(moments + (2 * u.OutputChannels)));
    }

    /// <summary>Moves running statistics towards a batch's.</summary>
    private static void Follow(float* running, WideVector batch)
    {
        var old = Vector128.Load(running);
        (old + (Momentum * (batch.ToSingle() - old))).Store(running);
    }

    private void LoadBeats(int beat, int beats, IBatchSource source)
    {
        var padding = _units[0].Unit.Padding;
        for (var i = beat; i < beat + beats; i++)
        {
            var samples = new Span<float>(Samples(i), _definition.InputLength);
            _labels[i] = source.Load(i, samples, new Span<float>(Context(i), _definition.ContextLength));
        }
    }

    /// <summary>Works out and keeps the output of a unit that a shortcut begins or ends at.</summary>
    private void Materialize(UnitGeometry u, int beat, int beats)
    {
        var norm = Norm(u);
        var output = Output(u, beat);
        _kernels.Affine(Values(u, beat), beats * u.Unit.OutputLength, u.OutputChannels, norm.Scale, norm.Shift, u.Unit.Low, u.Unit.High, output);
        if (u.Unit.ShortcutSource < 0) return;

        var source = _units[u.Unit.ShortcutSource];
        for (var i = 0; i < beats; i++)
            Shortcut.Add(_kernels, source, Output(source, beat + i), u, output + ((nint)i * u.OutputSize));
    }

    /// <summary>A tile of the unit's input, activated and padded.</summary>
    private float* InputTile(UnitGeometry u, int beat, int group, int count, TrainingWorkspace workspace)
    {
        if (u.Index == 0) return _input.Pointer + ((nint)beat * PaddedInput) + ((nint)group * u.GroupPaddedLength);

        var producer = _units[u.Index - 1];
        var norm = Norm(producer);
        var padding = u.Unit.Padding * u.InputChannels;
        var start = (nint)group * u.GroupInputLength * u.InputChannels;
        var residual = _residual[producer.Index];
        if (padding == 0)
        {
            if (residual) return Output(producer, beat) + start;
            _kernels.Affine(
                Values(producer, beat) + start, count * u.GroupInputLength, u.InputChannels, norm.Scale, norm.Shift,
                producer.Unit.Low, producer.Unit.High, workspace.Input);
            return workspace.Input;
        }

        var size = u.GroupInputLength * u.InputChannels;
        for (var i = 0; i < count; i++)
        {
            var target = workspace.Input + ((nint)i * u.GroupPaddedLength * u.InputChannels);
            new Span<float>(target, padding).Clear();
            if (residual)
            {
                new ReadOnlySpan<float>(Output(producer, beat) + start + ((nint)i * size), size).CopyTo(new Span<float>(target + padding, size));
            }
            else
            {
                _kernels.Affine(
                    Values(producer, beat) + start + ((nint)i * size), u.GroupInputLength, u.InputChannels, norm.Scale, norm.Shift,
                    producer.Unit.Low, producer.Unit.High, target + padding);
            }

            new Span<float>(target + padding + size, padding).Clear();
        }

        return workspace.Input;
    }

    /// <summary>The windows of a standard convolution as rows of a matrix.</summary>
    private static RowBlock Windows(UnitGeometry u, float* input, int groups) =>
        u.GroupOutputLength == 1
            ? RowBlock.Contiguous(input, groups, u.GroupPaddedLength * u.InputChannels)
            : new RowBlock(input, groups, u.GroupOutputLength, u.GroupPaddedLength * u.InputChannels, u.Unit.Stride * u.InputChannels);
}
