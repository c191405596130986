using System.Globalization;

namespace ArrhythmiaVision.Evaluation;

/// <summary>Pieces of the text layouts: numbers right-aligned, lines that end in LF, shares with a hyphen where they are not defined.</summary>
internal static class ReportText
{
    public static void Line(TextWriter writer, FormattableString line)
    {
        writer.Write(line.ToString(CultureInfo.InvariantCulture));
        writer.Write('\n');
    }

    /// <summary>A row of a matrix: its head, then its counts in fields of four.</summary>
    public static void Row(TextWriter writer, string head, params ReadOnlySpan<long> counts)
    {
        writer.Write(head);
        foreach (long count in counts)
            writer.Write(Field(count, 5));
        writer.Write('\n');
    }

    /// <summary>A share of beats with its name and counts, two or more decimals.</summary>
    public static void Share(TextWriter writer, string name, Proportion share, int decimals = 2)
    {
        string percent = share.IsDefined ? Number(share.Percent, 6, decimals) + "%" : "     - ";
        Line(writer, $"{name}: {percent} ({share.Part}/{share.Whole})");
    }

    /// <summary>A share of beats in percent as a column of seven.</summary>
    public static void ShareColumn(TextWriter writer, Proportion share, int decimals = 2) =>
        PercentColumn(writer, share.IsDefined ? share.Percent : null, decimals);

    /// <summary>A percentage as a column of seven; null where it is not defined.</summary>
    public static void PercentColumn(TextWriter writer, double? percent, int decimals = 2) =>
        writer.Write(percent is { } value ? " " + Number(value, 6, decimals) : "      -");

    /// <summary>A number right-aligned, with a space in front that an over-long one keeps.</summary>
    public static string Field(long number, int width) => " " + number.ToString(CultureInfo.InvariantCulture).PadLeft(width - 1);

    /// <summary>A number with decimals, right-aligned. Ties go to the even digit, as in C.</summary>
    public static string Number(double number, int width, int decimals) =>
        number.ToString(decimals switch { 0 => "F0", 3 => "F3", _ => "F2" }, CultureInfo.InvariantCulture).PadLeft(width);
}
