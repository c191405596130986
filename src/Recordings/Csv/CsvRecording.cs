using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Recordings;

/// <summary>A CSV file: a row for each sample, a column for each lead, times and annotations in columns of their own or not at all.</summary>
internal sealed class CsvRecording : Recording
{
    /// <summary>The name that the annotations in the file itself go by.</summary>
    public const string OwnAnnotator = "csv";

    private const int BlockRows = 4096;
    private const int RateRows = 4096;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly CsvLines _lines;
    private readonly CsvLayout _layout;
    private readonly CsvOptions _options;
    private readonly float[] _block;
    private readonly double _rounding;
    private readonly bool _checksTime;
    private long _blockStart;
    private int _blockRows;
    private long _nextRow;
    private double _lastTime;

    public CsvRecording(string path, CsvOptions options)
    {
        options.Check();
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file '{path}'. Check its name and folder.", path);
        _path = path;
        _options = options;
        Name = Path.GetFileNameWithoutExtension(path);
        Stem = Path.ChangeExtension(path, null);
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        try
        {
            _lines = new CsvLines(_stream, Quoted);
            _layout = CsvLayout.Read(_lines, Quoted);
            Rewind();
            _layout.LookAhead(_lines);
            Rewind();
            _checksTime = options.SamplingRate is null && _layout.TimeColumn >= 0;
            if (_checksTime)
                (SamplingFrequency, _rounding) = MeasureRate();
            else
                SamplingFrequency = options.SamplingRate ?? throw new InvalidDataException($"'{path}' has no column of times, so nothing says how many samples a second it has. Give the sampling rate (--rate), as 360.");
            Length = CountRows();
            _block = new float[BlockRows * _layout.Columns.Count];
            Rewind();
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public override RecordingFormat Format => RecordingFormat.Csv;

    public override string Name { get; }

    public override double SamplingFrequency { get; }

    public override long Length { get; }

    public override IReadOnlyList<string> Leads => _layout.Names;

    public override DateTime? StartTime => null;

    public override IReadOnlyList<string> Remarks => _layout.Comments;

    public override IReadOnlyList<string> Annotators => [.. _layout.AnnotationColumn >= 0 ? (string[])[OwnAnnotator] : [], .. RecordingFiles.AnnotatorsBeside(Stem)];

    private protected override string Stem { get; }

    private string Quoted => $"'{_path}'";

    /// <summary>A column by its name, or by its number from 1 among all columns.</summary>
    public static int FindColumn(CsvLayout layout, string? column, string name)
    {
        if (layout.Columns.Count == 0)
            throw new InvalidDataException($"{name} has no column of samples.");
        if (column is null)
            return MitBihArrhythmiaDatabase.PreferredLead(layout.Names);
        foreach (StringComparison comparison in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            for (int i = 0; i < layout.Names.Count; i++)
            {
                if (string.Equals(layout.Names[i], column.Trim(), comparison))
                    return i;
            }
        }

        for (int i = 0; i < layout.Columns.Count; i++)
        {
            if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && layout.Columns[i] == number - 1)
                return i;
        }

        throw new ArgumentException($"{name} has no column '{column}' of samples. It has {string.Join(", ", layout.Names.Select((lead, i) => string.Create(CultureInfo.InvariantCulture, $"'{lead}' ({layout.Columns[i] + 1})")))}; ask for one of these.", nameof(column));
    }

    /// <summary>The number in a cell.</summary>
    public static double Cell(ReadOnlySpan<byte> row, CsvLayout layout, int column, string columnName, string name, long rowNumber)
    {
        var rest = row;
        for (int c = 0; ; c++)
        {
            var cell = CsvRow.Take(ref rest, layout.Delimiter, out bool ends);
            if (c == column)
                return CsvRow.TryNumber(cell, out double value) ? value : throw NoNumber(cell, layout, name, rowNumber, c, columnName);
            if (ends)
                throw CsvLayout.Wrong(name, rowNumber, layout.Width, c + 1);
        }
    }

    public override int FindLead(string name) => FindColumn(_layout, name, $"Record {Name} ({_path})");

    public override int SamplesPerFrameOf(int signal)
    {
        CheckSamples(signal, 0, 0);
        return 1;
    }

    public override long SampleCountOf(int signal) => Length;

    public override double SamplingFrequencyOf(int signal) => SamplingFrequency;

    public override string UnitsOf(int signal) => _layout.Units[signal].Length > 0 ? _layout.Units[signal] : _options.Units;

    public override void ReadSamples(int signal, long start, Span<float> destination)
    {
        CheckSamples(signal, start, destination.Length);
        int columns = _layout.Columns.Count;
        while (!destination.IsEmpty)
        {
            if (start < _blockStart)
                Rewind();
            while (start >= _blockStart + _blockRows)
                ReadBlock();
            int first = (int)(start - _blockStart);
            int count = Math.Min(destination.Length, _blockRows - first);
            for (int i = 0; i < count; i++)
                destination[i] = _block[((first + i) * columns) + signal];
            destination = destination[count..];
            start += count;
        }
    }

    public override IReadOnlyList<Annotation> ReadAnnotations(string annotator, string? folder = null)
    {
        if (annotator != OwnAnnotator || folder is not null)
            return base.ReadAnnotations(annotator, folder);
        if (_layout.AnnotationColumn < 0)
            throw new FileNotFoundException($"'{_path}' holds no annotations: none of its columns is named 'annotation'. Name an annotator whose file is beside it.", _path);
        var annotations = new List<Annotation>();
        Rewind();
        for (long row = 0; row < Length; row++)
        {
            var rest = NextRow();
            for (int column = 0; column < _layout.AnnotationColumn; column++)
                CsvRow.Take(ref rest, _layout.Delimiter, out _);
            var cell = CsvRow.Take(ref rest, _layout.Delimiter, out _);
            if (cell.IsEmpty)
                continue;
            foreach (string text in HeaderText.Decode(cell).Split('|'))
                annotations.Add(AnnotationText.ToAnnotation(row, text.Replace('\u00A6', '|').Replace('\u201D', '"')));
        }

        Rewind();
        return annotations;
    }

    public override void Dispose() => _stream.Dispose();

    private static InvalidDataException NoNumber(ReadOnlySpan<byte> cell, CsvLayout layout, string name, long row, int column, string columnName)
    {
        string text = HeaderText.Decode(cell.Length > 40 ? cell[..40] : cell);
        string hint = text.Contains(',') ? "Write numbers with a decimal point." : "Write a number, or leave the cell empty where the sample is missing.";
        return new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name}, row {row}, column {column + 1} ({columnName}): '{text}' is no number. {hint}"));
    }

    private void Rewind()
    {
        _lines.Seek(_layout.DataPosition, _layout.RowsBefore);
        (_blockStart, _blockRows, _nextRow) = (0, 0, 0);
    }

    private ReadOnlySpan<byte> NextRow()
    {
        while (_lines.Next(out var line))
        {
            if (!line.Trim(" \t"u8).IsEmpty)
                return line;
        }

        throw new InvalidDataException($"'{_path}' ended while it was read. Read it when it is whole.");
    }

    private void ReadBlock()
    {
        _blockStart += _blockRows;
        _blockRows = 0;
        int columns = _layout.Columns.Count;
        int rows = (int)Math.Min(BlockRows, Length - _blockStart);
        for (int r = 0; r < rows; r++)
        {
            var rest = NextRow();
            long row = _nextRow++;
            bool ends = false;
            for (int column = 0, signal = 0; column < _layout.Width; column++)
            {
                // A row may lack the empty cells at its end.
                if (ends && (signal < columns || column <= _layout.TimeColumn))
                    throw CsvLayout.Wrong(Quoted, _lines.Number, _layout.Width, column);
                if (ends)
                    break;
                var cell = CsvRow.Take(ref rest, _layout.Delimiter, out ends);
                if (signal < columns && _layout.Columns[signal] == column)
                {
                    if (!CsvRow.TryNumber(cell, out double value))
                        throw NoNumber(cell, _layout, Quoted, _lines.Number, column, _layout.Names[signal]);
                    _block[(r * columns) + signal++] = (float)value;
                }
                else if (_checksTime && column == _layout.TimeColumn)
                {
                    CheckTime(cell, row);
                }
            }

            if (!ends && !rest.Trim(" \t"u8).IsEmpty)
                throw CsvLayout.Wrong(Quoted, _lines.Number, _layout.Width, _layout.Width + 1);
        }

        _blockRows = rows;
    }

    private void CheckTime(ReadOnlySpan<byte> cell, long row)
    {
        double time = Time(cell);
        double last = _lastTime;
        _lastTime = time;
        if (row > 0 && !(Math.Abs(time - last - (1 / SamplingFrequency)) <= (0.5 / SamplingFrequency) + _rounding))
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{Quoted}, row {_lines.Number}: the time goes from {last} s to {time} s at {SamplingFrequency} samples a second, so rows are missing or doubled. Put in a row for each sample, empty where it is missing, or give the sampling rate (--rate) to pass over the times."));
    }

    private double Time(ReadOnlySpan<byte> cell) => CsvRow.TryTime(cell, out double time) ? time * _layout.TimeUnit
        : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{Quoted}, row {_lines.Number}, column {_layout.TimeColumn + 1}: '{HeaderText.Decode(cell.Length > 40 ? cell[..40] : cell)}' is no time. Write seconds, as 0.0028, or 0:00.003."));

    // The rate that the times of the first rows have, brought to the whole or half number that their rounding allows.
    private (double Rate, double Rounding) MeasureRate()
    {
        double first = 0, last = 0, least = double.MaxValue;
        long rows = 0;
        int digits = 0;
        while (rows < RateRows && _lines.Next(out var line))
        {
            if (line.Trim(" \t"u8).IsEmpty)
                continue;
            var rest = line;
            for (int column = 0; column < _layout.TimeColumn; column++)
                CsvRow.Take(ref rest, _layout.Delimiter, out _);
            var cell = CsvRow.Take(ref rest, _layout.Delimiter, out _);
            double time = Time(cell);
            digits = Math.Max(digits, cell.LastIndexOf((byte)'.') is >= 0 and var point ? cell.Length - point - 1 : 0);
            if (rows == 0)
                first = time;
            else
                least = Math.Min(least, time - last);
            last = time;
            rows++;
        }

        double span = last - first;
        if (rows < 2 || !(span > 0) || !double.IsFinite(span))
            throw new InvalidDataException($"{Quoted}: the times do not say how many samples a second there are. Give the sampling rate (--rate), as 360.");
        double rate = (rows - 1) / span;
        double rounding = digits == 0 && _layout.TimeUnit == 1 ? 0 : Math.Pow(10, -digits) * _layout.TimeUnit;
        foreach (double step in (double[])[1, 0.5, 0.1, 0.01])
        {
            double nice = Math.Round(rate / step) * step;
            if (nice > 0 && Math.Abs(nice - rate) <= rate * rounding / span)
                return (nice, rounding);
        }

        return (rate, rounding);
    }

    private long CountRows()
    {
        Rewind();
        long rows = 0;
        while (_lines.Next(out var line))
        {
            if (!line.Trim(" \t"u8).IsEmpty)
                rows++;
        }

        return rows;
    }
}
