using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using Range = Microsoft.ML.Data.RangeFilterView.Range;

namespace Microsoft.ML.Data;

/// <summary>
/// Splits a view by a helping column: a random number a row, or one that is the same for all rows of a group. The parts
/// are ranges of it; the column itself is not among theirs.
/// </summary>
internal static class SplitColumn
{
    // The seed that ML.NET's hash has where none is given.
    private const int DefaultHashSeed = 314489979;

    public static DataOperationsCatalog.TrainTestData TrainTest(
        IHostEnvironment env, IDataView data, double testFraction, string? samplingKeyColumnName, int? seed)
    {
        var view = Add(env, data, samplingKeyColumnName, seed, out string column);
        return Split(env, view, column, new Range(0, testFraction, IncludeMax: false));
    }

    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> CrossValidation(
        IHostEnvironment env, IDataView data, int folds, string? samplingKeyColumnName, int? seed)
    {
        var view = Add(env, data, samplingKeyColumnName, seed, out string column);
        return Enumerable.Range(0, folds)
            .Select(i => Split(env, view, column, new Range((double)i / folds, (double)(i + 1) / folds, IncludeMax: true)))
            .ToArray();
    }

    private static DataOperationsCatalog.TrainTestData Split(IHostEnvironment env, IDataView view, string column, Range test)
    {
        IDataView Part(Range range)
            => new ColumnSelectingTransformer(env, new ColumnSelection(Keeps: false, KeepsHidden: true, [column]))
                .Transform(new RangeFilterView(env, view, column, range));
        return new(Part(test with { Complement = true }), Part(test));
    }

    private static IDataView Add(IHostEnvironment env, IDataView data, string? samplingKeyColumnName, int? seed, out string column)
    {
        column = data.Schema.GetTempColumnName("SplitColumn");
        seed ??= (env as HostEnvironment)?.Seed;
        if (samplingKeyColumnName == null)
            return new RandomNumberView(env, data, column, seed);

        var key = data.Schema.GetColumnOrNull(samplingKeyColumnName)
            ?? throw Contracts.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", samplingKeyColumnName);
        // Keys and real numbers are split by their own order, as ML.NET does; anything else by its hash.
        RowMapper mapper = key.Type is KeyDataViewType ? new KeyCopyMapper(data.Schema, key, column)
            : key.Type == NumberDataViewType.Single ? new MinMaxMapper(data.Schema, key, column, data.GetColumn<float>(key).Select(v => (double)v))
            : key.Type == NumberDataViewType.Double ? new MinMaxMapper(data.Schema, key, column, data.GetColumn<double>(key))
            : new HashMapper(data.Schema, key, column, (uint)(seed ?? DefaultHashSeed));
        return new RowMapperView(env.Register("SplitColumn"), data, mapper);
    }

    private static string GetTempColumnName(this DataViewSchema schema, string tag)
    {
        if (schema.GetColumnOrNull(tag) == null)
            return tag;
        for (int i = 0; ; i++)
        {
            string name = $"temp_{tag}_{i:000}";
            if (schema.GetColumnOrNull(name) == null)
                return name;
        }
    }

    /// <summary>Adds one column made of one other.</summary>
    private abstract class OneColumnMapper(DataViewSchema schema, DataViewSchema.Column source, string name, DataViewType type) : RowMapper(schema)
    {
        protected DataViewSchema.Column Source => source;

        public override void AddDependencies(Func<int, bool> isOutputActive, bool[] activeInput)
            => activeInput[source.Index] |= isOutputActive(0);

        protected override DataViewSchema.DetachedColumn[] MakeOutputColumns() => [new(name, type)];

        protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
        {
            disposer = null;
            return MakeGetter(input);
        }

        protected abstract Delegate MakeGetter(DataViewRow input);
    }

    private sealed class KeyCopyMapper(DataViewSchema schema, DataViewSchema.Column source, string name)
        : OneColumnMapper(schema, source, name, source.Type)
    {
        protected override Delegate MakeGetter(DataViewRow input)
            => DataViewUtils.Invoke<DataViewRow, Delegate>(Getter<int>, Source.Type.RawType, input);

        private ValueGetter<T> Getter<T>(DataViewRow input) => input.GetGetter<T>(Source);
    }

    /// <summary>Scales real numbers so that the least of the view is 0 and the greatest 1.</summary>
    private sealed class MinMaxMapper : OneColumnMapper
    {
        private readonly double _min = double.PositiveInfinity;
        private readonly double _max = double.NegativeInfinity;

        public MinMaxMapper(DataViewSchema schema, DataViewSchema.Column source, string name, IEnumerable<double> values)
            : base(schema, source, name, NumberDataViewType.Double)
        {
            foreach (double value in values.Where(v => !double.IsNaN(v)))
            {
                _min = Math.Min(_min, value);
                _max = Math.Max(_max, value);
            }
        }

        protected override Delegate MakeGetter(DataViewRow input)
        {
            if (Source.Type == NumberDataViewType.Double)
            {
                var getDouble = input.GetGetter<double>(Source);
                return (ValueGetter<double>)((ref double value) =>
                {
                    getDouble(ref value);
                    value = Scale(value);
                });
            }
            var getSingle = input.GetGetter<float>(Source);
            float single = 0;
            return (ValueGetter<double>)((ref double value) =>
            {
                getSingle(ref single);
                value = Scale(single);
            });
        }

        private double Scale(double value) => double.IsNaN(value) || _max > _min ? (value - _min) / (_max - _min) : 0;
    }

    /// <summary>A key of 30 bits that depends on the value alone; a missing value has a missing key.</summary>
    private sealed class HashMapper(DataViewSchema schema, DataViewSchema.Column source, string name, uint seed)
        : OneColumnMapper(schema, source, name, new KeyDataViewType(typeof(uint), 1 << 30))
    {
        protected override Delegate MakeGetter(DataViewRow input)
            => Source.Type is VectorDataViewType vector
                ? DataViewUtils.Invoke<DataViewRow, Delegate>(VectorGetter<int>, vector.ItemType.RawType, input)
                : DataViewUtils.Invoke<DataViewRow, Delegate>(ScalarGetter<int>, Source.Type.RawType, input);

        private Delegate ScalarGetter<T>(DataViewRow input)
        {
            var get = input.GetGetter<T>(Source);
            var hash = StableHash.For<T>(Source.Type is KeyDataViewType);
            T value = default!;
            return (ValueGetter<uint>)((ref uint key) =>
            {
                get(ref value);
                key = hash(value, seed) is ulong h ? StableHash.ToKey(h, 30) : 0;
            });
        }

        private Delegate VectorGetter<T>(DataViewRow input)
        {
            var get = input.GetGetter<VBuffer<T>>(Source);
            var hash = StableHash.For<T>(Source.Type.GetItemType() is KeyDataViewType);
            VBuffer<T> value = default;
            return (ValueGetter<uint>)((ref uint key) =>
            {
                get(ref value);
                ulong? combined = seed;
                for (int i = 0; i < value.Length && combined != null; i++)
                    combined = hash(value.GetItemOrDefault(i), combined.Value);
                key = combined is ulong h ? StableHash.ToKey(h, 30) : 0;
            });
        }
    }
}
