namespace ArrhythmiaVision.Networks;

internal sealed unsafe partial class TrainingEngine
{
    // Floats of a piece of work of a few microseconds.
    private const int OptimizerBlockSize = 1024;
    private const int TransposeBlockSize = 4096;

    /// <summary>Numbers of a unit, or after the last unit of the head, that one call steps: weights decay, biases and batch normalisation do not.</summary>
    private readonly record struct OptimizerBlock(int Unit, int Offset, int Count, bool Decays);

    /// <summary>Input channels of a unit whose weights one call transposes.</summary>
    private readonly record struct TransposeBlock(int Unit, int FirstInput, int Inputs);

    /// <summary>The blocks in which a unit's numbers are stepped; after the last unit's, the head's.</summary>
    public int[] OptimizerBlocksOf(int unit) => BlocksWhere(_optimizerBlocks, block => block.Unit == unit);

    /// <summary>The blocks in which a unit's weights are transposed; the first unit's are not needed so.</summary>
    public int[] TransposeBlocksOf(int unit) => BlocksWhere(_transposeBlocks, block => block.Unit == unit);

    /// <summary>Sums one block's gradient over the chunks, in order, and takes an AdamW step.</summary>
    public void Optimize(int block, in AdamWStep step, double learningRate, double weightDecay)
    {
        var (_, offset, count, decays) = _optimizerBlocks[block];
        var decay = decays ? (float)(1 - (learningRate * weightDecay)) : 1;
        _kernels.AdamW(
            _packed.Pointer + offset, _first.Pointer + offset, _second.Pointer + offset, _parts.Pointer + offset, Chunks,
            Geometry.PackedCount, count, step, decay);
    }

    /// <summary>Brings a block of transposed weights up to date.</summary>
    public void Transpose(int block)
    {
        var (unit, first, inputs) = _transposeBlocks[block];
        Geometry.Transpose(_units[unit], first, inputs, _packed.Pointer, _transposed.Pointer);
    }

    private List<OptimizerBlock> BuildOptimizerBlocks()
    {
        var blocks = new List<OptimizerBlock>();
        foreach (var u in _units)
        {
            Cut(u.Index, u.WeightOffset, u.PackedSize, decays: true);
            Cut(u.Index, u.GammaOffset, u.OutputChannels, decays: false);
            Cut(u.Index, u.BetaOffset, u.OutputChannels, decays: false);
        }

        Cut(UnitCount, Geometry.ContextOffset, _definition.ContextLength * _definition.ContextUnits, decays: true);
        Cut(UnitCount, Geometry.ContextBiasOffset, _definition.ContextUnits, decays: false);
        Cut(UnitCount, Geometry.DenseOffset, _definition.ClassCount * Geometry.DenseInputs, decays: true);
        Cut(UnitCount, Geometry.DenseBiasOffset, Geometry.PackedCount - Geometry.DenseBiasOffset, decays: false);
        return blocks;

        void Cut(int unit, int offset, int count, bool decays)
        {
            for (var at = 0; at < count; at += OptimizerBlockSize)
                blocks.Add(new OptimizerBlock(unit, offset + at, Math.Min(OptimizerBlockSize, count - at), decays));
        }
    }

    private List<TransposeBlock> BuildTransposeBlocks()
    {
        var blocks = new List<TransposeBlock>();
        foreach (var u in _units[1..])
        {
            var inputs = Math.Max(1, TransposeBlockSize / (u.PackedSize / u.InputChannels));
            for (var at = 0; at < u.InputChannels; at += inputs)
                blocks.Add(new TransposeBlock(u.Index, at, Math.Min(inputs, u.InputChannels - at)));
        }

        return blocks;
    }

    private static int[] BlocksWhere<T>(List<T> blocks, Func<T, bool> wanted) =>
        [.. Enumerable.Range(0, blocks.Count).Where(block => wanted(blocks[block]))];
}
