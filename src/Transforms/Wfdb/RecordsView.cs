using System.Collections.Concurrent;
using ArrhythmiaVision.Recordings;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>WFDB records as rows. Of each record only what an active column needs is read, when its value is asked for.</summary>
internal sealed class RecordsView : IDataView
{
    private readonly IReadOnlyList<string> _paths;
    private readonly WfdbLoadOptions _options;
    private readonly ConcurrentDictionary<string, bool> _reported = new();

    public RecordsView(IReadOnlyList<string> paths, WfdbLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.PatientOf);
        if (options.Lead is { } lead)
            ArgumentException.ThrowIfNullOrWhiteSpace(lead, nameof(options));
        if (options.Annotator is { } annotator)
            ArgumentException.ThrowIfNullOrWhiteSpace(annotator, nameof(options));
        _paths = paths;
        _options = options.Copy();

        var builder = new DataViewSchema.Builder();
        foreach (var column in Enum.GetValues<RecordColumn>())
        {
            builder.AddColumn(column.ToString(), column switch
            {
                RecordColumn.SamplingRate => NumberDataViewType.Single,
                RecordColumn.SignalLength => NumberDataViewType.Int64,
                RecordColumn.Signal => new VectorDataViewType(NumberDataViewType.Single),
                RecordColumn.AnnotationSamples => new VectorDataViewType(NumberDataViewType.Int64),
                RecordColumn.AnnotationSymbols => new VectorDataViewType(TextDataViewType.Instance),
                _ => TextDataViewType.Instance,
            });
        }
        Schema = builder.ToSchema();
    }

    private enum RecordColumn
    {
        Record,
        Patient,
        Lead,
        SamplingRate,
        SignalLength,
        Signal,
        AnnotationSamples,
        AnnotationSymbols,
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => true;

    public long? GetRowCount() => _paths.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        int[] order = [.. Enumerable.Range(0, _paths.Count)];
        rand?.Shuffle(order);
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        var cursors = new DataViewRowCursor[Math.Min(n, order.Length)];
        for (int i = 0; i < cursors.Length; i++)
            cursors[i] = new Cursor(this, columns, order, i, cursors.Length);
        return cursors;
    }

    private void Report(string message)
    {
        if (_options.Log is { } log && _reported.TryAdd(message, true))
            log.Report(message);
    }

    /// <summary>Goes through every <c>ofCursors</c>-th record.</summary>
    private sealed class Cursor(RecordsView view, DataViewSchema.Column[] columns, int[] order, int cursor, int ofCursors)
        : ViewCursor(view.Schema, columns)
    {
        private int _place = cursor - ofCursors;
        private RecordSource? _record;

        public override long Batch => Math.Max(_place, 0);

        private RecordSource Record
        {
            get
            {
                CheckOnRow();
                return _record!;
            }
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
        {
            CheckOnRow();
            value = new DataViewRowId((ulong)order[_place], 0);
        };

        protected override bool MoveToNextRow()
        {
            _record?.Dispose();
            _record = null;
            _place += ofCursors;
            if (_place >= order.Length)
                return false;
            _record = new RecordSource(view._paths[order[_place]], view._options, view.Report);
            return true;
        }

        protected override Delegate CreateGetter(int column) => (RecordColumn)column switch
        {
            RecordColumn.Record => Text(() => Record.Name),
            RecordColumn.Patient => Text(() => view._options.PatientOf(Record.Name)),
            RecordColumn.Lead => Text(() => Record.Lead),
            RecordColumn.SamplingRate => (ValueGetter<float>)((ref float value) => value = (float)Record.SamplingRate),
            RecordColumn.SignalLength => (ValueGetter<long>)((ref long value) => value = Record.Length),
            RecordColumn.Signal => (ValueGetter<VBuffer<float>>)GetSignal,
            RecordColumn.AnnotationSamples => (ValueGetter<VBuffer<long>>)GetAnnotationSamples,
            _ => (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)GetAnnotationSymbols,
        };

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _record?.Dispose();
            base.Dispose(disposing);
        }

        private static ValueGetter<ReadOnlyMemory<char>> Text(Func<string> of) => (ref ReadOnlyMemory<char> value) => value = of().AsMemory();

        private void GetSignal(ref VBuffer<float> value)
        {
            var record = Record;
            if (record.Length > Array.MaxLength)
                throw new InvalidDataException($"Record {record.Name} has {record.Length} samples, more than one row can hold. Read it in ranges with ArrhythmiaVision.Recordings.");
            var editor = VBufferEditor.Create(ref value, (int)record.Length);
            record.ReadSignal(editor.Values);
            value = editor.Commit();
        }

        private void GetAnnotationSamples(ref VBuffer<long> value)
        {
            var record = Record;
            var annotations = record.Annotations;
            int samplesPerFrame = annotations.Count > 0 ? record.SamplesPerFrame : 1;
            var editor = VBufferEditor.Create(ref value, annotations.Count);
            for (int i = 0; i < annotations.Count; i++)
                editor.Values[i] = annotations[i].Sample * samplesPerFrame;
            value = editor.Commit();
        }

        private void GetAnnotationSymbols(ref VBuffer<ReadOnlyMemory<char>> value)
        {
            var annotations = Record.Annotations;
            var editor = VBufferEditor.Create(ref value, annotations.Count);
            for (int i = 0; i < annotations.Count; i++)
                editor.Values[i] = annotations[i].Symbol.AsMemory();
            value = editor.Commit();
        }
    }
}
