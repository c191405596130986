namespace ArrhythmiaVision.Networks;

/// <summary>A unit's sizes and places once its channels are padded for the machine's vectors.</summary>
internal sealed class UnitGeometry
{
    public UnitGeometry(ConvolutionUnit unit, int index, NetworkKernels kernels, ref int offset, ref int transposedOffset, ref int channelOffset)
    {
        Unit = unit;
        Index = index;
        // The network's own input has one channel, which is not padded: its windows are read as they lie.
        InputChannels = index == 0 ? 1 : kernels.Pad(unit.InputChannels);
        OutputChannels = kernels.Pad(unit.OutputChannels);
        Depth = unit.Kind == ConvolutionKind.Depthwise ? unit.KernelSize : unit.KernelSize * InputChannels;
        Panels = OutputChannels / kernels.Width;
        PackedSize = Depth * OutputChannels;
        WeightOffset = Take(ref offset, PackedSize);
        GammaOffset = Take(ref offset, OutputChannels);
        BetaOffset = Take(ref offset, OutputChannels);
        ChannelOffset = Take(ref channelOffset, OutputChannels);
        Lead = (unit.KernelSize - 1 + unit.Stride - 1) / unit.Stride;
        Trail = Math.Max(0, ((unit.InputLength - 1 + unit.Padding) / unit.Stride) - (unit.OutputLength - 1));
        Residues = new GradientResidue[unit.Stride];
        for (var r = 0; r < unit.Stride; r++)
        {
            var residue = GradientResidue.Of(unit, r);
            if (unit.IsPointwise) residue = residue with { Rows = 1 };
            var size = unit.Kind == ConvolutionKind.Depthwise
                ? residue.Taps * OutputChannels
                : residue.Taps * OutputChannels * kernels.Pad(InputChannels);
            Residues[r] = residue with { PackedOffset = Take(ref transposedOffset, size) };
        }
    }

    public ConvolutionUnit Unit { get; }

    public int Index { get; }

    /// <summary>Channels in, padded.</summary>
    public int InputChannels { get; }

    /// <summary>Channels out, padded.</summary>
    public int OutputChannels { get; }

    /// <summary>Rows of the packed matrix of weights: a window's values; a depthwise kernel's taps.</summary>
    public int Depth { get; }

    public int Panels { get; }

    public int PackedSize { get; }

    public int WeightOffset { get; }

    public int GammaOffset { get; }

    public int BetaOffset { get; }

    /// <summary>Where the unit's channels stand in lists of one value a channel over all units.</summary>
    public int ChannelOffset { get; }

    /// <summary>Zero rows the output's gradient needs before it for the input's gradient to be a plain product.</summary>
    public int Lead { get; }

    /// <summary>Zero rows the output's gradient needs after it.</summary>
    public int Trail { get; }

    /// <summary>The input gradient's parts, one for each remainder of the position by the stride.</summary>
    public GradientResidue[] Residues { get; }

    public int InputSize => Unit.InputLength * InputChannels;

    public int OutputSize => Unit.OutputLength * OutputChannels;

    /// <summary>
    /// Independent pieces of a beat: a pointwise convolution's are its points, any other's the whole beat. Tiles are made
    /// of whole groups.
    /// </summary>
    public int GroupsPerBeat => Unit.IsPointwise ? Unit.InputLength : 1;

    public int GroupInputLength => Unit.IsPointwise ? 1 : Unit.InputLength;

    public int GroupPaddedLength => GroupInputLength + (2 * Unit.Padding);

    public int GroupOutputLength => Unit.IsPointwise ? 1 : Unit.OutputLength;

    /// <summary>Rows of a group's output gradient with the zero rows about it.</summary>
    public int GroupGradientLength => Lead + GroupOutputLength + Trail;

    private static int Take(ref int offset, int count)
    {
        const int line = 16;
        var start = offset;
        offset += (count + line - 1) / line * line;
        return start;
    }
}

/// <summary>
/// The part of a convolution's input gradient at positions i = q · stride + r: each is a product of consecutive rows of the
/// output's gradient, from row q + First on, with the taps LastTap, LastTap − stride, …, FirstTap.
/// </summary>
internal readonly record struct GradientResidue(int Residue, int Taps, int FirstTap, int First, int Rows, int PackedOffset)
{
    public static GradientResidue Of(ConvolutionUnit unit, int r)
    {
        var firstTap = (r + unit.Padding) % unit.Stride;
        var taps = firstTap < unit.KernelSize ? ((unit.KernelSize - 1 - firstTap) / unit.Stride) + 1 : 0;
        var newest = (r + unit.Padding - firstTap) / unit.Stride;
        return new GradientResidue(r, taps, firstTap, newest - Math.Max(0, taps - 1), (unit.InputLength - r + unit.Stride - 1) / unit.Stride, 0);
    }

    /// <summary>The tap that meets the j-th of the consecutive rows.</summary>
    public int Tap(int j, int stride) => FirstTap + ((Taps - 1 - j) * stride);
}
