using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Copies a value so that the copy shares no array with it.</summary>
internal delegate void ValueCopier<T>(in T source, ref T destination);

/// <summary>The length of a value that is a vector.</summary>
internal delegate int ValueLength<T>(in T vector);

internal static class ValueCopiers
{
    public static ValueCopier<T> Get<T>() => Of<T>.Copy;

    /// <summary>What gives the length of values of a type, null where the type is no vector.</summary>
    public static ValueLength<T>? GetLength<T>()
        => IsVector(typeof(T)) ? Bind<ValueLength<T>>(nameof(LengthOfVector), typeof(T)) : null;

    private static int LengthOfVector<TItem>(in VBuffer<TItem> vector) => vector.Length;

    private static bool IsVector(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>);

    private static TDelegate Bind<TDelegate>(string method, Type vectorType)
        where TDelegate : Delegate
        => typeof(ValueCopiers).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(vectorType.GetGenericArguments()).CreateDelegate<TDelegate>();

    private static void CopyVector<TItem>(in VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);

    private static class Of<T>
    {
        public static readonly ValueCopier<T> Copy = Make();

        private static ValueCopier<T> Make()
            => IsVector(typeof(T))
                ? Bind<ValueCopier<T>>(nameof(CopyVector), typeof(T))
                : static (in T source, ref T destination) => destination = source;
    }
}
