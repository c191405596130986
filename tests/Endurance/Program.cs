using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace ArrhythmiaVision.Endurance.Tests;

/// <summary>Runs the tests, or what takes long: <c>stream</c>, <c>classify</c>, <c>far</c>, <c>cycles</c>, <c>cancel</c>.</summary>
internal static class Program
{
    private const double MemoryGrowth = 1.02;
    private const double MissedShare = 0.005;
    private const double LongestCancelMilliseconds = 200;
    private static readonly string[] s_names = ["stream", "classify", "far", "cycles", "cancel", "culture"];

    public static async Task<int> Main(string[] args)
    {
        if (args.Length == 0 || !s_names.Contains(args[0])) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

        var seed = new Option<int>("--seed") { Description = "What is drawn is drawn by it.", DefaultValueFactory = _ => 1 };
        var rate = new Option<double>("--rate") { Description = "Samples a second.", DefaultValueFactory = _ => 360 };
        var days = new Option<int>("--days") { Description = "How many days." };
        var parts = new Option<int>("--parts") { Description = "Recordings of ten minutes in a day.", DefaultValueFactory = _ => 144 };
        var model = new Option<string>("--model") { Description = "A pretrained model.", DefaultValueFactory = _ => "v2-unique" };
        var count = new Option<int>("--count") { Description = "How often." };
        Command[] commands =
        [
            Make(s_names[0], "Streams days through the real tool.", given => Stream(Day(given), given.GetValue(days) is > 0 and var n ? n : 7, given.GetValue(model)!)),
            Make(s_names[1], "Classifies a record of days by the real tool.", given => Classify(Day(given), given.GetValue(days) is > 0 and var n ? n : 10, given.GetValue(model)!)),
            Make(s_names[2], "Analyses a lead of more samples than 32 bits count.", _ => Far()),
            Make(s_names[3], "Starts and stops everything.", given => Cycles(given.GetValue(count) is > 0 and var n ? n : 10_000)),
            Make(s_names[4], "Cancels everything.", given => Cancel(given.GetValue(seed), given.GetValue(count) is > 0 and var n ? n : 20)),
            Make(s_names[5], "Says which culture it runs in.", _ => Culture()),
        ];
        var root = new RootCommand("What takes long.");
        foreach (var command in commands) root.Subcommands.Add(command);
        return await root.Parse(args).InvokeAsync();

        Command Make(string name, string what, Func<ParseResult, int> run)
        {
            var command = new Command(name, what) { seed, rate, days, parts, model, count };
            command.SetAction((given, _) => Task.FromResult(run(given)));
            return command;
        }

        MadeDay Day(ParseResult given) => new(given.GetValue(rate), given.GetValue(seed), count: given.GetValue(parts));
    }

    private static int Stream(MadeDay day, int days, string model)
    {
        Say($"{days} days of {day.Samples:N0} samples at {day.Rate} a second, {day.Beats.Count:N0} beats each");
        var started = Stopwatch.StartNew();
        var figures = LongStream.Run(day, days, model, (i, own) => Tell(day, i, own, $"{own.PeakBytes / 1048576.0,8:F1} MB  longest delay {own.LongestDelay:F3} s  {own.Late} late"));
        var problems = Compare(day, figures);
        if (figures.Sum(own => own.Late) is > 0 and var late) problems.Add($"{late} beats came late");
        if (figures[^1].PeakBytes > MemoryGrowth * figures[1].PeakBytes) problems.Add("memory grew");
        Say($"last day's memory {100.0 * figures[^1].PeakBytes / figures[1].PeakBytes:F2} % of the second's; {started.Elapsed.TotalSeconds:F0} s");
        return End(problems);
    }

    private static int Classify(MadeDay day, int days, string model)
    {
        Say($"{days} days of {day.Samples:N0} samples at {day.Rate} a second, {day.Beats.Count:N0} beats each");
        var started = Stopwatch.StartNew();
        var (figures, held) = LongRecord.Classify(day, days, model);
        foreach (var (i, own) in figures.Index()) Tell(day, i, own, "");
        var problems = Compare(day, figures);

        // Nothing says how far the tool is but the time: tenths of it.
        long[] tenths = [.. Enumerable.Range(0, 10).Select(i => held.Skip(held.Count * i / 10).Take(Math.Max(1, held.Count / 10)).Max())];
        Say($"memory, MB, in tenths of the time: {string.Join(' ', tenths.Select(bytes => Text($"{bytes / 1048576.0:F1}")))}; {started.Elapsed.TotalSeconds:F0} s");
        if (tenths[^1] > MemoryGrowth * tenths[1]) problems.Add("memory grew");
        return End(problems);
    }

    private static int Far()
    {
        var problems = new List<string>();
        var (before, behind) = FarSamples.Run(1L << 31);
        Say($"{before.Count} beats in the minute before 2^31 flat samples, {behind.Count} in the same minute behind them, {before.Intersect(behind).Count()} at the same samples");
        if (!before.SequenceEqual(behind)) problems.Add("they differ");
        return End(problems);
    }

    private static int Cycles(int count)
    {
        var problems = new List<string>();
        foreach (var (name, cycle) in StartStop.Kinds)
        {
            var started = Stopwatch.StartNew();
            int at = 0;
            using var stuck = new Timer(_ => Environment.FailFast($"{name} is stuck in cycle {at}"), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
            var (threads, heap) = (0, 0L);
            for (; at < count; at++)
            {
                cycle(at);
                stuck.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
                if (at == count / 10) (threads, heap) = (Process.GetCurrentProcess().Threads.Count, GC.GetTotalMemory(forceFullCollection: true));
            }

            int threadsGrown = Process.GetCurrentProcess().Threads.Count - threads;
            double grown = (GC.GetTotalMemory(forceFullCollection: true) - heap) / 1048576.0;
            Say($"{name,-26} {count,7:N0} cycles  {threadsGrown,3:+0;-0;0} threads  {grown,6:+0.00;-0.00} MB held  {started.Elapsed.TotalSeconds,6:F1} s");

            // The pool may hold a few more by then.
            if (threadsGrown > 8) problems.Add($"{name} leaves threads");
            if (grown > 1) problems.Add($"{name} leaves memory");
        }

        return End(problems);
    }

    private static int Cancel(int seed, int times)
    {
        var problems = new List<string>();
        var folder = Directory.CreateTempSubdirectory("arrhythmia-cancel-").FullName;
        try
        {
            LongRecord.Write(folder, new MadeDay(360, seed, parts: 2, count: 60), 1);
            string record = Path.Combine(folder, "long");
            var delay = new CancelDelay(seed);
            foreach (var (name, work) in CancelDelay.Works(record)) Judge(name, delay.Measure(work, times));
            foreach (var (name, arguments) in CancelDelay.Commands(record, folder)) Judge("tool: " + name, delay.Measure(arguments, times));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return End(problems);

        void Judge(string name, double[] milliseconds)
        {
            Array.Sort(milliseconds);
            if (milliseconds.Length == 0)
            {
                Say($"{name,-34} was at its end each time");
                return;
            }

            Say($"{name,-34} {milliseconds.Length,4} times  median {milliseconds[milliseconds.Length / 2],6:F1} ms  longest {milliseconds[^1],6:F1} ms");
            if (milliseconds[^1] > LongestCancelMilliseconds) problems.Add($"{name} took {milliseconds[^1].ToString("F0", CultureInfo.InvariantCulture)} ms to end");
        }
    }

    private static int Culture()
    {
        Console.WriteLine($"{CultureInfo.CurrentCulture.Name} {-1.5}");
        return 0;
    }

    private static void Tell(MadeDay day, int index, DayFigures own, string more)
    {
        var (missed, offset) = own.Against(day);
        Say($"day {index + 1,2}  {own.Beats.Count,8:N0} beats  {missed,5} missed  {offset,7:F3} ms behind the R peaks  {more}");
    }

    private static List<string> Compare(MadeDay day, IReadOnlyList<DayFigures> figures)
    {
        var problems = new List<string>();
        foreach (var (i, own) in figures.Index())
        {
            if (own.Against(day).Missed is var missed && missed > MissedShare * day.Beats.Count) problems.Add($"day {i + 1}: {missed} beats were missed");
            if (i > 1 && i < figures.Count - 1 && own.DifferentFrom(figures[1]) is > 0 and var different) problems.Add($"day {i + 1} has {different} beats that the second has not");
        }

        // The last day lacks the beats that only the next day's first samples would decide.
        if (figures.Count > 2 && figures[^1].DifferentFrom(figures[1]) is > 2 and var ends) problems.Add($"the last day has {ends} beats that the second has not");
        return problems;
    }

    private static int End(List<string> problems)
    {
        foreach (string problem in problems) Say($"PROBLEM: {problem}");
        if (problems.Count == 0) Say($"no problem");
        return problems.Count == 0 ? 0 : 1;
    }

    private static void Say(FormattableString line) => Console.WriteLine(Text(line));

    private static string Text(FormattableString line) => FormattableString.Invariant(line);
}
