using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The rows that have no missing value (not-a-number, or key 0) in the given columns.</summary>
internal sealed class MissingValueFilterView : FilterView
{
    private readonly DataViewSchema.Column[] _columns;

    public MissingValueFilterView(IHostEnvironment env, IDataView source, string[] columns)
        : base(env.Register("MissingValueFilter"), source, columns.Select(c => Find(source.Schema, c).Index).ToArray())
    {
        _columns = columns.Select(c => source.Schema[c]).ToArray();
        if (columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Contracts.ExceptParam("Columns", $"Source column '{twice.Key}' specified multiple times");
    }

    protected override Func<bool> MakeTest(DataViewRow row)
    {
        var tests = _columns.Select(c => MakeTest(row, c)).ToArray();
        return () => Array.TrueForAll(tests, t => t());
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name)
            ?? throw Contracts.ExceptParam("Columns", $"Source column '{name}' not found");
        var itemType = column.Type.GetItemType();
        if (itemType is not KeyDataViewType && itemType != NumberDataViewType.Single && itemType != NumberDataViewType.Double)
            throw Contracts.ExceptParam("Columns", $"Column '{name}' has type {column.Type} which does not support missing values, so we cannot filter on them");
        return column;
    }

    private static Func<bool> MakeTest(DataViewRow row, DataViewSchema.Column column)
    {
        var itemType = column.Type.GetItemType().RawType;
        return column.Type is VectorDataViewType
            ? DataViewUtils.Invoke<DataViewRow, DataViewSchema.Column, Func<bool>>(VectorTest<int>, itemType, row, column)
            : DataViewUtils.Invoke<DataViewRow, DataViewSchema.Column, Func<bool>>(ScalarTest<int>, itemType, row, column);
    }

    private static Func<bool> ScalarTest<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return !IsMissing(value);
        };
    }

    private static Func<bool> VectorTest<T>(DataViewRow row, DataViewSchema.Column column)
    {
        bool isKey = column.Type.GetItemType() is KeyDataViewType;
        var get = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            get(ref value);
            // What a sparse vector leaves out is the default: for a key that is the missing one.
            if (isKey && !value.IsDense)
                return false;
            foreach (var item in value.GetValues())
            {
                if (IsMissing(item))
                    return false;
            }
            return true;
        };
    }

    private static bool IsMissing<T>(T value)
        => value switch
        {
            float single => float.IsNaN(single),
            double number => double.IsNaN(number),
            uint key => key == 0,
            ulong key => key == 0,
            ushort key => key == 0,
            byte key => key == 0,
            _ => false,
        };
}
