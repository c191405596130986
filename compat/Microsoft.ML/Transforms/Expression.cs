using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Expressions;

namespace Microsoft.ML
{
    /// <summary>The transform that computes an expression.</summary>
    public static class ExpressionCatalog
    {
        /// <summary>
        /// Computes a lambda such as <c>(x, y) : x * 2 + y</c> over up to five columns, at most one of them a vector,
        /// whose items are then taken one by one.
        /// </summary>
        public static ExpressionEstimator Expression(this TransformsCatalog catalog, string outputColumnName, string expression, params string[] inputColumnNames)
            => new(catalog.Environment, outputColumnName, expression, inputColumnNames);
    }
}

namespace Microsoft.ML.Transforms
{
    /// <summary>Computes an expression of other columns.</summary>
    public sealed class ExpressionEstimator : IEstimator<ExpressionTransformer>
    {
        private const int MaximumInputs = 5;

        private readonly IHost _host;
        private readonly string _name;
        private readonly string _expression;
        private readonly string[] _inputs;

        internal ExpressionEstimator(IHostEnvironment env, string outputColumnName, string expression, string[] inputColumnNames)
        {
            _host = env.Register(nameof(ExpressionEstimator));
            Contracts.Check(!string.IsNullOrWhiteSpace(expression));
            Contracts.Check(!string.IsNullOrWhiteSpace(outputColumnName));
            Contracts.Check(inputColumnNames is { Length: > 0 });
            Contracts.CheckParam(inputColumnNames.Length <= MaximumInputs, "InputColumnNames", "maximum number of inputs exceeded");
            _name = outputColumnName;
            _expression = expression;
            _inputs = inputColumnNames;
        }

        public ExpressionTransformer Fit(IDataView input)
        {
            Contracts.CheckValue(input);
            var inputSchema = input.Schema;
            var types = Array.ConvertAll(_inputs, name => inputSchema.GetColumnOrNull(name)?.Type
                ?? throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name));
            int vector = FindVector(types.Select(t => t is VectorDataViewType));
            return new ExpressionTransformer(_host, _name, _expression, _inputs, Array.ConvertAll(types, t => t.GetItemType()), vector);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Contracts.CheckValue(inputSchema);
            var columns = Array.ConvertAll(_inputs, inputSchema.GetInput);
            int vector = FindVector(columns.Select(c => c.Kind != SchemaShape.Column.VectorKind.Scalar));
            var result = CompiledExpression.Compile(_expression, Array.ConvertAll(columns, c => c.ItemType), vector).ResultType;

            var annotations = new List<SchemaShape.Column>();
            if (vector >= 0 && columns[vector].HasSlotNames() && columns[vector].Annotations.TryFindColumn(AnnotationUtils.Kinds.SlotNames, out var slotNames))
                annotations.Add(slotNames);
            var kind = vector >= 0 ? columns[vector].Kind : SchemaShape.Column.VectorKind.Scalar;
            return inputSchema.With([new SchemaShape.Column(_name, kind, result, false, new SchemaShape(annotations))]);
        }

        private static int FindVector(IEnumerable<bool> isVector)
        {
            var vectors = isVector.Select((yes, i) => yes ? i : -1).Where(i => i >= 0).ToArray();
            Contracts.CheckParam(vectors.Length <= 1, "inputColumnNames", "Can have at most one vector-valued source column");
            return vectors.Length == 1 ? vectors[0] : -1;
        }
    }

    public sealed class ExpressionTransformer : RowToRowTransformerBase
    {
        public const string LoaderSignature = "ExprTransform";

        private static readonly VersionInfo s_version = new("EXPRTRNF", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

        private readonly string _name;
        private readonly string _expression;
        private readonly string[] _inputs;
        private readonly DataViewType[] _types;
        private readonly int _vector;
        private readonly CompiledExpression _compiled;

        internal ExpressionTransformer(IHostEnvironment env, string name, string expression, string[] inputs, DataViewType[] types, int vector)
            : base(env.Register(nameof(ExpressionTransformer)))
        {
            _name = name;
            _expression = expression;
            _inputs = inputs;
            _types = types;
            _vector = vector;
            _compiled = CompiledExpression.Compile(expression, types, vector);
        }

        internal static ExpressionTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
        {
            ctx.CheckAtModel(s_version);
            string name = ctx.LoadNonEmptyString();
            string expression = ctx.LoadNonEmptyString();
            int vector = ctx.Reader.ReadInt32();
            int count = ctx.LoadCount();
            Contracts.CheckDecode(count > 0 && -1 <= vector && vector < count);
            var inputs = new string[count];
            var types = new DataViewType[count];
            for (int i = 0; i < count; i++)
            {
                inputs[i] = ctx.LoadNonEmptyString();
                types[i] = ValueCodec.ReadType(ctx.Reader);
            }
            return new ExpressionTransformer(env, name, expression, inputs, types, vector);
        }

        private protected override void SaveModel(ModelSaveContext ctx)
        {
            ctx.SetVersionInfo(s_version);
            ctx.SaveNonEmptyString(_name);
            ctx.SaveNonEmptyString(_expression);
            ctx.Writer.Write(_vector);
            ctx.Writer.Write(_inputs.Length);
            for (int i = 0; i < _inputs.Length; i++)
            {
                ctx.SaveNonEmptyString(_inputs[i]);
                ValueCodec.WriteType(ctx.Writer, _types[i]);
            }
        }

        private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

        private sealed class Mapper : RowMapper
        {
            private readonly ExpressionTransformer _parent;
            private readonly DataViewSchema.Column[] _inputs;

            public Mapper(ExpressionTransformer parent, DataViewSchema inputSchema)
                : base(inputSchema)
            {
                _parent = parent;
                _inputs = Array.ConvertAll(parent._inputs, name => inputSchema.GetColumnOrNull(name)
                    ?? throw Contracts.Except($"Column {name} does not exist in the input schema"));
            }

            public override void AddDependencies(Func<int, bool> isOutputActive, bool[] activeInput)
            {
                foreach (var input in _inputs)
                    activeInput[input.Index] |= isOutputActive(0);
            }

            protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
            {
                DataViewType type = _parent._compiled.ResultType;
                var annotations = new DataViewSchema.Annotations.Builder();
                if (_parent._vector >= 0)
                {
                    var vector = _inputs[_parent._vector];
                    annotations.Add(vector.Annotations, name => name == AnnotationUtils.Kinds.SlotNames);
                    type = new VectorDataViewType(_parent._compiled.ResultType, vector.Type.GetValueCount());
                }
                return [new DataViewSchema.DetachedColumn(_parent._name, type, annotations.ToAnnotations())];
            }

            protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
            {
                disposer = null;
                // The expression reads all inputs but the first from boxes, filled anew in each row.
                var boxes = new object[_inputs.Length];
                Action fill = () => { };
                for (int i = 0; i < _inputs.Length; i++)
                {
                    if (i == _parent._compiled.First)
                        continue;
                    var (box, fillBox) = DataViewUtils.Invoke(MakeBox<int>, _parent._types[i].RawType, input, _inputs[i].Index);
                    boxes[i] = box;
                    fill += fillBox;
                }
                var types = _parent._compiled.Function.GetType().GetGenericArguments();
                return DataViewUtils.Invoke(MakeGetterOf<int>, types[0], input, boxes, fill);
            }

            private static (object, Action) MakeBox<T>(DataViewRow input, int column)
            {
                var getter = input.GetGetter<T>(input.Schema[column]);
                var box = new StrongBox<T>();
                return (box, () => getter(ref box.Value!));
            }

            // The result's type is one of the language's six.
            private Delegate MakeGetterOf<T>(DataViewRow input, object[] boxes, Action fill) => _parent._compiled.Function switch
            {
                Func<T, object[], float> f => MakeGetter(input, boxes, fill, f, v => v == 0),
                Func<T, object[], double> f => MakeGetter(input, boxes, fill, f, v => v == 0),
                Func<T, object[], int> f => MakeGetter(input, boxes, fill, f, v => v == 0),
                Func<T, object[], long> f => MakeGetter(input, boxes, fill, f, v => v == 0),
                Func<T, object[], bool> f => MakeGetter(input, boxes, fill, f, v => !v),
                var f => MakeGetter(input, boxes, fill, (Func<T, object[], ReadOnlyMemory<char>>)f, v => v.IsEmpty),
            };

            private Delegate MakeGetter<T, TResult>(DataViewRow input, object[] boxes, Action fill, Func<T, object[], TResult> function, Func<TResult, bool> isDefault)
            {
                var column = input.Schema[_inputs[_parent._compiled.First].Index];
                if (_parent._vector < 0)
                {
                    var getScalar = input.GetGetter<T>(column);
                    T scalar = default!;
                    return (ValueGetter<TResult>)((ref TResult destination) =>
                    {
                        getScalar(ref scalar);
                        fill();
                        destination = function(scalar, boxes);
                    });
                }

                var getVector = input.GetGetter<VBuffer<T>>(column);
                VBuffer<T> vector = default;
                Func<T, TResult> apply = item => function(item, boxes);
                return (ValueGetter<VBuffer<TResult>>)((ref VBuffer<TResult> destination) =>
                {
                    getVector(ref vector);
                    fill();
                    destination = Map(vector, ref destination, apply, isDefault);
                });
            }

            // A sparse vector stays sparse where the default becomes the default.
            private static VBuffer<TResult> Map<T, TResult>(in VBuffer<T> source, ref VBuffer<TResult> destination, Func<T, TResult> function, Func<TResult, bool> isDefault)
            {
                var values = source.GetValues();
                if (source.IsDense)
                {
                    var dense = VBufferEditor.Create(ref destination, source.Length);
                    for (int i = 0; i < values.Length; i++)
                        dense.Values[i] = function(values[i]);
                    return dense.Commit();
                }

                var ofDefault = function(default!);
                if (isDefault(ofDefault))
                {
                    var sparse = VBufferEditor.Create(ref destination, source.Length, values.Length);
                    for (int i = 0; i < values.Length; i++)
                        sparse.Values[i] = function(values[i]);
                    source.GetIndices().CopyTo(sparse.Indices);
                    return sparse.Commit();
                }

                var filled = VBufferEditor.Create(ref destination, source.Length);
                filled.Values.Fill(ofDefault);
                for (int i = 0; i < values.Length; i++)
                    filled.Values[source.GetIndices()[i]] = function(values[i]);
                return filled.Commit();
            }
        }
    }
}
