using System.Numerics;
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

    /// <summary>The scale and offset of each slot of one column: a value becomes <c>(value − offset) · scale</c>.</summary>
    internal abstract class SlotScaling(DataViewType type)
    {
        public DataViewType Type { get; } = type;

        public static SlotScaling Create(DataViewType srcType)
        {
            if (srcType.GetValueCount() == 0 || (srcType.GetItemType() != NumberDataViewType.Single && srcType.GetItemType() != NumberDataViewType.Double))
                throw Contracts.ExceptParam(nameof(srcType), $"Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: {srcType}.");
            return Of(srcType);
        }

        public static SlotScaling Load(BinaryReader reader)
        {
            var type = ValueCodec.ReadType(reader);
            Contracts.CheckDecode(type.GetItemType() == NumberDataViewType.Single || type.GetItemType() == NumberDataViewType.Double);
            Contracts.CheckDecode(type.GetValueCount() is > 0 and var slots && slots <= reader.BaseStream.Length, "Corrupt model file: a count is larger than what follows");
            var scaling = Of(type);
            scaling.LoadSlots(reader);
            return scaling;
        }

        public void Save(BinaryWriter writer)
        {
            ValueCodec.WriteType(writer, Type);
            SaveSlots(writer);
        }

        public abstract Action StartTraining(DataViewRow row, DataViewSchema.Column column);

        public abstract void Finish(bool fixZero);

        public abstract Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column);

        protected abstract void LoadSlots(BinaryReader reader);

        protected abstract void SaveSlots(BinaryWriter writer);

        private static SlotScaling Of(DataViewType type)
            => type.GetItemType() == NumberDataViewType.Single ? new SlotScaling<float>(type) : new SlotScaling<double>(type);
    }

    internal sealed class SlotScaling<T> : SlotScaling
        where T : struct, IFloatingPointIeee754<T>
    {
        // While learning: the largest and the smallest value of each slot.
        private readonly T[] _scale;
        private readonly T[] _offset;

        public SlotScaling(DataViewType type)
            : base(type)
        {
            _scale = new T[type.GetValueCount()];
            _offset = new T[_scale.Length];
            Array.Fill(_scale, T.NegativeInfinity);
            Array.Fill(_offset, T.PositiveInfinity);
        }

        public override Action StartTraining(DataViewRow row, DataViewSchema.Column column)
        {
            if (column.Type is not VectorDataViewType)
            {
                var getScalar = row.GetGetter<T>(column);
                T value = default;
                return () =>
                {
                    getScalar(ref value);
                    Take(0, value);
                };
            }

            var getVector = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            return () =>
            {
                getVector(ref vector);
                if (vector.Length != _scale.Length)
                    throw Contracts.Except($"Normalizer expected {_scale.Length} slots but got {vector.Length}");
                int slot = 0;
                foreach (T value in vector.DenseValues())
                    Take(slot++, value);
            };
        }

        // NaN compares as neither greater nor less, so it leaves no trace.
        private void Take(int slot, T value)
        {
            if (_scale[slot] < value)
                _scale[slot] = value;
            if (_offset[slot] > value)
                _offset[slot] = value;
        }

        public override void Finish(bool fixZero)
        {
            for (int i = 0; i < _scale.Length; i++)
            {
                T max = _scale[i], min = _offset[i];
                // A slot that has one value, or none, becomes zero.
                bool isConstant = !(max > min);
                _scale[i] = isConstant ? T.Zero : T.One / (fixZero ? T.Max(T.Abs(max), T.Abs(min)) : max - min);
                _offset[i] = fixZero || _scale[i] == T.Zero ? T.Zero : min;
            }
        }

        public override Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column)
        {
            if (column.Type is not VectorDataViewType)
            {
                var getScalar = input.GetGetter<T>(column);
                return (ValueGetter<T>)((ref T destination) =>
                {
                    getScalar(ref destination);
                    destination = (destination - _offset[0]) * _scale[0];
                });
            }

            var getVector = input.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            bool keepsSparse = Array.TrueForAll(_offset, T.IsZero);
            return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) =>
            {
                getVector(ref vector);
                Contracts.Check(vector.Length == _scale.Length);
                if (!keepsSparse)
                    vector.CopyToDense(ref vector);
                var values = vector.GetValues();
                var indices = vector.GetIndices();
                var editor = VBufferEditor.Create(ref destination, vector.Length, values.Length);
                for (int i = 0; i < values.Length; i++)
                {
                    int slot = vector.IsDense ? i : indices[i];
                    editor.Values[i] = (values[i] - _offset[slot]) * _scale[slot];
                }
                indices.CopyTo(editor.Indices);
                destination = editor.Commit();
            });
        }

        protected override void LoadSlots(BinaryReader reader)
        {
            for (int i = 0; i < _scale.Length; i++)
            {
                _scale[i] = ValueCodec.Read<T>(reader);
                _offset[i] = ValueCodec.Read<T>(reader);
            }
        }

        protected override void SaveSlots(BinaryWriter writer)
        {
            for (int i = 0; i < _scale.Length; i++)
            {
                ValueCodec.Write(writer, _scale[i]);
                ValueCodec.Write(writer, _offset[i]);
            }
        }
    }
}
