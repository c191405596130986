using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ArrhythmiaVision.Fuzz.Tests;

/// <summary>
/// Gives readers damaged files, and finds where one ends otherwise than with a result or the documented exception, takes over a second, or
/// takes more memory than the file's size accounts for.
/// </summary>
internal sealed class Campaign(int seed)
{
    private const long FreeBytes = 64L << 20;
    private const int BytesOfByte = 10;
    private const int Attempts = 3;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private long _results, _refusals;

    /// <summary>Cases that gave a result.</summary>
    public long Results => _results;

    /// <summary>Cases that were refused by the documented exception.</summary>
    public long Refusals => _refusals;

    /// <summary>Runs cases of one reader.</summary>
    /// <param name="target">The reader.</param>
    /// <param name="first">The first case's number.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public IReadOnlyList<Finding> Run(Target target, int first, int count, CancellationToken cancellation)
    {
        var findings = new ConcurrentBag<Finding>();
        Parallel.For(
            0, Environment.ProcessorCount, new ParallelOptions { CancellationToken = cancellation },
            worker =>
            {
                var folder = Directory.CreateTempSubdirectory("arrhythmia-fuzz-").FullName;
                try
                {
                    for (int i = first + worker; i < first + count && !cancellation.IsCancellationRequested; i += Environment.ProcessorCount)
                    {
                        if (Try(target, i, folder) is { } what) findings.Add(new Finding(target.Name, i, what));
                    }
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            });
        return [.. findings.OrderBy(finding => finding.Case)];
    }

    /// <summary>The files of a case: the same seed and number give the same.</summary>
    public InputFile[] Make(Target target, int number)
    {
        var random = new Random(unchecked((seed * 0x01000193) ^ (number * (int)0x9E3779B1)));
        return new Mutator(random).Damage(target.Seeds[random.Next(target.Seeds.Count)], target.Seeds);
    }

    private string? Try(Target target, int number, string folder)
    {
        var files = Make(target, number);
        if (target.NeedsFolder)
        {
            foreach (var file in files) File.WriteAllBytes(Path.Combine(folder, file.Name), file.Bytes);
        }

        // A machine may stop a thread for a while: only what takes long each time is slow.
        var shortest = TimeSpan.MaxValue;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            if (Read(target, files, folder) is { } what) return what;
            var taken = Stopwatch.GetElapsedTime(started);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > FreeBytes + (BytesOfByte * files.Sum(file => (long)file.Bytes.Length)))
                return string.Create(CultureInfo.InvariantCulture, $"{allocated:N0} bytes were allocated for {files.Sum(file => file.Bytes.Length):N0}");
            if (taken < shortest) shortest = taken;
            if (shortest <= s_longest) return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"it took {shortest.TotalSeconds:F1} s");
    }

    private string? Read(Target target, InputFile[] files, string folder)
    {
        try
        {
            target.Read(files, folder);
            Interlocked.Increment(ref _results);
            return null;
        }
        catch (Exception refusal) when (refusal is InvalidDataException or FileNotFoundException)
        {
            Interlocked.Increment(ref _refusals);
            return string.IsNullOrWhiteSpace(refusal.Message) ? "the refusal says nothing" : null;
        }
        catch (Exception other)
        {
            return $"{other.GetType().Name}: {other.Message}\n{other.StackTrace}";
        }
    }
}
