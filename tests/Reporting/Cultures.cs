using System.Globalization;

namespace ArrhythmiaVision.Reporting.Tests;

internal static class Cultures
{
    /// <summary>Runs in a culture with a decimal comma and a minus sign of its own.</summary>
    public static T InComma<T>(Func<T> action)
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign, comma.NumberFormat.NumberGroupSeparator) = (",", "~", ".");
        try
        {
            CultureInfo.CurrentCulture = comma;
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
