using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Fills objects of a class from rows of a schema, column by member.</summary>
internal sealed class TypedReader<TRow>
    where TRow : class
{
    private readonly List<(RowMembers.Column Member, DataViewSchema.Column Column)> _bound = [];

    public TypedReader(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition? definition = null)
    {
        CheckMembers(schema, definition);
        var members = definition == null
            ? RowMembers.Create(typeof(TRow), SchemaDefinition.Direction.Write)
            : RowMembers.Create(typeof(TRow), definition);
        foreach (var member in members.Columns)
        {
            if (schema.GetColumnOrNull(member.Name) is { } column)
                _bound.Add((member, CheckType(member, column)));
            else if (!ignoreMissingColumns)
                throw Contracts.ExceptSchemaMismatch("Schema", "", member.Name);
        }
    }

    /// <summary>The columns that must be active in the rows given to <see cref="Bind"/>.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => _bound.Select(b => b.Column);

    /// <summary>Makes an action that fills an object from the current values of <paramref name="row"/>.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        var setters = _bound.Select(b => MakeSetter(row, b.Column, b.Member)).ToArray();
        return target =>
        {
            foreach (var set in setters)
                set(target);
        };
    }

    private static DataViewSchema.Column CheckType(RowMembers.Column member, DataViewSchema.Column column)
    {
        var (rawItemType, isVector) = RowMembers.ItemTypeOf(member.Member);
        if (isVector != column.Type is VectorDataViewType || column.Type.GetItemType().RawType != rawItemType)
            throw Contracts.Except($"Can't bind the IDataView column '{member.Name}' of type '{column.Type}' to field or property '{member.Member.Name}' of type '{member.MemberType.FullName}'.");
        return column;
    }

    // A member of a type that no view can hold is reported with the type that its column has.
    private static void CheckMembers(DataViewSchema schema, SchemaDefinition? definition)
    {
        var members = definition == null
            ? RowMembers.GetMembers(typeof(TRow), SchemaDefinition.Direction.Write)
            : definition.Select(c => (MemberInfo?)typeof(TRow).GetField(c.MemberName) ?? typeof(TRow).GetProperty(c.MemberName)).OfType<MemberInfo>();
        foreach (var member in members)
        {
            var actualType = RowMembers.MapType(RowMembers.TypeOf(member)).RawItemType;
            if (DataViewTypes.TryFromRawType(actualType, out _))
                continue;
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            if (schema.GetColumnOrNull(name) is { } column)
                throw Contracts.ExceptParam(nameof(actualType), $"The expected type '{column.Type.RawType}' does not match the type of the '{name}' member: '{actualType}'. Please change the {name} member to '{column.Type.RawType}'");
        }
    }

    private static Action<TRow> MakeSetter(DataViewRow row, DataViewSchema.Column column, RowMembers.Column member)
    {
        var type = member.MemberType;
        if (type == typeof(string))
            return TextSetter(row, column, member);
        if (type == typeof(string[]))
            return ArraySetter<ReadOnlyMemory<char>, string>(row, column, member, static (values, target) =>
            {
                for (int i = 0; i < target.Length; i++)
                    target[i] = values.GetItemOrDefault(i).ToString();
            });
        if (type.IsArray)
            return DataViewUtils.Invoke(ArraySetter<int>, type.GetElementType()!, row, column, member);
        return column.Type is VectorDataViewType vector
            ? DataViewUtils.Invoke(VectorSetter<int>, vector.ItemType.RawType, row, column, member)
            : DataViewUtils.Invoke(DirectSetter<int>, type, row, column, member);
    }

    private static Action<TRow> TextSetter(DataViewRow row, DataViewSchema.Column column, RowMembers.Column member)
    {
        var get = row.GetGetter<ReadOnlyMemory<char>>(column);
        var set = MemberAccess.Setter<TRow, string>(member.Member);
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            get(ref value);
            set(target, value.ToString());
        };
    }

    private static Action<TRow> DirectSetter<T>(DataViewRow row, DataViewSchema.Column column, RowMembers.Column member)
    {
        var get = row.GetGetter<T>(column);
        var set = MemberAccess.Setter<TRow, T>(member.Member);
        T value = default!;
        return target =>
        {
            get(ref value);
            set(target, value);
        };
    }

    private static Action<TRow> ArraySetter<T>(DataViewRow row, DataViewSchema.Column column, RowMembers.Column member)
        => ArraySetter<T, T>(row, column, member, static (values, target) => values.CopyTo(target));

    // The object's own array is filled where it has the right length.
    private static Action<TRow> ArraySetter<TSource, T>(
        DataViewRow row, DataViewSchema.Column column, RowMembers.Column member, Action<VBuffer<TSource>, T[]> fill)
    {
        var get = row.GetGetter<VBuffer<TSource>>(column);
        var set = MemberAccess.Setter<TRow, T[]>(member.Member);
        var peek = MemberAccess.CanRead(member.Member) ? MemberAccess.Getter<TRow, T[]?>(member.Member) : _ => null;
        VBuffer<TSource> value = default;
        return target =>
        {
            get(ref value);
            var array = peek(target);
            if (array?.Length != value.Length)
                array = new T[value.Length];
            fill(value, array);
            set(target, array);
        };
    }

    private static Action<TRow> VectorSetter<T>(DataViewRow row, DataViewSchema.Column column, RowMembers.Column member)
    {
        var get = row.GetGetter<VBuffer<T>>(column);
        var set = MemberAccess.Setter<TRow, VBuffer<T>>(member.Member);
        var peek = MemberAccess.CanRead(member.Member) ? MemberAccess.Getter<TRow, VBuffer<T>>(member.Member) : _ => default;
        return target =>
        {
            var value = peek(target);
            get(ref value);
            set(target, value);
        };
    }
}
