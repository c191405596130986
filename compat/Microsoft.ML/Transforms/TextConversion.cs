using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>
/// How text becomes a number or a truth value: empty text is zero or false, text that is no real number is NaN,
/// text that is no whole number is an error. Blanks may follow a real number, but not go before it.
/// </summary>
internal static class TextConversion
{
    internal static bool ToBoolean(ReadOnlyMemory<char> text)
        => text.Span is "1" or "+" or "+1" || Is(text, "t") || Is(text, "y") || Is(text, "yes") || Is(text, "true");

    private static bool Is(ReadOnlyMemory<char> text, string word) => text.Span.Equals(word, StringComparison.OrdinalIgnoreCase);

    internal static double ToDouble(ReadOnlyMemory<char> text)
    {
        var span = text.Span.TrimEnd();
        return span switch
        {
            "" => 0,
            "?" or "NaN" => double.NaN,
            "∞" or "Infinity" => double.PositiveInfinity,
            "-∞" or "-Infinity" => double.NegativeInfinity,
            _ => char.IsAsciiDigit(span[^1]) || span[^1] == '.'
                ? double.TryParse(span, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value) ? value : double.NaN
                : double.NaN,
        };
    }

    internal static float ToSingle(ReadOnlyMemory<char> text)
    {
        var span = text.Span.TrimEnd();
        return span.Length > 0 && float.TryParse(span, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out float value) && !float.IsInfinity(value)
            ? value
            : (float)ToDouble(text);
    }

    internal static int ToInt32(ReadOnlyMemory<char> text) => (int)ToWholeNumber(text, int.MinValue, int.MaxValue, "int");

    internal static long ToInt64(ReadOnlyMemory<char> text) => ToWholeNumber(text, long.MinValue, long.MaxValue, "long");

    private static long ToWholeNumber(ReadOnlyMemory<char> text, long least, long most, string typeName)
    {
        if (text.IsEmpty)
            return 0;
        bool isNumber = long.TryParse(text.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        Contracts.Check(isNumber && text.Span[0] != '+' && least <= value && value <= most, $"Value could not be parsed from text to {typeName}.");
        return value;
    }

    internal static ReadOnlyMemory<char> ToText(bool value) => (value ? "1" : "0").AsMemory();

    internal static ReadOnlyMemory<char> ToText(float value) => value.ToString("R", CultureInfo.InvariantCulture).AsMemory();

    internal static ReadOnlyMemory<char> ToText(double value) => value.ToString("G17", CultureInfo.InvariantCulture).AsMemory();

    internal static ReadOnlyMemory<char> ToText(long value) => value.ToString(CultureInfo.InvariantCulture).AsMemory();

    /// <summary>The text of a column's value. A key is shown counted from 0, and a missing one as nothing.</summary>
    internal static ReadOnlyMemory<char> ToText(DataViewType type, object value) => (type, value) switch
    {
        (KeyDataViewType, _) => Convert.ToUInt64(value, CultureInfo.InvariantCulture) is > 0 and var key ? ToText((long)key - 1) : default,
        (_, float v) => float.IsNaN(v) ? "?".AsMemory() : ToText(v),
        (_, double v) => double.IsNaN(v) ? "?".AsMemory() : ToText(v),
        (_, bool v) => ToText(v),
        (_, ReadOnlyMemory<char> v) => v,
        (_, TimeSpan v) => v.ToString("c", CultureInfo.InvariantCulture).AsMemory(),
        (_, DateTime or DateTimeOffset) => ((IFormattable)value).ToString("o", CultureInfo.InvariantCulture).AsMemory(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture).AsMemory(),
    };
}
