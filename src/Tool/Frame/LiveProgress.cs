using Spectre.Console;

namespace ArrhythmiaVision.Tool;

/// <summary>Progress as a bar that moves, on a terminal; gone when it is over.</summary>
internal sealed class LiveProgress : IProgressDisplay
{
    private readonly IAnsiConsole _console;
    private readonly ProgressTask _bar;
    private readonly TaskCompletionSource _done = new();
    private readonly Task _display;
    private readonly string _title;

    public LiveProgress(IAnsiConsole console, string title)
    {
        _console = console;
        _title = title;
        var ready = new TaskCompletionSource<ProgressTask>();
        _display = console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ready.SetResult(context.AddTask(Markup.Escape(title), maxValue: 1));
                await _done.Task.ConfigureAwait(false);
            });
        _bar = ready.Task.GetAwaiter().GetResult();
    }

    public void Report(double fraction, string status)
    {
        _bar.Description = Markup.Escape($"{_title}: {status}");
        _bar.Value = Math.Clamp(fraction, 0, 1);
    }

    public void Step(string line)
    {
    }

    public void Warn(string line) => _console.WriteLine($"warning: {line}", new Style(Color.Yellow));

    public void Dispose()
    {
        _done.TrySetResult();
        _display.GetAwaiter().GetResult();
    }
}
