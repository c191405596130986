using System.Linq.Expressions;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Delegates that read and write a member, made once a view or engine.</summary>
internal static class MemberAccess
{
    public static Func<TRow, T> Getter<TRow, T>(MemberInfo member)
    {
        if (member is PropertyInfo property)
        {
            return property.GetGetMethod()?.CreateDelegate<Func<TRow, T>>()
                ?? throw Contracts.Except($"Property '{member.Name}' of '{typeof(TRow).FullName}' cannot be read");
        }
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, T>>(Expression.Field(row, (FieldInfo)member), row).Compile();
    }

    public static Action<TRow, T> Setter<TRow, T>(MemberInfo member)
    {
        if (member is PropertyInfo property)
        {
            return property.GetSetMethod()?.CreateDelegate<Action<TRow, T>>()
                ?? throw Contracts.Except($"Property '{member.Name}' of '{typeof(TRow).FullName}' cannot be written");
        }
        if (((FieldInfo)member).IsInitOnly)
            throw Contracts.Except($"Field '{member.Name}' of '{typeof(TRow).FullName}' cannot be written");
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(T));
        return Expression.Lambda<Action<TRow, T>>(Expression.Assign(Expression.Field(row, (FieldInfo)member), value), row, value).Compile();
    }

    public static bool CanRead(MemberInfo member) => member is not PropertyInfo property || property.GetGetMethod() != null;
}
