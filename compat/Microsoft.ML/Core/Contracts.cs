using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Argument checks that raise the kinds of exception, and the wording, that ML.NET's callers see.</summary>
internal static class Contracts
{
    public static void Check([DoesNotReturnIf(false)] bool condition, string? message = null)
    {
        if (!condition)
            throw message == null ? new InvalidOperationException() : new InvalidOperationException(message);
    }

    public static void CheckValue<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string? name = null) where T : class
    {
        if (value is null)
            throw new ArgumentNullException(name);
    }

    public static void CheckValue<T>([NotNull] T? value, string name, string message) where T : class
    {
        if (value is null)
            throw new ArgumentNullException(name, message);
    }

    public static void CheckNonEmpty([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentOutOfRangeException(name, $"{name} cannot be null or empty");
    }

    public static void CheckNonEmpty<T>([NotNull] ICollection<T>? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is null || value.Count == 0)
            throw new ArgumentOutOfRangeException(name, $"{name} cannot be null or empty");
    }

    public static void CheckParam([DoesNotReturnIf(false)] bool condition, string name, string? message = null)
    {
        if (!condition)
            throw ExceptParam(name, message);
    }

    public static void CheckUserArg([DoesNotReturnIf(false)] bool condition, string name, string? message = null)
        => CheckParam(condition, name, message);

    public static void CheckDecode([DoesNotReturnIf(false)] bool condition, string? message = null)
    {
        if (!condition)
            throw ExceptDecode(message);
    }

    public static InvalidOperationException Except(string message, Exception? inner = null) => new(message, inner);

    public static ArgumentOutOfRangeException ExceptParam(string name, string? message = null)
        => message == null ? new(name) : new(name, message);

    public static ArgumentOutOfRangeException ExceptUserArg(string name, string? message = null) => ExceptParam(name, message);

    public static FormatException ExceptDecode(string? message = null, Exception? inner = null)
        => message == null ? new() : new(message, inner);

    public static NotSupportedException ExceptNotSupp(string message) => new(message);

    /// <summary>The wording for a column that a schema lacks.</summary>
    public static ArgumentOutOfRangeException ExceptSchemaMismatch(string name, string role, string column)
        => new(name, $"Could not find {role} column '{column}'");

    /// <summary>The wording for a column of another type than the one asked for.</summary>
    public static ArgumentOutOfRangeException ExceptSchemaMismatch(string name, string role, string column, string expected, string actual)
        => new(name, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");

    public static InvalidOperationException ExceptGetterType(Type requested, Type expected)
        => new($"Invalid TValue in GetGetter: '{requested}', expected type: '{expected}'.");

    public static InvalidOperationException ExceptGetterType(DataViewSchema.Column column, Type requested, Type expected)
        => new($"Invalid TValue in GetGetter for column #{column}: '{requested}', expected type: '{expected}'.");
}
