namespace ArrhythmiaVision.Networks.Tests;

/// <summary>The small networks of Golden/golden.py: 31 samples in, 3 classes out, channel counts no vector divides.</summary>
internal static class SmallNetworks
{
    public const int Length = 31;
    public const int Classes = 3;

    public static readonly string[] Names = ["conv", "padded_conv", "depthwise", "pointwise", "identity", "pooled"];

    /// <summary>Those of Golden/golden.py, and one whose beats come with context.</summary>
    public static readonly string[] AllNames = [.. Names, "context"];

    public static NetworkDefinition Make(string name)
    {
        var contextLength = 0;
        List<ConvolutionUnit> units = [];
        switch (name)
        {
            case "conv":
                Add(5, 3, 1, 0, Activation.None);
                Add(7, 3, 2, 0, Activation.ReLU);
                break;
            case "padded_conv":
                Add(5, 4, 3, 1, Activation.ReLU);
                Add(6, 5, 2, 2, Activation.None);
                break;
            case "depthwise":
                Add(11, 3, 2, 1, Activation.None);
                Add(11, 5, 2, 2, Activation.ReLU6, ConvolutionKind.Depthwise);
                break;
            case "pointwise":
                Add(6, 5, 2, 2, Activation.ReLU6);
                Add(13, 1, 1, 0, Activation.ReLU);
                break;
            case "identity":
                Add(6, 5, 2, 2, Activation.ReLU6);
                Add(10, 1, 1, 0, Activation.ReLU6);
                Add(6, 1, 1, 0, Activation.None, source: 0);
                break;
            case "pooled":
                Add(6, 5, 2, 2, Activation.ReLU6);
                Add(9, 5, 2, 2, Activation.None, source: 0);
                Add(9, 1, 1, 0, Activation.ReLU);
                break;
            case "context":
                Add(5, 4, 3, 1, Activation.ReLU);
                contextLength = 3;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(name));
        }

        return new NetworkDefinition(Length, Classes, units, contextLength);

        void Add(int channels, int kernel, int stride, int padding, Activation activation, ConvolutionKind kind = ConvolutionKind.Standard, int source = -1) =>
            units.Add(new ConvolutionUnit(
                $"unit{units.Count}", kind, units.Count == 0 ? 1 : units[^1].OutputChannels, channels, kernel, stride, padding,
                units.Count == 0 ? Length : units[^1].OutputLength, activation, source));
    }
}
