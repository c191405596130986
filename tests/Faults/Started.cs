using System.Diagnostics;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>A program under way in a process of its own: the built <c>arrhythmia</c>, or this program.</summary>
internal sealed class Started : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private Started(ProcessStartInfo start)
    {
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts the tool as it was built.</summary>
    /// <param name="data">The folder that databases are in; null for none.</param>
    /// <param name="arguments">The command line.</param>
    public static Started Tool(string? data, IEnumerable<string> arguments) => Of("arrhythmia", data, arguments);

    /// <summary>Starts this program.</summary>
    public static Started Self(IEnumerable<string> arguments) => Of(typeof(Started).Assembly.GetName().Name!, null, arguments);

    /// <summary>Starts a command line by a shell, as what a shell sets (limits, mounts) holds for it.</summary>
    public static Started Shell(string script, IEnumerable<string> arguments) => new(Start("/bin/sh", ["-c", script, "sh", .. arguments]));

    /// <summary>The path of the tool.</summary>
    public static string ToolPath => PathOf("arrhythmia");

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    /// <returns>False where it had ended by itself.</returns>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return _process.ExitCode == 128 + 9;
    }

    /// <summary>Waits until it has ended.</summary>
    public async Task<Ended> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return new Ended(_process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static Started Of(string program, string? data, IEnumerable<string> arguments)
    {
        var start = Start(PathOf(program), arguments);
        start.Environment[RecordingLibrary.DataVariable] = data ?? "";
        return new Started(start);
    }

    private static string PathOf(string program) => Path.Combine(AppContext.BaseDirectory, program + (OperatingSystem.IsWindows() ? ".exe" : ""));

    private static ProcessStartInfo Start(string file, IEnumerable<string> arguments) => new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
}
