using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// The rows whose value of a Single, Double or key column lies in a range, or outside it. A key counts as the
/// fraction (key − ½) / count. A missing key is never accepted.
/// </summary>
internal sealed class RangeFilterView : FilterView
{
    private readonly DataViewSchema.Column _column;
    private readonly Range _range;

    public RangeFilterView(IHostEnvironment env, IDataView source, string column, Range range)
        : base(env.Register("RangeFilter"), source, source.Schema[column].Index)
    {
        _column = source.Schema[column];
        if (!CanFilter(_column.Type))
            throw Contracts.ExceptParam("Column", $"Column '{column}' does not have compatible type");
        if (!(range.Min <= range.Max))
            throw Contracts.ExceptParam("Min", "min must be less than or equal to max");
        _range = range;
    }

    public static bool CanFilter(DataViewType type)
        => type is KeyDataViewType || type == NumberDataViewType.Single || type == NumberDataViewType.Double;

    protected override Func<bool> MakeTest(DataViewRow row)
    {
        if (_column.Type is KeyDataViewType key)
            return DataViewUtils.Invoke<DataViewRow, KeyDataViewType, Func<bool>>(KeyTest<int>, key.RawType, row, key);
        if (_column.Type == NumberDataViewType.Single)
        {
            var getSingle = row.GetGetter<float>(_column);
            float single = 0;
            return () =>
            {
                getSingle(ref single);
                return _range.Accepts(single);
            };
        }
        var getDouble = row.GetGetter<double>(_column);
        double value = 0;
        return () =>
        {
            getDouble(ref value);
            return _range.Accepts(value);
        };
    }

    private Func<bool> KeyTest<T>(DataViewRow row, KeyDataViewType type)
    {
        var get = row.GetGetter<T>(_column);
        T value = default!;
        return () =>
        {
            get(ref value);
            ulong key = Convert.ToUInt64(value);
            return key != 0 && key <= type.Count && _range.Accepts((key - 0.5) / type.Count);
        };
    }

    /// <summary>The range; not-a-number is in no range, and outside of none.</summary>
    public sealed record Range(double Min, double Max, bool IncludeMax, bool Complement = false)
    {
        public bool Accepts(double value)
            => Complement
                ? value < Min || (IncludeMax ? value > Max : value >= Max)
                : value >= Min && (IncludeMax ? value <= Max : value < Max);
    }
}
