namespace ArrhythmiaVision.Faults.Tests;

/// <summary>What an output file is after its program was killed.</summary>
internal enum OutputState
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>The one that was there before, byte for byte.</summary>
    Old,

    /// <summary>The one that an unbroken run writes, byte for byte.</summary>
    New,

    /// <summary>Anything else, which it may not be.</summary>
    Broken,
}
