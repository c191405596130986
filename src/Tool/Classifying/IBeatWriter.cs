using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary>Writes classified beats one after the other to a file that is there only when it is whole.</summary>
internal interface IBeatWriter : IDisposable
{
    /// <summary>Writes a beat.</summary>
    void Write(in AnalyzedBeat beat);

    /// <summary>Gives the file its name.</summary>
    void Complete();
}
