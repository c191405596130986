namespace ArrhythmiaVision.Recordings;

/// <summary>How a recording is stored.</summary>
public enum RecordingFormat
{
    /// <summary>PhysioNet's: a header, signal files, annotation files.</summary>
    Wfdb,

    /// <summary>European Data Format, EDF or EDF+, 16 bits a sample (Kemp et al. 1992, Kemp and Olivan 2003).</summary>
    Edf,

    /// <summary>BioSemi's form of EDF, BDF or BDF+, 24 bits a sample.</summary>
    Bdf,

    /// <summary>Text, a row for each sample and a column for each lead.</summary>
    Csv,
}
