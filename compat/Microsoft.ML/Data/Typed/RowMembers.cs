using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The members of a class that are columns, checked against the class.</summary>
internal sealed class RowMembers
{
    private RowMembers(Column[] columns) => Columns = columns;

    public Column[] Columns { get; }

    public static RowMembers Create(Type userType, SchemaDefinition.Direction direction)
        => Create(userType, SchemaDefinition.Create(userType, direction));

    public static RowMembers Create(Type userType, SchemaDefinition definition)
        => new(definition.Select(c => Bind(userType, c)).ToArray());

    /// <summary>The members for a view of the given schema: each of its columns has one, and the view's types and annotations hold.</summary>
    public static RowMembers Create(Type userType, DataViewSchema schema)
        => Create(userType, Define(userType, schema));

    public static SchemaDefinition Define(Type userType, DataViewSchema schema)
    {
        var definition = SchemaDefinition.Create(userType, SchemaDefinition.Direction.Read);
        foreach (var column in schema)
        {
            var member = definition.Find(c => c.ColumnName == column.Name)
                ?? throw Contracts.Except($"Type should contain a member named {column.Name}");
            member.ColumnType = column.Type;
            foreach (var kind in column.Annotations.Schema)
                member.Values[kind.Name] = AnnotationValue.From(column.Annotations, kind);
        }
        return definition;
    }

    public DataViewSchema ToSchema()
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in Columns)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        return builder.ToSchema();
    }

    /// <summary>The public fields, and the public properties that can be read or written, but for those marked as no column.</summary>
    public static IEnumerable<MemberInfo> GetMembers(Type userType, SchemaDefinition.Direction direction)
    {
        Contracts.CheckValue(userType);
        bool read = direction.HasFlag(SchemaDefinition.Direction.Read);
        bool write = direction.HasFlag(SchemaDefinition.Direction.Write);
        var properties = userType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && (read && p.GetGetMethod() != null || write && p.GetSetMethod() != null));
        return userType.GetFields(BindingFlags.Public | BindingFlags.Instance).Concat<MemberInfo>(properties)
            .Where(m => TypeOf(m) != typeof(IChannel) && m.GetCustomAttribute<NoColumnAttribute>() == null);
    }

    public static Type TypeOf(MemberInfo member)
        => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    public static (Type RawItemType, bool IsVector) ItemTypeOf(MemberInfo member) => ItemTypeOf(member.Name, TypeOf(member));

    public static (Type RawItemType, bool IsVector) ItemTypeOf(string name, Type type)
    {
        var (itemType, isVector) = MapType(type);
        if (!DataViewTypes.TryFromRawType(itemType, out _))
            throw Contracts.ExceptParam("rawType", $"Could not determine an IDataView type and registered custom types for member {name}");
        return (itemType, isVector);
    }

    /// <summary>The raw item type that values of a type have in a view, whether or not a view can hold it.</summary>
    public static (Type RawItemType, bool IsVector) MapType(Type type)
    {
        bool isBuffer = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>);
        var itemType = type.IsArray ? type.GetElementType()! : isBuffer ? type.GetGenericArguments()[0] : type;
        return (itemType == typeof(string) ? typeof(ReadOnlyMemory<char>) : itemType, type.IsArray || isBuffer);
    }

    private static Column Bind(Type userType, SchemaDefinition.Column column)
    {
        const string parameter = "userSchemaDefinition";
        var member = (MemberInfo?)userType.GetField(column.MemberName) ?? userType.GetProperty(column.MemberName)
            ?? throw Contracts.ExceptParam(parameter, $"No field or property with name '{column.MemberName}' found in type '{userType.FullName}'");
        var (rawItemType, isVector) = ItemTypeOf(member);
        string name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        DataViewType? type = column.ColumnType;
        if (type == null)
        {
            var itemType = DataViewTypes.FromRawType(rawItemType);
            type = isVector ? new VectorDataViewType(itemType) : itemType;
        }
        else if (isVector != type is VectorDataViewType)
            throw Contracts.ExceptParam(parameter, $"Column '{name}' is supposed to be {(isVector ? "scalar" : "vector")}, but type of associated field '{column.MemberName}' is {(isVector ? "vector" : "scalar")}");
        else if (type.GetItemType().RawType != rawItemType)
            throw Contracts.ExceptParam(parameter, $"Column '{name}' is supposed to have item type {type.GetItemType().RawType}, but associated field has type {rawItemType}");
        return new Column(name, type, member, column.Annotations);
    }

    /// <summary>A member and the column it stands for.</summary>
    public sealed record Column(string Name, DataViewType Type, MemberInfo Member, DataViewSchema.Annotations Annotations)
    {
        public Type MemberType => TypeOf(Member);
    }
}
