namespace ArrhythmiaVision.Notebooks.Tests;

/// <summary>Runs the tests, or, told <c>write</c> and a folder, writes each program there as a notebook with its outputs.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["write", var folder, ..]) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        foreach (var program in Directory.GetFiles(folder, "*.cs").Where(file => args.Length == 2 || args[2..].Contains(Path.GetFileNameWithoutExtension(file))))
        {
            NotebookFile.Write(Path.ChangeExtension(program, ".ipynb"), await NotebookRun.RunAsync(ProgramFile.Read(program), CancellationToken.None));
            Console.WriteLine(Path.ChangeExtension(program, ".ipynb"));
        }

        return 0;
    }
}
