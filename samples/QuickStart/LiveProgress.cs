using System.Globalization;
using ArrhythmiaVision.Networks;
using Spectre.Console;

namespace QuickStart;

/// <summary>Shows training as it goes: a live bar on a terminal, a line an epoch where output is piped.</summary>
internal sealed class LiveProgress : IProgress<TrainingProgress>, IDisposable
{
    private readonly ProgressTask? _bar;
    private readonly TaskCompletionSource _done = new();
    private readonly Task _display = Task.CompletedTask;

    public LiveProgress(int epochs)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
            return;

        var ready = new TaskCompletionSource<ProgressTask>();
        _display = AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ready.SetResult(context.AddTask("training", maxValue: epochs));
                await _done.Task;
            });
        _bar = ready.Task.Result;
    }

    public void Report(TrainingProgress value)
    {
        string line = string.Create(CultureInfo.InvariantCulture,
            $"epoch {value.Epoch}/{value.Epochs}  loss {value.Loss:F4}  accuracy {value.Accuracy:F4}");
        if (_bar is not null)
        {
            _bar.Description = line;
            _bar.Value = value.Epoch - 1 + (double)value.Step / value.StepsPerEpoch;
        }
        else if (value.IsEpochEnd)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {line}  {value.EpochElapsed.TotalSeconds:F1} s"));
        }
    }

    public void Dispose()
    {
        _done.TrySetResult();
        _display.Wait();
    }
}
