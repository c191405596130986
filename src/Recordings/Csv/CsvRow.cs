using System.Buffers.Text;
using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>Cells of a row.</summary>
internal static class CsvRow
{
    /// <summary>Takes the next cell off a row, without the blanks and quotes around it.</summary>
    /// <param name="rest">The row from the cell on; then what follows the cell.</param>
    /// <param name="delimiter">What stands between cells.</param>
    /// <param name="ends">Whether it was the last.</param>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, byte delimiter, out bool ends)
    {
        int end;
        var blank = rest.TrimStart((byte)' ');
        if (!blank.IsEmpty && blank[0] is (byte)'"' or (byte)'\'' && blank[1..].IndexOf(blank[0]) is >= 0 and var close)
        {
            int after = rest.Length - blank.Length + close + 2;
            int next = rest[after..].IndexOf(delimiter);
            end = next < 0 ? -1 : after + next;
        }
        else
        {
            end = rest.IndexOf(delimiter);
        }

        ends = end < 0;
        var cell = ends ? rest : rest[..end];
        rest = ends ? default : rest[(end + 1)..];
        cell = cell.Trim(" \t"u8);
        return cell.Length >= 2 && cell[0] is (byte)'"' or (byte)'\'' && cell[^1] == cell[0] ? cell[1..^1].Trim((byte)' ') : cell;
    }

    /// <summary>The cells of a row as text.</summary>
    public static List<string> Split(ReadOnlySpan<byte> row, byte delimiter)
    {
        var cells = new List<string>();
        bool ends;
        do
            cells.Add(HeaderText.Decode(Take(ref row, delimiter, out ends)));
        while (!ends);
        return cells;
    }

    /// <summary>Reads a number, with a decimal point in every culture; nothing, or what stands for it, is NaN.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> cell, out double value)
    {
        value = double.NaN;
        if (IsMissing(cell))
            return true;
        if (cell[0] == (byte)'+')
            cell = cell[1..];
        return Utf8Parser.TryParse(cell, out value, out int used) && used == cell.Length;
    }

    /// <summary>Reads a time: a number, or hours, minutes and seconds, <c>0:00.003</c>, after a date or not.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="seconds">The number itself, or the seconds.</param>
    public static bool TryTime(ReadOnlySpan<byte> cell, out double seconds)
    {
        if (TryNumber(cell, out seconds))
            return !double.IsNaN(seconds);
        if (cell.Length > 64)
            return false;
        string text = HeaderText.Decode(cell).Trim('[', ']', ' ');
        string[] parts = text.Split(':');
        if (parts.Length is 2 or 3 && parts[..^1].All(part => part.Length > 0 && part.All(char.IsAsciiDigit))
            && double.TryParse(parts[^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds))
        {
            double unit = 60;
            for (int i = parts.Length - 2; i >= 0; i--, unit *= 60)
                seconds += unit * double.Parse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture);
            return double.IsFinite(seconds);
        }

        if (text.Length < 10 || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            return false;
        seconds = (moment - DateTime.UnixEpoch).TotalSeconds;
        return true;
    }

    private static bool IsMissing(ReadOnlySpan<byte> cell) =>
        cell.IsEmpty || (cell.Length <= 4 && cell[0] is (byte)'N' or (byte)'n' or (byte)'-'
            && (cell.SequenceEqual("NaN"u8) || cell.SequenceEqual("nan"u8) || cell.SequenceEqual("NA"u8) || cell.SequenceEqual("null"u8) || cell.SequenceEqual("-"u8)));
}
