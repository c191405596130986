using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>A whole lead in rows: its outline for every row, and its samples, packed, for as many as there is room for.</summary>
/// <remarks>An outline has the lowest and highest value of each of 1,000 columns. Packed samples are 120 to 240 a second in steps of 0.01 mV, differences of one byte
/// each (−128 stands for a missing one), deflated: 2 to 4 KB for 30 s.</remarks>
internal sealed class Disclosure
{
    /// <summary>Columns of a row.</summary>
    public const int Columns = 1000;

    /// <summary>A row's height in its drawing's units.</summary>
    public const int Height = 64;

    /// <summary>The packed step in mV.</summary>
    public const double Step = 0.01;

    private const int MostRows = 300;
    private const int PackedRoom = 1_500_000;
    private const double PackedRate = 180;
    private static readonly double[] s_lengths = [10, 30, 60, 120, 300, 600, 1800, 3600];

    private readonly RecordReport _report;
    private readonly float[] _lowest;
    private readonly float[] _highest;
    private readonly float[] _baselines;
    private readonly double _columnSamples;
    private double _from;
    private double _to;

    public Disclosure(RecordReport report)
    {
        _report = report;
        RowSeconds = report.Seconds <= 60 ? s_lengths[0] : s_lengths.FirstOrDefault(length => length >= 30 && report.Seconds <= MostRows * length, s_lengths[^1] * Math.Ceiling(report.Seconds / (MostRows * s_lengths[^1])));
        Rows = (int)Math.Max(1, Math.Ceiling(report.Seconds / RowSeconds - 1e-9));
        _columnSamples = RowSeconds * report.SamplingRate / Columns;
        _lowest = new float[Rows * Columns];
        _highest = new float[Rows * Columns];
        _baselines = new float[Rows];
        Every = Math.Max(1, (int)Math.Round(report.SamplingRate / PackedRate));
        Packed = new string?[Rows];
        Read();
        Scale();
    }

    /// <summary>Seconds a row.</summary>
    public double RowSeconds { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Samples that one packed sample is the mean of.</summary>
    public int Every { get; }

    /// <summary>The packed samples of each row, base64; null where there was no more room.</summary>
    public string?[] Packed { get; }

    /// <summary>The row that a time is in.</summary>
    public int RowOf(double seconds) => Math.Clamp((int)(seconds / RowSeconds), 0, Rows - 1);

    /// <summary>The outline of some columns of a row, broken where samples are missing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="layers">The layer of each column.</param>
    /// <param name="layer">The layer to draw.</param>
    public string Outline(int row, ReadOnlySpan<byte> layers, byte layer)
    {
        var path = new StringBuilder();
        var (pen, x, y) = (false, 0, 0);
        for (var c = 0; c < Columns; c++)
        {
            var (low, high) = (_lowest[row * Columns + c], _highest[row * Columns + c]);
            if (layers[c] != layer || float.IsNaN(low))
            {
                // A layer goes on to the column after it, so that the trace has no holes.
                if (pen) Move(c, float.IsNaN(low) ? y : Y(row, (low + high) / 2));
                pen = false;
                continue;
            }
            var (top, bottom) = (Y(row, high), Y(row, low));
            var (first, second) = Math.Abs(top - y) < Math.Abs(bottom - y) ? (top, bottom) : (bottom, top);
            if (!pen)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{c} {first}");
                (pen, x, y) = (true, c, first);
            }
            Move(c, first);
            Move(c, second);
        }
        if (pen) Move(Columns, y);
        return path.ToString();

        void Move(int toX, int toY)
        {
            if (toX != x) path.Append(CultureInfo.InvariantCulture, $"h{toX - x}");
            if (toY != y) path.Append(CultureInfo.InvariantCulture, $"v{toY - y}");
            (x, y) = (toX, toY);
        }
    }

    private int Y(int row, float value) => (int)Math.Clamp(Math.Round((_to - (value - _baselines[row])) / (_to - _from) * Height), 0, Height);

    private void Read()
    {
        Array.Fill(_lowest, float.NaN);
        Array.Fill(_highest, float.NaN);
        var rowSamples = (int)Math.Round(RowSeconds * _report.SamplingRate);
        var samples = new float[rowSamples];
        var room = PackedRoom;
        for (var row = 0; row < Rows; row++)
        {
            var start = (long)Math.Round(row * RowSeconds * _report.SamplingRate);
            var count = (int)Math.Min(rowSamples, _report.Samples - start);
            if (count <= 0) break;
            var part = samples.AsSpan(0, count);
            _report.Signal(start, part);
            for (var i = 0; i < count; i++)
            {
                if (!float.IsFinite(part[i])) continue;
                var place = row * Columns + (int)Math.Min(i / _columnSamples, Columns - 1);
                if (!(part[i] >= _lowest[place])) _lowest[place] = part[i];
                if (!(part[i] <= _highest[place])) _highest[place] = part[i];
            }
            FillBetween(row, (int)Math.Min(Math.Ceiling(count / _columnSamples), Columns));
            if (room <= 0) continue;
            Packed[row] = Pack(part);
            room -= Packed[row]!.Length;
        }
    }

    /// <summary>At low rates a column may have no sample of its own.</summary>
    private void FillBetween(int row, int columns)
    {
        if (_columnSamples >= 1) return;
        for (var c = 1; c < columns; c++)
        {
            var place = row * Columns + c;
            if (float.IsNaN(_lowest[place])) (_lowest[place], _highest[place]) = (_lowest[place - 1], _highest[place - 1]);
        }
    }

    private void Scale()
    {
        var (lows, highs) = (new List<float>(), new List<float>());
        var middles = new List<float>();
        for (var row = 0; row < Rows; row++)
        {
            middles.Clear();
            for (var place = row * Columns; place < (row + 1) * Columns; place++)
            {
                if (!float.IsNaN(_lowest[place])) middles.Add((_lowest[place] + _highest[place]) / 2);
            }
            if (middles.Count == 0) continue;
            middles.Sort();
            _baselines[row] = middles[middles.Count / 2];
            for (var place = row * Columns; place < (row + 1) * Columns; place++)
            {
                if (float.IsNaN(_lowest[place])) continue;
                lows.Add(_lowest[place] - _baselines[row]);
                highs.Add(_highest[place] - _baselines[row]);
            }
        }
        lows.Sort();
        highs.Sort();

        // A few jumps of the baseline must not make every beat small.
        _from = lows.Count == 0 ? -1 : lows[(int)(0.002 * (lows.Count - 1))];
        _to = highs.Count == 0 ? 1 : highs[(int)(0.998 * (highs.Count - 1))];
        if (_to - _from < 1) (_from, _to) = ((_from + _to - 1) / 2, (_from + _to + 1) / 2);
        var margin = 0.06 * (_to - _from);
        (_from, _to) = (_from - margin, _to + margin);
    }

    /// <summary>Packs samples: two bytes of the first value in steps, then a difference each.</summary>
    private string Pack(ReadOnlySpan<float> samples)
    {
        var count = (samples.Length + Every - 1) / Every;
        var bytes = new byte[count + 2];
        var value = 0;
        var begun = false;
        for (var i = 0; i < count; i++)
        {
            var mean = MeanOf(samples.Slice(i * Every, Math.Min(Every, samples.Length - i * Every)));
            if (!float.IsFinite(mean))
            {
                bytes[i + 2] = 0x80;
                continue;
            }
            var wanted = (int)Math.Clamp(Math.Round(mean / Step), short.MinValue, short.MaxValue);
            if (!begun)
            {
                (value, begun) = (wanted, true);
                (bytes[0], bytes[1]) = ((byte)wanted, (byte)(wanted >> 8));
            }
            var change = Math.Clamp(wanted - value, -127, 127);
            value += change;
            bytes[i + 2] = (byte)change;
        }
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(bytes);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    private static float MeanOf(ReadOnlySpan<float> samples)
    {
        float sum = 0;
        foreach (var sample in samples) sum += sample;
        return sum / samples.Length;
    }
}
