namespace ArrhythmiaVision.Networks;

/// <summary>The two networks as tables. The paper gives no channel counts; these meet its feature maps and sizes.</summary>
internal static class ArchitectureTables
{
    private const int V1Kernel = 3;
    private const int V2Kernel = 5;

    /// <summary>
    /// V1, a row a block: output channels. A block is conv k=3, stride 2, unpadded; depthwise k=3; pointwise; each with
    /// batch normalisation and ReLU. Lengths 360 → 179 → 89 → 44 → 21 → 10.
    /// </summary>
    private static readonly int[] V1 =
    [
        16,
        32,
        64,
        64,
        120,
    ];

    /// <summary>
    /// V2, a row a bottleneck: t = expansion, c = output channels, s = stride. Before them a stem (k=5, stride 2, 16
    /// channels), after them a pointwise head to 190 channels. Lengths 360 → 180 → 90, 90, 45, 23, 12, 6, 3.
    /// </summary>
    private static readonly (int T, int C, int S)[] V2 =
    [
        (3, 16, 2),
        (3, 16, 1),
        (3, 24, 2),
        (3, 24, 2),
        (3, 32, 2),
        (3, 32, 2),
        (3, 32, 2),
    ];

    private const int V2Stem = 16;
    private const int V2Head = 190;

    public static NetworkDefinition Build(ArrhythmiNetArchitecture architecture, int classCount, int contextLength = 0)
    {
        var units = architecture switch
        {
            ArrhythmiNetArchitecture.V1 => BuildV1(),
            ArrhythmiNetArchitecture.V2 => BuildV2(),
            _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, "Not a known architecture."),
        };
        return new NetworkDefinition(BeatDataset.BeatLength, classCount, units, contextLength);
    }

    private static List<ConvolutionUnit> BuildV1()
    {
        var chain = new Chain();
        for (var block = 0; block < V1.Length; block++)
        {
            chain.Standard($"block{block + 1}.conv", V1[block], V1Kernel, stride: 2, padding: 0, Activation.ReLU);
            chain.Depthwise($"block{block + 1}.depthwise", V1Kernel, stride: 1, Activation.ReLU);
            chain.Standard($"block{block + 1}.pointwise", V1[block], kernel: 1, stride: 1, padding: 0, Activation.ReLU);
        }

        return chain.Units;
    }

    private static List<ConvolutionUnit> BuildV2()
    {
        var chain = new Chain();
        chain.Standard("stem", V2Stem, V2Kernel, stride: 2, padding: V2Kernel / 2, Activation.ReLU6);
        for (var i = 0; i < V2.Length; i++)
        {
            var (t, c, s) = V2[i];
            var source = chain.Units.Count - 1;
            chain.Standard($"bottleneck{i + 1}.expand", t * chain.Channels, kernel: 1, stride: 1, padding: 0, Activation.ReLU6);
            chain.Depthwise($"bottleneck{i + 1}.depthwise", V2Kernel, s, Activation.ReLU6);
            chain.Standard($"bottleneck{i + 1}.project", c, kernel: 1, stride: 1, padding: 0, Activation.None, source);
        }

        chain.Standard("head", V2Head, kernel: 1, stride: 1, padding: 0, Activation.ReLU6);
        return chain.Units;
    }

    /// <summary>Strings units together, each taking what the last one gives.</summary>
    private sealed class Chain
    {
        public List<ConvolutionUnit> Units { get; } = [];

        public int Channels => Units.Count == 0 ? 1 : Units[^1].OutputChannels;

        private int Length => Units.Count == 0 ? BeatDataset.BeatLength : Units[^1].OutputLength;

        public void Standard(string name, int channels, int kernel, int stride, int padding, Activation activation, int shortcut = -1) =>
            Units.Add(new ConvolutionUnit(name, ConvolutionKind.Standard, Channels, channels, kernel, stride, padding, Length, activation, shortcut));

        public void Depthwise(string name, int kernel, int stride, Activation activation) =>
            Units.Add(new ConvolutionUnit(name, ConvolutionKind.Depthwise, Channels, Channels, kernel, stride, kernel / 2, Length, activation));
    }
}
