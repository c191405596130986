using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "ConcatTransform";

    private static readonly VersionInfo s_version = new("CONCAT F", 0x00010003, 0x00010003, 0x00010003, null, LoaderSignature);

    private readonly string _name;
    private readonly string[] _sources;

    internal ColumnConcatenatingTransformer(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
        : base(env.Register(nameof(ColumnConcatenatingTransformer)))
    {
        _name = outputColumnName;
        _sources = inputColumnNames;
    }

    internal static ColumnConcatenatingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        string name = ctx.LoadNonEmptyString();
        var sources = new string[ctx.LoadCount()];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = ctx.LoadNonEmptyString();
        return new ColumnConcatenatingTransformer(env, name, sources);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(s_version);
        ctx.SaveNonEmptyString(_name);
        ctx.Writer.Write(_sources.Length);
        foreach (string source in _sources)
            ctx.SaveNonEmptyString(source);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper : RowMapper
    {
        private readonly string _name;
        private readonly DataViewSchema.Column[] _sources;
        private readonly VectorDataViewType _type;

        public Mapper(ColumnConcatenatingTransformer parent, DataViewSchema inputSchema)
            : base(inputSchema)
        {
            _name = parent._name;
            _sources = Array.ConvertAll(parent._sources, name => inputSchema.GetColumnOrNull(name)
                ?? throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name));
            var itemType = _sources[0].Type.GetItemType();
            foreach (var source in _sources)
            {
                if (!source.Type.GetItemType().Equals(itemType))
                    throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", source.Name, itemType.ToString()!, source.Type.ToString()!);
            }
            // One part of unknown length makes the whole so.
            int size = _sources.Any(s => s.Type.GetValueCount() == 0) ? 0 : _sources.Sum(s => s.Type.GetValueCount());
            _type = new VectorDataViewType((PrimitiveDataViewType)itemType, size);
        }

        // A single vector is passed on as it is.
        private bool IsIdentity => _sources is [{ Type: VectorDataViewType }];

        public override void AddDependencies(Func<int, bool> isOutputActive, bool[] activeInput)
        {
            foreach (var source in _sources)
                activeInput[source.Index] |= isOutputActive(0);
        }

        protected override DataViewSchema.DetachedColumn[] MakeOutputColumns()
        {
            if (IsIdentity)
                return [new DataViewSchema.DetachedColumn(_name, _sources[0].Type, _sources[0].Annotations)];

            var annotations = new DataViewSchema.Annotations.Builder();
            if (_type.ItemType is NumberDataViewType && _sources.All(s => s.IsNormalized()))
                annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
            if (_type.IsKnownSize && _sources.Any(s => s.Type is not VectorDataViewType || s.HasSlotNames()))
            {
                ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = GetSlotNames;
                annotations.Add(AnnotationUtils.Kinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, _type.Size), getter);
            }
            return [new DataViewSchema.DetachedColumn(_name, _type, annotations.ToAnnotations())];
        }

        // A scalar's slot bears its column's name; a vector's slots bear "column.slot" where they are named.
        private void GetSlotNames(ref VBuffer<ReadOnlyMemory<char>> destination)
        {
            var editor = VBufferEditor.Create(ref destination, _type.Size);
            editor.Values.Clear();
            VBuffer<ReadOnlyMemory<char>> names = default;
            int slot = 0;
            foreach (var source in _sources)
            {
                if (source.Type is not VectorDataViewType)
                    editor.Values[slot] = source.Name.AsMemory();
                else if (source.HasSlotNames())
                {
                    source.GetSlotNames(ref names);
                    foreach (var (i, name) in names.Items())
                        if (!name.IsEmpty)
                            editor.Values[slot + i] = $"{source.Name}.{name}".AsMemory();
                }
                slot += source.Type.GetValueCount();
            }
            destination = editor.Commit();
        }

        protected override Delegate MakeGetter(DataViewRow input, int output, out Action? disposer)
        {
            disposer = null;
            return IsIdentity
                ? DataViewUtils.Invoke(GetSourceGetter<int>, _type.RawType, input, _sources[0].Index)
                : DataViewUtils.Invoke(MakeGetter<int>, _type.ItemType.RawType, input);
        }

        private static Delegate GetSourceGetter<T>(DataViewRow input, int column) => input.GetGetter<T>(input.Schema[column]);

        private Delegate MakeGetter<T>(DataViewRow input)
        {
            var parts = Array.ConvertAll(_sources, source => new Part<T>(input, input.Schema[source.Index]));
            return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) =>
            {
                int length = 0, count = 0;
                foreach (var part in parts)
                {
                    part.Fetch();
                    length = checked(length + part.Value.Length);
                    count += part.Value.GetValues().Length;
                }
                destination = count <= length / 2 ? JoinSparse(parts, ref destination, length, count) : JoinDense(parts, ref destination, length);
            });
        }

        private static VBuffer<T> JoinDense<T>(Part<T>[] parts, ref VBuffer<T> destination, int length)
        {
            var editor = VBufferEditor.Create(ref destination, length);
            int offset = 0;
            foreach (var part in parts)
            {
                part.Value.CopyTo(editor.Values, offset);
                offset += part.Value.Length;
            }
            return editor.Commit();
        }

        private static VBuffer<T> JoinSparse<T>(Part<T>[] parts, ref VBuffer<T> destination, int length, int count)
        {
            var editor = VBufferEditor.Create(ref destination, length, count);
            int offset = 0, at = 0;
            foreach (var part in parts)
            {
                var values = part.Value.GetValues();
                var indices = part.Value.GetIndices();
                for (int i = 0; i < values.Length; i++, at++)
                {
                    editor.Values[at] = values[i];
                    editor.Indices[at] = offset + (part.Value.IsDense ? i : indices[i]);
                }
                offset += part.Value.Length;
            }
            return editor.Commit();
        }
    }

    /// <summary>One source's value in the current row, a scalar as a vector of one.</summary>
    private sealed class Part<T>
    {
        private readonly ValueGetter<VBuffer<T>>? _getVector;
        private readonly ValueGetter<T>? _getScalar;
        private readonly T[] _scalar = new T[1];
        private readonly string _name;
        private readonly int _size;

        public Part(DataViewRow input, DataViewSchema.Column column)
        {
            _name = column.Name;
            _size = column.Type.GetValueCount();
            if (column.Type is VectorDataViewType)
                _getVector = input.GetGetter<VBuffer<T>>(column);
            else
            {
                _getScalar = input.GetGetter<T>(column);
                Value = new VBuffer<T>(1, _scalar);
            }
        }

        public VBuffer<T> Value;

        public void Fetch()
        {
            if (_getVector == null)
            {
                _getScalar!(ref _scalar[0]);
                return;
            }
            _getVector(ref Value);
            if (_size != 0 && _size != Value.Length)
                throw Contracts.Except($"Column '{_name}': expected {_size} slots, but got {Value.Length}");
        }
    }
}
