using System.Globalization;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Reporting;

/// <summary>How a page writes numbers, times and classes.</summary>
internal static class PageText
{
    /// <summary>What stands for a beat that is of no class.</summary>
    public const string NoClass = "?";

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";

    public static string Rate(double value) => Number(value, "0");

    /// <summary>A share: never 0 or 100 % where something is, or is not, there.</summary>
    public static string Percent(long part, long whole)
    {
        if (whole == 0) return "–";
        var percent = 100.0 * part / whole;
        if (part > 0 && percent < 0.05) return "under 0.1 %";
        if (part < whole && percent >= 99.95) return "over 99.9 %";
        return Number(percent, "0.0") + " %";
    }

    public static string Plural(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>A time in the recording, as <c>5:03</c> or <c>1:05:03</c>; with tenths where asked for.</summary>
    public static string Clock(double seconds, bool tenths = false)
    {
        var whole = (long)Math.Floor((tenths ? Math.Round(seconds, 1, MidpointRounding.AwayFromZero) : Math.Round(seconds, MidpointRounding.AwayFromZero)) + 1e-9);
        var text = whole < 3600 ? Invariant($"{whole / 60}:{whole % 60:00}") : Invariant($"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}");
        return tenths ? text + Invariant($".{(long)Math.Round(10 * (Math.Round(seconds, 1, MidpointRounding.AwayFromZero) - whole)) % 10}") : text;
    }

    /// <summary>A length of time in words of units, as <c>30 min 6 s</c>.</summary>
    public static string Duration(double seconds)
    {
        if (seconds < 10) return Number(seconds, "0.#") + " s";
        var whole = (long)Math.Round(seconds);
        string[] parts = [whole >= 3600 ? Invariant($"{whole / 3600} h") : "", whole / 60 % 60 > 0 ? Invariant($"{whole / 60 % 60} min") : "", whole % 60 > 0 && whole < 3600 ? Invariant($"{whole % 60} s") : ""];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <summary>The style class of a beat's class.</summary>
    public static string StyleOf(string? label) => label switch
    {
        null => "k-none",
        "N" or "L" or "R" or "A" or "S" or "V" or "F" => "k-" + label,
        _ => "k-other",
    };

    /// <summary>An AAMI class in words, in the plural.</summary>
    public static string Plural(AamiClass @class) => @class == AamiClass.V ? "ventricular" : "supraventricular";
}
