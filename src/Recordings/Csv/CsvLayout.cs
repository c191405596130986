using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>What the first rows say of the others: what stands between cells, which column is what.</summary>
internal sealed class CsvLayout
{
    private static readonly string[] s_times = ["time", "t", "elapsed time", "elapsed", "timestamp", "time stamp", "datetime", "seconds", "second", "sec", "s", "ms", "milliseconds", "time_s", "time_ms", "date time"];
    private static readonly string[] s_counters = ["sample", "sample #", "sample number", "samples", "index", "no", "#", "n"];
    private static readonly string[] s_annotations = ["annotation", "annotations"];

    private readonly List<string> _names = [];
    private readonly List<string> _units = [];
    private readonly List<int> _columns = [];

    private bool _isNamed;

    private CsvLayout(byte delimiter, int width) => (Delimiter, Width) = (delimiter, width);

    /// <summary>What stands between cells.</summary>
    public byte Delimiter { get; }

    /// <summary>Cells in a row.</summary>
    public int Width { get; }

    /// <summary>The column of times, from 0; -1 for none.</summary>
    public int TimeColumn { get; private set; } = -1;

    /// <summary>Seconds in a unit of time.</summary>
    public double TimeUnit { get; private set; } = 1;

    /// <summary>The column of annotations; -1 for none.</summary>
    public int AnnotationColumn { get; private set; } = -1;

    /// <summary>The columns of samples, from 0.</summary>
    public IReadOnlyList<int> Columns => _columns;

    /// <summary>The names of the columns of samples.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Their units; empty where nothing says.</summary>
    public IReadOnlyList<string> Units => _units;

    /// <summary>Lines that begin with #, without it.</summary>
    public IReadOnlyList<string> Comments { get; private init; } = [];

    /// <summary>The byte that the first row of samples begins at.</summary>
    public long DataPosition { get; private set; }

    /// <summary>The rows before it.</summary>
    public long RowsBefore { get; private set; }

    /// <summary>The first row of samples, which has been read to find out.</summary>
    public byte[] FirstRow { get; private set; } = [];

    /// <summary>Reads up to the first row of samples.</summary>
    /// <param name="lines">The lines, from the first on.</param>
    /// <param name="name">What to call the text in messages.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static CsvLayout Read(CsvLines lines, string name)
    {
        var comments = new List<string>();
        List<string>? heading = null, units = null;
        CsvLayout? layout = null;
        while (true)
        {
            long position = lines.Position, before = lines.Number;
            if (!lines.Next(out var line))
                throw new InvalidDataException($"{name} holds no samples: there is no row of numbers in it. It must be text, with a row for each sample and a column for each lead.");
            if (line.Trim(" \t"u8).IsEmpty)
                continue;
            if (line[0] == (byte)'#')
            {
                comments.Add(HeaderText.Decode(line[1..]).Trim());
                continue;
            }

            byte delimiter = layout?.Delimiter ?? DelimiterOf(line);
            var cells = CsvRow.Split(line, delimiter);
            layout ??= new CsvLayout(delimiter, cells.Count) { Comments = comments };
            bool isData = IsData(cells);
            if (!isData && heading is null)
            {
                heading = cells;
                continue;
            }

            // The WFDB tools put the units in a row of their own.
            if (!isData && units is null && cells.Count == heading!.Count && cells.All(cell => cell.Length <= 16 && !cell.Any(char.IsAsciiDigit)))
            {
                units = cells;
                continue;
            }

            if (heading is not null && cells.Count != heading.Count && !(cells.Count == heading.Count + 1 && cells[^1].Length == 0))
                throw Wrong(name, lines.Number, heading.Count, cells.Count);
            layout.Name(heading, units ?? [], cells);
            (layout.DataPosition, layout.RowsBefore) = (position, before);
            layout.FirstRow = line.ToArray();
            return layout;
        }
    }

    /// <summary>Where no row names the columns: takes the first for times or a count if it rises evenly in the rows that follow.</summary>
    /// <param name="lines">The lines, from the first row of samples on.</param>
    public void LookAhead(CsvLines lines)
    {
        const int Rows = 64;
        if (_isNamed || TimeColumn >= 0 || _columns.Count < 2 || _columns[0] != 0)
            return;
        var values = new List<double>(Rows);
        int digits = 0;
        while (values.Count < Rows && lines.Next(out var line))
        {
            var cell = CsvRow.Take(ref line, Delimiter, out _);
            if (!CsvRow.TryNumber(cell, out double value))
                return;
            digits = Math.Max(digits, cell.LastIndexOf((byte)'.') is >= 0 and var point ? cell.Length - point - 1 : 0);
            values.Add(value);
        }

        if (values.Count < Rows)
            return;
        double step = (values[^1] - values[0]) / (values.Count - 1), rounding = 1.01 * Math.Pow(10, -digits);
        if (!(step > 0) || Enumerable.Range(1, values.Count - 1).Any(i => !(Math.Abs(values[i] - values[i - 1] - step) <= rounding)))
            return;
        if (!(step == 1 && digits == 0))
            TimeColumn = 0;
        _columns.RemoveAt(0);
        _names.RemoveAt(0);
        _units.RemoveAt(0);
    }

    /// <summary>The error of a row with more or fewer cells than the others.</summary>
    public static InvalidDataException Wrong(string name, long row, int expected, int found) => new(string.Create(CultureInfo.InvariantCulture,
        $"{name}, row {row} has {found} cells, and those before it have {expected}. Every row must have a cell for each column; where a sample is missing, leave its cell empty."));

    private static byte DelimiterOf(ReadOnlySpan<byte> line)
    {
        foreach (byte delimiter in "\t;,"u8)
        {
            if (line.Contains(delimiter))
                return delimiter;
        }

        return line.Trim((byte)' ').Contains((byte)' ') && IsData([.. HeaderText.Decode(line).Split(' ', StringSplitOptions.RemoveEmptyEntries)]) ? (byte)' ' : (byte)',';
    }

    // A row with a number in it is one of samples, and a wrong cell in it is told of as such.
    private static bool IsData(List<string> cells) =>
        cells.Exists(cell => cell.Length > 0 && (char.IsAsciiDigit(cell[0]) || cell[0] is '-' or '+' or '.' or '[') && CsvRow.TryTime(System.Text.Encoding.UTF8.GetBytes(cell), out _));

    private void Name(List<string>? heading, List<string> units, List<string>? first)
    {
        _isNamed = heading is not null;
        for (int column = 0; column < Width; column++)
        {
            var (name, unit) = heading is null ? ("", "") : Parse(heading[column]);
            if (units.Count > 0)
                unit = units[column].Trim('(', ')', '[', ']', ' ');
            string key = name.ToLowerInvariant();
            if (TimeColumn < 0 && _columns.Count == 0 && s_times.Contains(key))
            {
                TimeColumn = column;
                TimeUnit = unit is "ms" or "msec" || key is "ms" or "milliseconds" or "time_ms" ? 1e-3 : unit is "us" or "\u00B5s" ? 1e-6 : 1;
            }
            else if (_columns.Count == 0 && s_counters.Contains(key))
            {
                // Rows are counted here.
            }
            else if (AnnotationColumn < 0 && s_annotations.Contains(key))
            {
                AnnotationColumn = column;
            }
            else if (heading is null && column == 0 && first is not null && Width > 1 && first[0].Contains(':'))
            {
                TimeColumn = 0;
            }
            else if (!(column == Width - 1 && column > 0 && name.Length == 0 && first is not null && first.Count > column && first[column].Length == 0))
            {
                _columns.Add(column);
                _names.Add(name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"column {column + 1}"));
                _units.Add(unit);
            }
        }
    }

    // "MLII (mV)", "ECG [uV]", "II/mV"
    private static (string Name, string Unit) Parse(string heading)
    {
        string text = heading.Trim();
        foreach (var (open, close) in ((char, char)[])[('(', ')'), ('[', ']')])
        {
            int at = text.LastIndexOf(open);
            if (at > 0 && text.EndsWith(close))
                return (text[..at].Trim(), text[(at + 1)..^1].Trim());
        }

        int slash = text.LastIndexOf('/');
        return slash > 0 && VoltageUnits.TryGetMillivolts(text[(slash + 1)..], out _) ? (text[..slash].Trim(), text[(slash + 1)..]) : (text, "");
    }
}
