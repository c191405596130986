namespace ArrhythmiaVision.Recordings;

/// <summary>What reads the samples of a record, whether it is one segment or many. Positions are samples at the signal's own rate.</summary>
internal abstract class RecordReader : IDisposable
{
    public abstract IReadOnlyList<WfdbSignal> Signals { get; }

    /// <summary>The number of frames.</summary>
    public abstract long Length { get; }

    public abstract void ReadDigital(int signal, long start, Span<int> destination);

    public abstract void ReadPhysical(int signal, long start, Span<float> destination);

    public abstract void VerifyChecksums(CancellationToken cancellationToken);

    public abstract void Dispose();
}
