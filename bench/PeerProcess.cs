using System.Diagnostics;

namespace ArrhythmiaVision.Bench;

/// <summary>
/// A peer's script in a process of its own: it prints a line that describes it once it is ready, then answers each line it is
/// sent with one. One that cannot start is missing, not an error.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process? _process;

    private PeerProcess(Process? process, string description, string? missing)
    {
        _process = process;
        Description = description;
        Missing = missing;
    }

    /// <summary>What the peer calls itself.</summary>
    public string Description { get; }

    /// <summary>Why the peer is left out, or null.</summary>
    public string? Missing { get; }

    /// <summary>
    /// Starts a Python script of the peers' folder with the first python3 on the PATH that can run it;
    /// ARRHYTHMIAVISION_PYTHON names another interpreter.
    /// </summary>
    public static PeerProcess Start(string script, params string[] arguments)
    {
        var missing = "left out: no python3 on the PATH";
        foreach (var python in Interpreters())
        {
            var peer = TryStart(python, script, arguments);
            if (peer.Missing is null) return peer;
            missing = peer.Missing;
        }

        return new PeerProcess(null, "", missing);
    }

    /// <summary>Starts a JavaScript of the peers' folder with the node on the PATH; what it imports, npm install puts beside it.</summary>
    public static PeerProcess StartNode(string script, params string[] arguments) => TryStart("node", script, arguments);

    private static IEnumerable<string> Interpreters()
    {
        if (Environment.GetEnvironmentVariable("ARRHYTHMIAVISION_PYTHON") is { Length: > 0 } named) return [named];

        var name = OperatingSystem.IsWindows() ? "python.exe" : "python3";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, name)).Where(File.Exists);
    }

    /// <summary>The scripts run where they lie in the checkout: what npm installs is too large to copy about.</summary>
    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var peers = Path.Combine(folder.FullName, "bench", "peers");
            if (File.Exists(Path.Combine(peers, "package.json"))) return peers;
        }

        throw new InvalidOperationException("The bench does not run inside a checkout, so bench/peers is not there.");
    }

    private static PeerProcess TryStart(string python, string script, string[] arguments)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Folder(), script));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            if (process.StandardOutput.ReadLine() is { } description) return new PeerProcess(process, description, null);

            process.WaitForExit();
            var reason = errors.Result.Trim().Split('\n')[^1];
            process.Dispose();
            return new PeerProcess(null, "", "left out: " + reason);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return new PeerProcess(null, "", "left out: " + exception.Message);
        }
    }

    public string Ask(string line)
    {
        _process!.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer ended before it answered.");
    }

    public void Dispose()
    {
        if (_process is null) return;
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
