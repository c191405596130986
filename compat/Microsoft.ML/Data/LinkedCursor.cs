using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that moves in step with another, and owns it.</summary>
internal abstract class LinkedCursor : DataViewRowCursor
{
    private readonly IChannel _channel;
    private bool _disposed;

    protected LinkedCursor(IChannelProvider provider, DataViewRowCursor input)
    {
        Input = input;
        _channel = provider.Start("Cursor");
    }

    protected DataViewRowCursor Input { get; }

    public sealed override long Position => Input.Position;

    public sealed override long Batch => Input.Batch;

    public sealed override bool MoveNext() => Input.MoveNext();

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

    protected virtual void DisposeOwn()
    {
    }

    protected sealed override void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
            return;
        _disposed = true;
        DisposeOwn();
        Input.Dispose();
        _channel.Dispose();
    }
}
