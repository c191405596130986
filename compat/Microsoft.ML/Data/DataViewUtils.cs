using System.Collections.Concurrent;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Small helpers for cursors, and for calling generic code by a column's raw type.</summary>
internal static class DataViewUtils
{
    private static readonly ConcurrentDictionary<(MethodInfo, Type), MethodInfo> s_made = new();

    /// <summary>Which columns of the schema are asked for, by index.</summary>
    public static bool[] ActiveColumns(this DataViewSchema schema, IEnumerable<DataViewSchema.Column>? columns)
    {
        var active = new bool[schema.Count];
        foreach (var column in columns ?? [])
        {
            Contracts.Check(column.Index < schema.Count, $"{column.Name} is not a column of the schema");
            active[column.Index] = true;
        }
        return active;
    }

    /// <summary>Checks that a getter of <typeparamref name="TValue"/> suits a column, in the wording of an in-memory view.</summary>
    public static ValueGetter<TValue> CastGetter<TValue>(Delegate getter, DataViewSchema.Column column)
        => getter as ValueGetter<TValue>
            ?? throw Contracts.ExceptGetterType(column, typeof(TValue), getter.GetType().GetGenericArguments()[0]);

    /// <summary>
    /// Calls a generic method with another type argument than the one it was written down with:
    /// <c>Invoke(Get&lt;int&gt;, type, row, column)</c> calls <c>Get&lt;type&gt;(row, column)</c>.
    /// </summary>
    public static TResult Invoke<T1, TResult>(Func<T1, TResult> method, Type type, T1 first)
        => (TResult)Call(method, type, first)!;

    public static TResult Invoke<T1, T2, TResult>(Func<T1, T2, TResult> method, Type type, T1 first, T2 second)
        => (TResult)Call(method, type, first, second)!;

    public static TResult Invoke<T1, T2, T3, TResult>(Func<T1, T2, T3, TResult> method, Type type, T1 first, T2 second, T3 third)
        => (TResult)Call(method, type, first, second, third)!;

    private static object? Call(Delegate method, Type type, params object?[] arguments)
    {
        var made = s_made.GetOrAdd((method.Method, type), k => k.Item1.GetGenericMethodDefinition().MakeGenericMethod(k.Item2));
        return made.Invoke(method.Target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
