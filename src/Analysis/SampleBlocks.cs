namespace ArrhythmiaVision.Analysis;

/// <summary>One lead whose samples are in memory, or come in blocks of any sizes.</summary>
public sealed class SampleBlocks : ISampleSource, IDisposable
{
    private readonly IEnumerator<ReadOnlyMemory<float>> _blocks;
    private ReadOnlyMemory<float> _rest;

    /// <summary>Takes samples from memory.</summary>
    /// <param name="samples">The lead, mV; NaN where missing.</param>
    /// <param name="samplingRate">Samples a second, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a number above 0.</exception>
    public SampleBlocks(ReadOnlyMemory<float> samples, double samplingRate)
        : this([samples], samplingRate, samples.Length)
    {
    }

    /// <summary>Takes samples in blocks as they come.</summary>
    /// <param name="blocks">The blocks, mV; NaN where missing. A block must keep its values until the next one is asked for.</param>
    /// <param name="samplingRate">Samples a second, above 0.</param>
    /// <param name="length">How many samples there are in all; null where that is not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a number above 0.</exception>
    public SampleBlocks(IEnumerable<ReadOnlyMemory<float>> blocks, double samplingRate, long? length = null)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (!(samplingRate > 0) || !double.IsFinite(samplingRate))
            throw new ArgumentOutOfRangeException(nameof(samplingRate), samplingRate, "A sampling rate must be a number above 0, in samples a second.");
        SamplingRate = samplingRate;
        Length = length;
        _blocks = blocks.GetEnumerator();
    }

    /// <inheritdoc/>
    public double SamplingRate { get; }

    /// <inheritdoc/>
    public long? Length { get; }

    /// <inheritdoc/>
    public int Read(Span<float> destination)
    {
        while (_rest.IsEmpty)
        {
            if (!_blocks.MoveNext()) return 0;
            _rest = _blocks.Current;
        }
        var count = Math.Min(destination.Length, _rest.Length);
        _rest.Span[..count].CopyTo(destination);
        _rest = _rest[count..];
        return count;
    }

    /// <summary>Ends the enumeration of the blocks.</summary>
    public void Dispose() => _blocks.Dispose();
}
