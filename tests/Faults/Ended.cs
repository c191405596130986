namespace ArrhythmiaVision.Faults.Tests;

/// <summary>What a program came to.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Out">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record Ended(int Code, string Out, string Error);
