using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor with a count of rows of its own: the source of a view, or a filter over another.</summary>
internal abstract class RootCursor : DataViewRowCursor
{
    /// <summary>What is said to those who ask for a value where there is no row.</summary>
    public const string NoRow = "Values cannot be fetched at this time. This method was called either before the first call to "
        + "MoveNext, or at any point after that method returned false.";

    private readonly IChannel _channel;
    private long _position = -1;
    private bool _disposed;

    protected RootCursor(IChannelProvider provider) => _channel = provider.Start("Cursor");

    public sealed override long Position => _position;

    protected bool HasRow => _position >= 0;

    public sealed override bool MoveNext()
    {
        if (_disposed)
            return false;
        if (MoveNextCore())
        {
            _position++;
            return true;
        }
        Dispose();
        return false;
    }

    protected abstract bool MoveNextCore();

    protected virtual void DisposeOwn()
    {
    }

    protected sealed override void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
            return;
        _disposed = true;
        _position = -1;
        DisposeOwn();
        _channel.Dispose();
    }
}
