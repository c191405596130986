using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML
{
    /// <summary>The transforms that bring columns to a common scale.</summary>
    public static class NormalizationCatalog
    {
        /// <summary>
        /// Scales each slot by what is learnt of it. With <paramref name="fixZero"/> zero stays zero and the largest
        /// magnitude becomes 1; without, the smallest value becomes 0 and the largest 1.
        /// </summary>
        public static NormalizingEstimator NormalizeMinMax(this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null,
            long maximumExampleCount = 1_000_000_000, bool fixZero = true)
            => new(catalog.Environment, [(outputColumnName, inputColumnName ?? outputColumnName)], maximumExampleCount, fixZero);

        public static NormalizingEstimator NormalizeMinMax(this TransformsCatalog catalog, InputOutputColumnPair[] columns,
            long maximumExampleCount = 1_000_000_000, bool fixZero = true)
        {
            Contracts.CheckValue(columns);
            return new(catalog.Environment, Array.ConvertAll(columns, c => (c.OutputColumnName, c.InputColumnName)), maximumExampleCount, fixZero);
        }
    }
}

namespace Microsoft.ML.Transforms
{
    /// <summary>Learns the range of each slot of Single or Double columns.</summary>
    public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
    {
        private readonly IHost _host;
        private readonly (string outputColumnName, string inputColumnName)[] _columns;
        private readonly long _maximumExampleCount;
        private readonly bool _fixZero;

        internal NormalizingEstimator(IHostEnvironment env, (string outputColumnName, string inputColumnName)[] columns, long maximumExampleCount, bool fixZero)
        {
            _host = env.Register(nameof(NormalizingEstimator));
            Contracts.CheckParam(maximumExampleCount > 1, nameof(maximumExampleCount), "Must be greater than 1");
            _columns = columns;
            _maximumExampleCount = maximumExampleCount;
            _fixZero = fixZero;
        }

        public NormalizingTransformer Fit(IDataView input)
        {
            Contracts.CheckValue(input);
            var sources = Array.ConvertAll(_columns, pair => input.Schema.GetColumnOrNull(pair.inputColumnName)
                ?? throw Contracts.ExceptSchemaMismatch("data", "input", pair.inputColumnName));
            var scalings = Array.ConvertAll(sources, source => SlotScaling.Create(source.Type));
            using (var cursor = input.GetRowCursor(sources.DistinctBy(c => c.Index)))
            {
                var learn = scalings.Select((s, i) => s.StartTraining(cursor, sources[i])).ToArray();
                for (long rows = 0; rows < _maximumExampleCount && cursor.MoveNext(); rows++)
                    foreach (var take in learn)
                        take();
            }
            foreach (var scaling in scalings)
                scaling.Finish(_fixZero);
            return new NormalizingTransformer(_host, _columns, scalings);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Contracts.CheckValue(inputSchema);
            return inputSchema.With(_columns.Select(pair =>
            {
                var source = inputSchema.GetInput(pair.inputColumnName);
                if (source.Kind == SchemaShape.Column.VectorKind.VariableVector)
                    throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", source.Name, "known-size vector or scalar", source.GetTypeString());
                if (source.ItemType != NumberDataViewType.Single && source.ItemType != NumberDataViewType.Double)
                    throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", source.Name, "vector or scalar of Single or Double", source.GetTypeString());
                var annotations = new List<SchemaShape.Column> { new(AnnotationUtils.Kinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false) };
                if (source.Annotations.TryFindColumn(AnnotationUtils.Kinds.SlotNames, out var slotNames))
                    annotations.Add(slotNames);
                return new SchemaShape.Column(pair.outputColumnName, source.Kind, source.ItemType, source.IsKey, new SchemaShape(annotations));
            }));
        }
    }

    public sealed class NormalizingTransformer : OneToOneTransformerBase
    {
        internal const string LoaderSignature = "Normalizer";

        private static readonly VersionInfo s_version = new("NORMALZR", 0x00010002, 0x00010002, 0x00010002, null, LoaderSignature);

        private readonly SlotScaling[] _scalings;

        internal NormalizingTransformer(IHostEnvironment env, (string, string)[] columns, SlotScaling[] scalings)
            : base(env.Register(nameof(NormalizingTransformer)), columns) => _scalings = scalings;

        private NormalizingTransformer(IHost host, ModelLoadContext ctx)
            : base(host, ctx)
        {
            _scalings = new SlotScaling[ColumnPairs.Length];
            for (int i = 0; i < _scalings.Length; i++)
                _scalings[i] = SlotScaling.Load(ctx.Reader);
        }

        internal static NormalizingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
        {
            ctx.CheckAtModel(s_version);
            return new NormalizingTransformer(env.Register(nameof(NormalizingTransformer)), ctx);
        }

        private protected override void SaveModel(ModelSaveContext ctx)
        {
            ctx.SetVersionInfo(s_version);
            SaveColumns(ctx);
            foreach (var scaling in _scalings)
                scaling.Save(ctx.Writer);
        }

        private protected override void CheckInputColumn(DataViewSchema inputSchema, int pair, int column)
        {
            const string expected = "scalar or known-size vector of Single";
            var (name, type) = (inputSchema[column].Name, inputSchema[column].Type);
            if (type.GetValueCount() == 0)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name, expected, "variable-size vector");
            if (type.GetItemType() != NumberDataViewType.Single && type.GetItemType() != NumberDataViewType.Double)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name, expected, type.ToString()!);
        }

        private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

        private sealed class Mapper(NormalizingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(parent, inputSchema)
        {
            protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
                => InputColumns.Select((column, i) =>
                {
                    var annotations = new DataViewSchema.Annotations.Builder();
                    annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
                    annotations.Add(InputSchema[column].Annotations, name => name == AnnotationUtils.Kinds.SlotNames);
                    return new DataViewSchema.DetachedColumn(parent.ColumnPairs[i].outputColumnName, parent._scalings[i].Type, annotations.ToAnnotations());
                }).ToArray();

            protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
            {
                disposer = null;
                return parent._scalings[output].MakeGetter(input, input.Schema[InputColumns[output]]);
            }
        }
    }
}
