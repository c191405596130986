using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>The real tool in a process of its own, and the memory that it holds.</summary>
internal sealed partial class RealTool : IDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Timer _timer;
    private readonly Task<string> _errors;
    private readonly Action<long>? _held;

    private RealTool(ProcessStartInfo start, Action<long>? held)
    {
        _held = held;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        _timer = new Timer(_ => Look(), null, TimeSpan.Zero, held is null ? Timeout.InfiniteTimeSpan : s_look);
    }

    /// <summary>What goes in.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What comes out.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Starts the tool.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="held">Told again and again of the memory that it holds, in bytes; null to be told nothing.</param>
    /// <param name="environment">Variables that are set for it.</param>
    public static RealTool Start(IEnumerable<string> arguments, Action<long>? held = null, params (string Name, string Value)[] environment) =>
        Start("arrhythmia.dll", arguments, held, environment);

    /// <summary>Starts one of the programs beside the tests.</summary>
    public static RealTool Start(string program, IEnumerable<string> arguments, Action<long>? held = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, program), .. arguments]);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new RealTool(start, held);
    }

    /// <summary>Runs the tool to its end.</summary>
    /// <returns>Standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        using var tool = Start(arguments, null, environment);
        tool.Input.Close();
        string output = tool.Output.ReadToEnd();
        tool.End();
        return output;
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>Standard error.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public string End()
    {
        _process.WaitForExit();
        string errors = _errors.GetAwaiter().GetResult();
        return _process.ExitCode == 0 ? errors : throw new InvalidOperationException($"The tool ended with {_process.ExitCode}: {errors}");
    }

    /// <summary>Presses Ctrl-C, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidOperationException">It did not end.</exception>
    public int Cancel()
    {
        Kill(_process.Id, Interrupt);
        return _process.WaitForExit(s_patience) ? _process.ExitCode
            : throw new InvalidOperationException("The tool did not end. A shell makes what it runs in the background deaf to Ctrl-C: was this run so?");
    }

    public bool HasEnded => _process.HasExited;

    public void Dispose()
    {
        _timer.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Look()
    {
        try
        {
            _process.Refresh();
            if (!_process.HasExited) _held?.Invoke(_process.WorkingSet64);
        }
        catch (InvalidOperationException)
        {
            // It ended between the two.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
