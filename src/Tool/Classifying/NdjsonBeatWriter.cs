using ArrhythmiaVision.Analysis;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>Beats as JSON, one object a line.</summary>
internal sealed class NdjsonBeatWriter(string file, IReadOnlyList<string> classes) : IBeatWriter
{
    private readonly PendingFile _file = new(file);
    private readonly BeatLine _line = new(classes);

    public void Write(in AnalyzedBeat beat) => _file.Stream.Write(_line.Of(beat));

    public void Complete() => _file.Commit();

    public void Dispose()
    {
        _line.Dispose();
        _file.Dispose();
    }
}
