using ArrhythmiaVision.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Transforms;

/// <summary>The beats of a view of records, found and cut while a cursor goes through them.</summary>
internal sealed class BeatsView(IDataView source, BeatColumns columns, BeatSegmentEstimator.Options options) : IDataView
{
    public DataViewSchema Schema => columns.Output;

    /// <summary>Records come in random order where the view of them can do that; a record's beats stay together.</summary>
    public bool CanShuffle => source.CanShuffle;

    /// <summary>Not known before the annotations are read, or the R peaks detected.</summary>
    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return new Cursor(source.GetRowCursor(InputsFor(needed), rand), columns, options, needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return Array.ConvertAll(source.GetRowCursorSet(InputsFor(needed), n, rand), cursor => (DataViewRowCursor)new Cursor(cursor, columns, options, needed));
    }

    private IEnumerable<DataViewSchema.Column> InputsFor(DataViewSchema.Column[] needed) => columns.InputsFor(ActiveColumns.Of(Schema, needed));

    private sealed class Cursor(DataViewRowCursor input, BeatColumns columns, BeatSegmentEstimator.Options options, IEnumerable<DataViewSchema.Column> columnsNeeded)
        : ViewCursor(columns.Output, columnsNeeded)
    {
        private readonly RecordRows _record = new(input, columns, options);
        private int _beat = -1;

        public override long Batch => input.Batch;

        private RecordBeat Beat
        {
            get
            {
                CheckOnRow();
                return _record.Beats[_beat];
            }
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            var getRecordId = input.GetIdGetter();
            return (ref DataViewRowId value) =>
            {
                ulong number = (ulong)Beat.Number;
                getRecordId(ref value);
                value = value.Combine(new DataViewRowId(number, 0));
            };
        }

        protected override bool MoveToNextRow()
        {
            while (++_beat >= _record.Beats.Count)
            {
                if (!_record.MoveNext())
                    return false;
                _beat = -1;
            }
            return true;
        }

        protected override Delegate CreateGetter(int column)
        {
            if (columns.IsPassedOn(column, out int inputColumn, out var made))
                return Getter.Of(input, columns.Input[inputColumn]);
            return made switch
            {
                BeatColumn.SamplingRate => Get(_ => (float)_record.Beats.Resampler.OutputRate),
                BeatColumn.Sample => Get(beat => beat.Sample),
                BeatColumn.Time => Get(beat => beat.Sample / (double)_record.Rate),
                BeatColumn.Symbol => Get(beat => beat.Symbol),
                BeatColumn.Label => Get(beat => (uint)(beat.Class + 1)),
                BeatColumn.PreviousRR => Get(beat => beat.Rr.Previous),
                BeatColumn.NextRR => Get(beat => beat.Rr.Next),
                BeatColumn.RRToMedian => Get(beat => beat.Rr.RatioToMedian),
                BeatColumn.RRToLocalMean => Get(beat => beat.Rr.RatioToLocalMean),
                BeatColumn.RecordCenter => Get(_ => _record.Scale().Center),
                BeatColumn.RecordScale => Get(_ => _record.Scale().Scale),
                BeatColumn.PatientScale => Get(beat => _record.Measures(beat.Index).Scale),
                BeatColumn.Context => (ValueGetter<VBuffer<float>>)WriteContext,
                _ => (ValueGetter<VBuffer<float>>)Cut,
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _record.Dispose();
            base.Dispose(disposing);
        }

        private ValueGetter<T> Get<T>(Func<RecordBeat, T> of) => (ref T value) => value = of(Beat);

        private void WriteContext(ref VBuffer<float> value)
        {
            var beat = Beat;
            var editor = VBufferEditor.Create(ref value, ContextMeasures.Names.Count);
            ContextMeasures.Write(beat.Rr, _record.Measures(beat.Index), editor.Values);
            value = editor.Commit();
        }

        private void Cut(ref VBuffer<float> value)
        {
            var beat = Beat;
            var signal = _record.Signal();
            var editor = VBufferEditor.Create(ref value, BeatWindow.Default.Length);
            BeatWindow.Default.Cut(signal, beat.Peak, editor.Values);
            value = editor.Commit();
        }
    }
}
