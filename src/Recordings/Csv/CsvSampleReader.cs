using System.Globalization;

namespace ArrhythmiaVision.Recordings;

/// <summary>Reads the samples of one column of CSV as they come, from a pipe too: the first line is not held back for the second.</summary>
/// <remarks>The first row may name the columns; cells are separated by tabs, semicolons, commas or blanks, numbers have a decimal point.
/// A cell that is empty, or NaN, is a missing sample. Nothing is allocated per sample.</remarks>
public sealed class CsvSampleReader
{
    private readonly CsvLines _lines;
    private readonly CsvLayout _layout;
    private readonly string _name;
    private readonly int _column;
    private readonly float _millivolts;
    private byte[]? _first;

    /// <summary>Reads the first row.</summary>
    /// <param name="stream">The text; left open.</param>
    /// <param name="column">The column's name, or its number from 1; null for the first that is no time.</param>
    /// <param name="options">What the text does not say; null for nothing.</param>
    /// <param name="name">What to call the text in messages.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">There is no row of samples, or the column's unit is none of voltage.</exception>
    public CsvSampleReader(Stream stream, string? column = null, CsvOptions? options = null, string name = "standard input")
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new CsvOptions();
        options.Check();
        _name = name;
        _lines = new CsvLines(stream, name);
        _layout = CsvLayout.Read(_lines, name);
        _first = _layout.FirstRow;
        int index = CsvRecording.FindColumn(_layout, column, name);
        Column = _layout.Names[index];
        _column = _layout.Columns[index];
        string units = _layout.Units[index].Length > 0 ? _layout.Units[index] : options.Units;
        if (!VoltageUnits.TryGetMillivolts(units, out double millivolts))
            throw new InvalidDataException($"{name}: column '{Column}' is in '{units}', which is no unit of voltage. Name another column, or give its unit.");
        _millivolts = (float)millivolts;
    }

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>Whether a whole row is there already, so that <see cref="TryRead"/> does not wait.</summary>
    public bool HasRow => _first is not null || _lines.HasLine;

    /// <summary>Reads the next sample.</summary>
    /// <param name="millivolts">The sample in mV; NaN where it is missing.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">A cell holds no number; the message names row and column.</exception>
    public bool TryRead(out float millivolts)
    {
        ReadOnlySpan<byte> row = _first;
        millivolts = float.NaN;
        if (_first is not null)
            _first = null;
        else
        {
            do
            {
                if (!_lines.Next(out row))
                    return false;
            }
            while (row.Trim(" \t"u8).IsEmpty);
        }

        millivolts = (float)CsvRecording.Cell(row, _layout, _column, Column, _name, _lines.Number) * _millivolts;
        return true;
    }
}
