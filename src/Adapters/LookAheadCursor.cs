using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Adapters;

/// <summary>
/// A cursor that reads some rows ahead and holds them, so that they can be worked on together. What it gives is what
/// the cursor under it gives, row by row; a failure in a row read ahead is thrown when that row's turn comes.
/// </summary>
internal sealed class LookAheadCursor : DataViewRowCursor
{
    // Few rows at first, so that a look at the head of a view costs little.
    private const int FirstRead = 16;

    // Rows with long vectors are held in smaller numbers: 4 M values are 16 MB of Single.
    private const int MostValues = 1 << 22;

    private readonly DataViewRowCursor _source;
    private readonly int _capacity;
    private readonly ColumnBuffer?[] _buffers;
    private readonly int[] _active;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _positions;
    private readonly long[] _batches;
    private int _toRead;
    private int _slot = -1;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    public LookAheadCursor(DataViewRowCursor source, int capacity, bool isOnlyCursor)
    {
        _source = source;
        _capacity = capacity;
        _toRead = Math.Min(FirstRead, capacity);
        IsOnlyCursor = isOnlyCursor;
        _active = [.. source.Schema.Where(source.IsColumnActive).Select(column => column.Index)];
        _buffers = new ColumnBuffer?[source.Schema.Count];
        foreach (int index in _active)
            _buffers[index] = ColumnBuffer.Create(source, source.Schema[index], capacity);
        _getId = source.GetIdGetter();
        _ids = new DataViewRowId[capacity];
        _positions = new long[capacity];
        _batches = new long[capacity];
    }

    /// <summary>Says whether every active column of a cursor is of a type whose values may be held.</summary>
    public static bool CanBuffer(DataViewRowCursor source) =>
        source.Schema.Where(source.IsColumnActive).All(column => column.Type is PrimitiveDataViewType or VectorDataViewType);

    /// <summary>False for one of several cursors that together go through a view, each perhaps on its own thread.</summary>
    public bool IsOnlyCursor { get; }

    /// <summary>How often rows were read ahead: changes when the rows held are others.</summary>
    public int Reads { get; private set; }

    /// <summary>How many rows are held.</summary>
    public int Count { get; private set; }

    /// <summary>Which of the rows held is the current one.</summary>
    public int CurrentSlot
    {
        get
        {
            if ((uint)_slot >= (uint)Count)
                throw new InvalidOperationException("The cursor stands at no row: before the first call of MoveNext, or after it returned false.");
            return _slot;
        }
    }

    public override DataViewSchema Schema => _source.Schema;

    public override long Position => (uint)_slot < (uint)Count ? _positions[_slot] : -1;

    public override long Batch => (uint)_slot < (uint)Count ? _batches[_slot] : 0;

    /// <summary>The position of a row that is held.</summary>
    public long PositionOf(int slot) => _positions[slot];

    /// <summary>The values of an active vector column.</summary>
    public VectorBuffer<T> Vectors<T>(DataViewSchema.Column column) => (VectorBuffer<T>)_buffers[column.Index]!;

    public override bool MoveNext()
    {
        if (++_slot < Count) return true;
        _failure?.Throw();
        ReadAhead();
        _slot = 0;
        if (Count > 0) return true;
        _failure?.Throw();
        return false;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _source.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        var buffer = (uint)column.Index < (uint)_buffers.Length ? _buffers[column.Index] : null;
        return Getters.Typed<TValue>((buffer ?? throw Getters.NotActive(nameof(column))).CreateGetter(this), column);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[CurrentSlot];

    protected override void Dispose(bool disposing)
    {
        if (disposing) _source.Dispose();
        base.Dispose(disposing);
    }

    private void ReadAhead()
    {
        Count = 0;
        Reads++;
        long values = 0;
        try
        {
            while (!_ended && Count < _toRead && values < MostValues)
            {
                if (!_source.MoveNext())
                {
                    _ended = true;
                    break;
                }

                foreach (int index in _active)
                    values += _buffers[index]!.Read(Count);
                _getId(ref _ids[Count]);
                _positions[Count] = _source.Position;
                _batches[Count] = _source.Batch;
                Count++;
            }
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            _ended = true;
        }
        _toRead = Math.Min(_capacity, _toRead * 2);
    }
}
