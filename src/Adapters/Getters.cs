using Microsoft.ML;

namespace ArrhythmiaVision.Adapters;

/// <summary>What every row and cursor answers when it is asked for a column's getter.</summary>
internal static class Getters
{
    /// <summary>The error for a column that was not asked for when the cursor was made.</summary>
    public static ArgumentOutOfRangeException NotActive(string parameterName) => new(parameterName, "requested column not active");

    /// <summary>A getter as one of the type asked for.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public static ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column)
    {
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Invalid TValue in GetGetter for column #{column.Name}: {column.Type}: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
    }
}
