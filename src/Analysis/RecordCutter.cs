using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Analysis;

/// <summary>Cuts the beats of a recording that is read block by block.</summary>
internal sealed class RecordCutter(ISampleSource source, IRPeakSource peaks, BeatWindow window, AnalysisOptions options)
{
    private readonly BeatCutter _cutter = new(source.SamplingRate, peaks, window, options, options.BlockSamples, awaitsNext: true);

    /// <summary>Samples read so far.</summary>
    public long SamplesRead => _cutter.SamplesRead;

    /// <summary>Samples read so far that are missing.</summary>
    public long SamplesMissing => _cutter.SamplesMissing;

    /// <summary>Fills a batch with the next beats.</summary>
    /// <returns>False if the recording is over and the batch has none.</returns>
    public bool Fill(BeatBatch batch, CancellationToken cancellationToken)
    {
        while (!_cutter.Fill(batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var room = _cutter.Room;
            var count = source.Read(room);
            if (count < 0 || count > room.Length)
                throw new InvalidOperationException(Invariant($"The sample source gave {count} samples where {room.Length} were asked for."));
            if (count == 0) _cutter.End();
            else _cutter.Take(count);
        }
        return batch.Count > 0;
    }
}
