using System.Diagnostics;

namespace Microsoft.ML.Runtime;

/// <summary>A channel whose messages go to the log of its <see cref="MLContext"/>.</summary>
internal sealed class Channel : IChannel
{
    private readonly string _source;
    private readonly Action<string, ChannelMessage> _dispatch;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private bool _disposed;

    public Channel(string source, Action<string, ChannelMessage> dispatch)
    {
        _source = source;
        _dispatch = dispatch;
        Own("Channel started");
    }

    public string? ContextDescription => _source;

    public void Send(ChannelMessage msg) => _dispatch(_source, msg);

    public void Trace(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Trace, sensitivity, fmt);

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Trace, sensitivity, fmt, args);

    public void Info(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Info, sensitivity, fmt);

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Info, sensitivity, fmt, args);

    public void Warning(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Warning, sensitivity, fmt);

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Warning, sensitivity, fmt, args);

    public void Error(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Error, sensitivity, fmt);

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Error, sensitivity, fmt, args);

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Own("Channel finished. Elapsed {0:c}.", _watch.Elapsed);
        Own("Channel disposed");
    }

    private void Own(string format, params object[] args)
        => Send(ChannelMessageKind.Trace, MessageSensitivity.None, format, args.Length == 0 ? null : args);

    private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, object[]? args = null)
        => Send(new ChannelMessage(kind, sensitivity, format, args));
}
