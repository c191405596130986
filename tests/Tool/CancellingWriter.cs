namespace ArrhythmiaVision.Tool.Tests;

/// <summary>A standard error that cancels the command as soon as a certain text is written to it: a Ctrl-C at a known moment.</summary>
internal sealed class CancellingWriter(string text, CancellationTokenSource cancellation) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
            cancellation.Cancel();
    }
}
