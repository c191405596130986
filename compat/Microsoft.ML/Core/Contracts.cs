using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Argument checks that raise the kinds of exception, and the wording, that ML.NET's callers see.</summary>
internal static class Contracts
{
    private const string Mark = "Microsoft.ML";

    /// <summary>Whether ML.NET raised the exception itself, and not the runtime or the user's code.</summary>
    public static bool IsMarked(Exception exception) => exception.Data.Contains(Mark);

    private static TException Marked<TException>(TException exception)
        where TException : Exception
    {
        exception.Data[Mark] = true;
        return exception;
    }

    public static void Check([DoesNotReturnIf(false)] bool condition, string? message = null)
    {
        if (!condition)
            throw Marked(message == null ? new InvalidOperationException() : new InvalidOperationException(message));
    }

    public static void CheckValue<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string? name = null) where T : class
    {
        if (value is null)
            throw Marked(new ArgumentNullException(name));
    }

    public static void CheckNonEmpty([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (string.IsNullOrEmpty(value))
            throw ExceptParam(name!, $"{name} cannot be null or empty");
    }

    public static void CheckNonEmpty<T>([NotNull] ICollection<T>? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is null || value.Count == 0)
            throw ExceptParam(name!, $"{name} cannot be null or empty");
    }

    public static void CheckParam([DoesNotReturnIf(false)] bool condition, string name, string? message = null)
    {
        if (!condition)
            throw ExceptParam(name, message);
    }

    public static void CheckDecode([DoesNotReturnIf(false)] bool condition, string? message = null)
    {
        if (!condition)
            throw ExceptDecode(message);
    }

    public static InvalidOperationException Except(string message, Exception? inner = null) => Marked(new InvalidOperationException(message, inner));

    public static ArgumentOutOfRangeException ExceptParam(string name, string? message = null)
        => Marked(message == null ? new ArgumentOutOfRangeException(name) : new ArgumentOutOfRangeException(name, message));

    public static FormatException ExceptDecode(string? message = null, Exception? inner = null)
        => Marked(message == null ? new FormatException() : new FormatException(message, inner));

    public static NotSupportedException ExceptNotSupp(string message) => Marked(new NotSupportedException(message));

    /// <summary>The wording for a column that a schema lacks.</summary>
    public static ArgumentOutOfRangeException ExceptSchemaMismatch(string name, string role, string column)
        => ExceptParam(name, $"Could not find {role} column '{column}'");

    /// <summary>The wording for a column of another type than the one asked for.</summary>
    public static ArgumentOutOfRangeException ExceptSchemaMismatch(string name, string role, string column, string expected, string actual)
        => ExceptParam(name, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");

    public static InvalidOperationException ExceptGetterType(Type requested, Type expected)
        => Except($"Invalid TValue in GetGetter: '{requested}', expected type: '{expected}'.");

    public static InvalidOperationException ExceptGetterType(DataViewSchema.Column column, Type requested, Type expected)
        => Except($"Invalid TValue in GetGetter for column #{column}: '{requested}', expected type: '{expected}'.");
}
