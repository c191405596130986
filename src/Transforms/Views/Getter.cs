using System.Reflection;
using Microsoft.ML;

namespace ArrhythmiaVision.Transforms;

/// <summary>Gets a column's getter where its type is known only at run time.</summary>
internal static class Getter
{
    private static readonly MethodInfo s_of = typeof(Getter).GetMethod(nameof(Typed), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The column's <see cref="ValueGetter{TValue}"/> of its own type.</summary>
    public static Delegate Of(DataViewRow row, DataViewSchema.Column column) =>
        (Delegate)s_of.MakeGenericMethod(column.Type.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [row, column], null)!;

    private static Delegate Typed<TValue>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<TValue>(column);
}
