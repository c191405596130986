namespace ArrhythmiaVision.Tool;

/// <summary>Progress told at once, on the thread that makes it; <see cref="Progress{T}"/> tells later and in any order.</summary>
internal sealed class Telling<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
