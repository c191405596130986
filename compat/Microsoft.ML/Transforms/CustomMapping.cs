using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML
{
    /// <summary>The transform that runs code of one's own.</summary>
    public static class CustomMappingCatalog
    {
        /// <summary>
        /// Calls <paramref name="mapAction"/> for each row; the members of <typeparamref name="TDst"/> become columns.
        /// To be saved it needs the contract name of a factory in the assembly that holds the action.
        /// </summary>
        public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
            this TransformsCatalog catalog,
            Action<TSrc, TDst> mapAction,
            string? contractName,
            SchemaDefinition? inputSchemaDefinition = null,
            SchemaDefinition? outputSchemaDefinition = null)
            where TSrc : class, new()
            where TDst : class, new()
            => new(catalog.Environment, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition);
    }
}

namespace Microsoft.ML.Transforms
{
    public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
        where TSrc : class, new()
        where TDst : class, new()
    {
        internal CustomMappingEstimator(IHostEnvironment env, Action<TSrc, TDst> mapAction, string? contractName,
            SchemaDefinition? inputSchemaDefinition, SchemaDefinition? outputSchemaDefinition)
            : base(env.Register("CustomMappingEstimator"), new CustomMappingTransformer<TSrc, TDst>(env, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition))
        {
        }

        public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Contracts.CheckValue(inputSchema);
            var wanted = Transformer.InputSchemaDefinition is { } definition
                ? RowMembers.Create(typeof(TSrc), definition)
                : RowMembers.Create(typeof(TSrc), SchemaDefinition.Direction.Both);
            foreach (var member in wanted.Columns)
            {
                var column = inputSchema.GetInput(member.Name);
                SchemaShape.GetColumnTypeShape(member.Type, out var kind, out var itemType, out bool isKey);
                // Where any length will do, a fixed one does.
                bool fits = kind == SchemaShape.Column.VectorKind.VariableVector ? column.Kind != SchemaShape.Column.VectorKind.Scalar : column.Kind == kind;
                if (!fits || !itemType.Equals(column.ItemType) || isKey != column.IsKey)
                    throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", member.Name, member.Type.ToString()!, column.GetTypeString());
            }
            return inputSchema.With(SchemaShape.Create(Transformer.Added.ToSchema()));
        }
    }

    public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
        where TSrc : class, new()
        where TDst : class, new()
    {
        private readonly IHost _host;
        private readonly Action<TSrc, TDst> _map;
        private readonly string? _contractName;

        internal CustomMappingTransformer(IHostEnvironment env, Action<TSrc, TDst> mapAction, string? contractName,
            SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null)
        {
            _host = env.Register("CustomMappingTransformer");
            Contracts.CheckValue(mapAction);
            _map = mapAction;
            _contractName = contractName;
            InputSchemaDefinition = inputSchemaDefinition;
            Added = outputSchemaDefinition == null
                ? RowMembers.Create(typeof(TDst), SchemaDefinition.Direction.Write)
                : RowMembers.Create(typeof(TDst), outputSchemaDefinition);
        }

        internal SchemaDefinition? InputSchemaDefinition { get; }

        internal RowMembers Added { get; }

        bool ITransformer.IsRowToRowMapper => true;

        void ICanSaveModel.Save(ModelSaveContext ctx)
        {
            if (_contractName == null)
                throw Contracts.Except("Empty contract name for a transform: the transform cannot be saved");
            CustomMappingModel.Save(ctx, _contractName, _map.Method.DeclaringType!.Assembly);
        }

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
        {
            Contracts.CheckValue(inputSchema);
            return new RowToRowMapper(new Mapper(this, inputSchema)).OutputSchema;
        }

        public IDataView Transform(IDataView input)
        {
            Contracts.CheckValue(input);
            return new RowMapperView(_host, input, new Mapper(this, input.Schema));
        }

        IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
        {
            Contracts.CheckValue(inputSchema);
            return new RowToRowMapper(new Mapper(this, inputSchema));
        }

        private sealed class Mapper(CustomMappingTransformer<TSrc, TDst> parent, DataViewSchema inputSchema) : RowMapper(inputSchema)
        {
            private readonly TypedReader<TSrc> _reader = new(inputSchema, false, parent.InputSchemaDefinition);
            private readonly DataViewSchema _added = parent.Added.ToSchema();

            protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
                => _added.Select(c => new DataViewSchema.DetachedColumn(c)).ToArray();

            // The action sees the whole row, so any output needs all that it reads.
            public override void AddDependencies(Func<int, bool> isOutputActive, bool[] activeInput)
            {
                if (!Enumerable.Range(0, _added.Count).Any(isOutputActive))
                    return;
                foreach (var column in _reader.Columns)
                    activeInput[column.Index] = true;
            }

            public override Delegate?[] CreateGetters(DataViewRow input, Func<int, bool> isOutputActive, out Action? disposer)
            {
                disposer = null;
                var getters = new Delegate?[_added.Count];
                if (!Enumerable.Range(0, getters.Length).Any(isOutputActive))
                    return getters;

                var source = new TSrc();
                var destination = new TDst();
                var fill = _reader.Bind(input);
                var columns = new ObjectColumns<TDst>(parent.Added, isOutputActive, () => destination);
                long served = -1;
                // The action runs once a row, however many of its columns are read.
                void Refresh()
                {
                    if (served == input.Position)
                        return;
                    fill(source);
                    parent._map(source, destination);
                    served = input.Position;
                }

                for (int i = 0; i < getters.Length; i++)
                    if (isOutputActive(i))
                        getters[i] = DataViewUtils.Invoke(MakeGetter<int>, _added[i].Type.RawType, columns, _added[i], (Action)Refresh);
                return getters;
            }

            protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
                => CreateGetters(input, i => i == output, out disposer)[output]!;

            private static Delegate MakeGetter<T>(ObjectColumns<TDst> columns, DataViewSchema.Column column, Action refresh)
            {
                var getter = columns.GetGetter<T>(column);
                return (ValueGetter<T>)((ref T value) =>
                {
                    refresh();
                    getter(ref value);
                });
            }
        }
    }
}
