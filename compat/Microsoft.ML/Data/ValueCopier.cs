using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Copies a value so that the copy shares no array with it.</summary>
internal delegate void ValueCopier<T>(in T source, ref T destination);

internal static class ValueCopiers
{
    public static ValueCopier<T> Get<T>() => Of<T>.Copy;

    private static void CopyVector<TItem>(in VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);

    private static class Of<T>
    {
        public static readonly ValueCopier<T> Copy = Make();

        private static ValueCopier<T> Make()
        {
            if (!typeof(T).IsGenericType || typeof(T).GetGenericTypeDefinition() != typeof(VBuffer<>))
                return static (in T source, ref T destination) => destination = source;
            return typeof(ValueCopiers).GetMethod(nameof(CopyVector), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(typeof(T).GetGenericArguments()).CreateDelegate<ValueCopier<T>>();
        }
    }
}
