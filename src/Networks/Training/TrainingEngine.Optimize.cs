namespace ArrhythmiaVision.Networks;

internal sealed unsafe partial class TrainingEngine
{
    private const int OptimizerBlockSize = 2048;

    /// <summary>Pieces of the packed numbers that one call steps: weights decay, biases and batch normalisation do not.</summary>
    internal readonly record struct OptimizerBlock(int Offset, int Count, bool Decays);

    public IReadOnlyList<OptimizerBlock> OptimizerBlocks { get; }

    /// <summary>Sums one block's gradient over the chunks, in order, and takes an AdamW step.</summary>
    public void Optimize(int block, in AdamWStep step, double learningRate, double weightDecay)
    {
        var (offset, count, decays) = OptimizerBlocks[block];
        var decay = decays ? (float)(1 - (learningRate * weightDecay)) : 1;
        _kernels.AdamW(
            _packed.Pointer + offset, _first.Pointer + offset, _second.Pointer + offset, _parts.Pointer + offset, Chunks,
            Geometry.PackedCount, count, step, decay);
    }

    /// <summary>Units whose transposed weights are kept: the first needs none. The largest comes first, so that no thread is left with it.</summary>
    public IReadOnlyList<UnitGeometry> Transposed { get; }

    /// <summary>Brings a unit's transposed weights up to date.</summary>
    public void Transpose(UnitGeometry unit) => Geometry.Transpose(unit, _packed.Pointer, _transposed.Pointer);

    private List<OptimizerBlock> BuildOptimizerBlocks()
    {
        var blocks = new List<OptimizerBlock>();
        foreach (var u in _units)
        {
            Cut(u.WeightOffset, u.PackedSize, decays: true);
            Cut(u.GammaOffset, u.OutputChannels, decays: false);
            Cut(u.BetaOffset, u.OutputChannels, decays: false);
        }

        Cut(Geometry.ContextOffset, _definition.ContextLength * _definition.ContextUnits, decays: true);
        Cut(Geometry.ContextBiasOffset, _definition.ContextUnits, decays: false);
        Cut(Geometry.DenseOffset, _definition.ClassCount * Geometry.DenseInputs, decays: true);
        Cut(Geometry.DenseBiasOffset, Geometry.PackedCount - Geometry.DenseBiasOffset, decays: false);
        return blocks;

        void Cut(int offset, int count, bool decays)
        {
            for (var at = 0; at < count; at += OptimizerBlockSize)
                blocks.Add(new OptimizerBlock(offset + at, Math.Min(OptimizerBlockSize, count - at), decays));
        }
    }
}
