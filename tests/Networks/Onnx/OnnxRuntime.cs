using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ArrhythmiaVision.Networks.Tests;

/// <summary>Runs exported networks in ONNX Runtime, by the script that the bench uses; skips the test where it is not installed.</summary>
internal static class OnnxRuntime
{
    public static void SkipUnlessInstalled()
    {
        if (!Directory.Exists(Path.Combine(PeersFolder(), "node_modules", "onnxruntime-node")))
            Assert.Skip("onnxruntime-node is not installed: run npm install in bench/peers.");
    }

    /// <summary>The probabilities of beats, <c>[beats x classes]</c>, batch by batch.</summary>
    public static float[] Score(byte[] model, float[] beats, int batch)
    {
        SkipUnlessInstalled();
        var folder = Directory.CreateTempSubdirectory("onnx").FullName;
        try
        {
            string modelPath = Path.Combine(folder, "model.onnx"), beatsPath = Path.Combine(folder, "beats"), scoresPath = Path.Combine(folder, "scores");
            File.WriteAllBytes(modelPath, model);
            File.WriteAllBytes(beatsPath, MemoryMarshal.AsBytes(beats.AsSpan()));
            Run(Path.Combine(PeersFolder(), "onnxruntime.mjs"), modelPath, beatsPath, scoresPath, batch.ToString(CultureInfo.InvariantCulture), "1");
            return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(scoresPath)).ToArray();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors + output.Result);
            Assert.StartsWith("ONNX Runtime 1.", output.Result, StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Assert.Skip("Node is not on the PATH: " + exception.Message);
        }
    }

    private static string PeersFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "bench", "peers", "package.json"))) folder = folder.Parent;
        if (folder is null) Assert.Skip("The tests do not run inside a checkout, so bench/peers is not there.");
        return Path.Combine(folder!.FullName, "bench", "peers");
    }
}
