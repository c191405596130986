namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>A file that a reader is given; a record may be several.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Bytes">What is in it.</param>
internal sealed record InputFile(string Name, byte[] Bytes);
