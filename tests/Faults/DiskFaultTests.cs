using ArrhythmiaVision.Tool.Tests;

namespace ArrhythmiaVision.Faults.Tests;

/// <summary>
/// What the tool makes of disks that are full or not to be written to, on real ones: file systems in memory, mounted in a namespace of the test's own.
/// One line, exit code 1, and the files that were there as they were.
/// </summary>
public sealed class DiskFaultTests : IDisposable
{
    private const string Old = "an older file";

    // Mounted where nobody else sees it, and gone with the shell. $1 is the size, $2 the mount point, $3 what to leave free in it, $4 the file that was
    // there before; the rest is the command. Its standard error is followed by what is there then, and its own exit code is kept.
    private const string FullDisk = """
        set -e
        mount -t tmpfs -o size=$1 tmpfs "$2"
        printf '%s' "$5" > "$2/$4"
        head -c "$3" /dev/zero > "$2/filler"
        folder="$2"; file="$4"
        shift 5
        set +e
        "$@"
        code=$?
        echo "now: $(cat "$folder/$file"), $(ls "$folder" | tr '\n' ' ')"
        exit $code
        """;

    private const string ReadOnlyDisk = """
        set -e
        mount -t tmpfs -o size=$1 tmpfs "$2"
        printf '%s' "$5" > "$2/$4"
        mount -o remount,ro "$2"
        folder="$2"; file="$4"
        shift 5
        set +e
        "$@"
        code=$?
        echo "now: $(cat "$folder/$file"), $(ls "$folder" | tr '\n' ' ')"
        exit $code
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("convert", "a.csv")]
    [InlineData("convert", "a.edf")]
    [InlineData("export", "a.onnx")]
    [InlineData("report", "a.html")]
    public async Task AFullDiskIsSaidToBeFull(string command, string file)
    {
        // Two pages of 4 KB are left free: the file is begun, and cannot be ended.
        var ended = await OnDiskAsync(FullDisk, "200k", "192512", file, Line(command, file));
        Assert.Contains("The disk is full: ", Assert.Single(Lines(ended)), StringComparison.Ordinal);
        Assert.DoesNotContain(".pending", ended.Error, StringComparison.Ordinal);
        Assert.Contains($"now: {Old}, {file} filler", ended.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("convert", "a.edf")]
    [InlineData("export", "a.onnx")]
    [InlineData("report", "a.html")]
    public async Task AReadOnlyDiskIsSaidToBeSo(string command, string file)
    {
        var ended = await OnDiskAsync(ReadOnlyDisk, "200k", "0", file, Line(command, file));
        Assert.Contains("cannot be written to (Read-only file system", Assert.Single(Lines(ended)), StringComparison.Ordinal);
        Assert.Contains($"now: {Old}, {file} ", ended.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/no-such-folder")]
    [InlineData("a.hea/folder")]
    public async Task APathThatCannotBeIsSaidBeforeTheWork(string place)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("/proc is a folder of Linux.");
        Made.Record(_folder.Path, "a", 20);
        using var run = Started.Tool(null, ["report", _folder["a"], "--out", Path.Combine(_folder.Path, place, "a.html"), "-q"]);
        var ended = await run.EndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, ended.Code);
        Assert.Contains("cannot be written to", Assert.Single(Lines(ended)), StringComparison.Ordinal);
    }

    private string[] Line(string command, string file)
    {
        string record = command == "export" ? "v2" : Made.Record(_folder["recordings"], "a", 60);
        string output = Path.Combine(_folder["disk"], file);
        return command == "convert" ? [command, record, output, "--force", "-q"] : [command, record, "--out", output, "--force", "-q"];
    }

    private static string[] Lines(Ended ended) => ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<Ended> OnDiskAsync(string script, string size, string filled, string file, string[] line)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("File systems in memory are mounted on Linux.");
        Directory.CreateDirectory(_folder["disk"]);
        using (var probe = Started.Shell("unshare --user --map-root-user --mount mount -t tmpfs tmpfs \"$1\"", [_folder["disk"]]))
        {
            if ((await probe.EndAsync(TestContext.Current.CancellationToken)).Code != 0) Assert.Skip("This user may not mount a file system in a namespace of its own.");
        }

        using var run = Started.Shell("script=\"$1\"; shift; exec unshare --user --map-root-user --mount sh -c \"$script\" sh \"$@\"", [script, size, _folder["disk"], filled, file, Old, Started.ToolPath, .. line]);
        var ended = await run.EndAsync(TestContext.Current.CancellationToken);
        Assert.True(ended.Code == 1, ended.Error + ended.Out);
        return ended;
    }
}
