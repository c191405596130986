using ArrhythmiaVision.MLNet.Tests.Trainers;

namespace ArrhythmiaVision.MLNet.Tests;

/// <summary>Runs the tests, or what a test wants done in a process of its own.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (FreshProcess.TryRun(args))
            return 0;
        if (args is [KeptModels.WriteCommand, var folder])
        {
            KeptModels.Write(folder);
            return 0;
        }
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
