namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>A case that did what no input may make a reader do.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Case">The case's number, which with the seed makes it again.</param>
/// <param name="What">What happened.</param>
internal sealed record Finding(string Target, int Case, string What)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Target}, case {Case}: {What}");
}
