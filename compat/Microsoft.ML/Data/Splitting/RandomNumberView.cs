using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Adds a column of random numbers between 0 and 1, the same in every cursor as they go with the order of the rows.</summary>
internal sealed class RandomNumberView : IComposedView
{
    private readonly RowMapperView _view;

    public RandomNumberView(IHostEnvironment env, IDataView source, string name, int? seed)
    {
        var host = env.Register("GenerateNumber");
        _view = new RowMapperView(host, source, new Mapper(source.Schema, name, seed ?? host.Rand.Next()), inOrder: true);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema => _view.Schema;

    public long? GetRowCount() => _view.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => _view.GetRowCursor(columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded)];

    private sealed class Mapper(DataViewSchema schema, string name, int seed) : RowMapper(schema)
    {
        public override void AddDependencies(Func<int, bool> isOutputActive, bool[] activeInput)
        {
        }

        protected override DataViewSchema.DetachedColumn[] MakeOutputColumns() => [new(name, NumberDataViewType.Single)];

        protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
        {
            disposer = null;
            var random = new Random(seed);
            long position = -1;
            float current = 0;
            return (ValueGetter<float>)((ref float value) =>
            {
                Contracts.Check(input.Position >= 0, RootCursor.NoRow);
                for (; position < input.Position; position++)
                    current = random.NextSingle();
                value = current;
            });
        }
    }
}
