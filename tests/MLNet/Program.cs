using ArrhythmiaVision.MLNet.Tests.Trainers;

namespace ArrhythmiaVision.MLNet.Tests;

/// <summary>Runs the tests, or what a test wants done in a process of its own.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [FreshProcess.Command, var model, var beats, var scores])
        {
            FreshProcess.Score(model, beats, scores);
            return 0;
        }
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
