using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ArrhythmiaVision.Tests;

/// <summary>Checks laws on generated cases.</summary>
internal static class Properties
{
    private const string SeedVariable = "ARRHYTHMIAVISION_PROPERTY_SEED";

    // The generator wants an odd step; this one is SplitMix64's own.
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>Checks that a law holds for so many generated cases, the same ones on every run.</summary>
    /// <remarks>Another seed, and so other cases, is taken from the environment variable ARRHYTHMIAVISION_PROPERTY_SEED.</remarks>
    public static void Holds(this Property law, int cases = 100) => law.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(
        FSharpOption<Replay>.Some(new Replay(new Rnd(Seed(), Gamma), FSharpOption<int>.None))));

    private static ulong Seed() =>
        Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : 1;
}
