using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ArrhythmiaVision.Bench;

/// <summary>The project's own parts, timed alone by BenchmarkDotNet, with what they allocate.</summary>
internal static class MicroBenchmarks
{
    public static void Run(string[] arguments)
    {
        // In this process: a project that BenchmarkDotNet generates would not see how this checkout picks its packages.
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default);
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(arguments.Length > 0 ? arguments : ["--filter", "*"], config);
    }
}
