using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>How time and voltage lie on the paper, and the drawing of its grid, its calibration pulse and a trace. All lengths in mm.</summary>
internal sealed class PaperScale
{
    private const double Margin = 0.1;
    private readonly double _up;
    private readonly double _down;

    /// <summary>Chooses the gain and the height: whole 5 mm boxes about the trace.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="enlargement">How many times as large as on paper.</param>
    /// <param name="min">The lowest value, mV.</param>
    /// <param name="max">The highest value, mV.</param>
    /// <param name="mostBoxes">The height that is not passed, in boxes of 1 mm.</param>
    public PaperScale(EcgPaper paper, double enlargement, double min, double max, double mostBoxes)
    {
        Box = enlargement;
        Speed = paper.Speed * enlargement;
        (min, max) = (Math.Min(min, 0) - Margin, Math.Max(max, 1) + Margin);
        var gain = paper.Gain;
        for (var halved = 0; halved < 3 && Boxes(max * gain) + Boxes(-min * gain) > mostBoxes; halved++) gain /= 2;
        PrintedGain = gain;
        _up = Boxes(max * gain);
        _down = Math.Min(Boxes(-min * gain), mostBoxes / 2);
        if (_up + _down > mostBoxes) _up = mostBoxes - _down;
        IsClipped = max * gain > _up + 1 || -min * gain > _down + 1;
        PrintedSpeed = paper.Speed;
    }

    /// <summary>A small box, mm.</summary>
    public double Box { get; }

    /// <summary>mm a second, as drawn.</summary>
    public double Speed { get; }

    /// <summary>Paper speed before enlargement.</summary>
    public double PrintedSpeed { get; }

    /// <summary>Gain before enlargement, halved where that was needed.</summary>
    public double PrintedGain { get; }

    /// <summary>Whether even at the smallest gain the trace leaves the paper.</summary>
    public bool IsClipped { get; }

    /// <summary>The paper's height.</summary>
    public double Height => (_up + _down) * Box;

    /// <summary>Speed and gain as printed.</summary>
    public string Caption
    {
        get
        {
            var text = Invariant($"{PrintedSpeed:0.##} mm/s, {PrintedGain:0.##} mm/mV");
            if (Box != 1) text += Invariant($", × {Box:0.##}");
            return IsClipped ? text + ", cut off above and below" : text;
        }
    }

    public double Y(double top, double millivolts) => top + (_up - Math.Clamp(millivolts * PrintedGain, -_down, _up)) * Box;

    /// <summary>Draws paper of whole 5 mm boxes.</summary>
    public void DrawGrid(SvgCanvas canvas, double left, double top, double width)
    {
        canvas.Rect(left, top, width, Height, "pp");
        var (fine, heavy) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i <= Math.Round(width / Box); i++)
            (i % 5 == 0 ? heavy : fine).Append($"M{SvgCanvas.Number(left + i * Box)} {SvgCanvas.Number(top)}v{SvgCanvas.Number(Height)}");
        for (var i = 0; i <= Math.Round(_up + _down); i++)
            (i % 5 == 0 ? heavy : fine).Append($"M{SvgCanvas.Number(left)} {SvgCanvas.Number(top + i * Box)}h{SvgCanvas.Number(width)}");
        canvas.Path(fine.ToString(), "g1");
        canvas.Path(heavy.ToString(), "g5");
    }

    /// <summary>Draws the calibration pulse: 1 mV for 5 mm, in the middle of 10 mm of paper.</summary>
    public void DrawCalibration(SvgCanvas canvas, double left, double top)
    {
        var (low, high) = (SvgCanvas.Number(Y(top, 0)), SvgCanvas.Number(Y(top, 1)));
        canvas.Path($"M{SvgCanvas.Number(left + 1 * Box)} {low}H{SvgCanvas.Number(left + 2.5 * Box)}V{high}H{SvgCanvas.Number(left + 7.5 * Box)}V{low}H{SvgCanvas.Number(left + 9 * Box)}", "e cal");
    }

    /// <summary>The path of a trace; broken where samples are missing.</summary>
    public string Trace(ReadOnlySpan<float> samples, double rate, double left, double top, double level)
    {
        var path = new StringBuilder();
        var (x, y, pen) = (0L, 0L, false);
        for (var i = 0; i < samples.Length; i++)
        {
            if (!float.IsFinite(samples[i]))
            {
                pen = false;
                continue;
            }
            // In hundredths of a mm, so that steps add up to no error.
            var (nextX, nextY) = (Hundredths(left + i / rate * Speed), Hundredths(Y(top, samples[i] - level)));
            if (!pen) path.Append($"M{Decimal(nextX)} {Decimal(nextY)}l0 0");
            else path.Append($"l{Decimal(nextX - x)} {Decimal(nextY - y)}");
            (x, y, pen) = (nextX, nextY, true);
        }
        return path.ToString();
    }

    /// <summary>The middle of a signal, which stands on the line of 0 mV: what is constant in it says nothing.</summary>
    public static (double Level, double Min, double Max) Extent(ReadOnlySpan<float> samples)
    {
        var finite = new List<float>(samples.Length);
        foreach (var sample in samples)
        {
            if (float.IsFinite(sample)) finite.Add(sample);
        }
        if (finite.Count == 0) return (0, 0, 0);
        finite.Sort();
        double level = finite[finite.Count / 2];
        return (level, finite[0] - level, finite[^1] - level);
    }

    private static double Boxes(double millimetres) => 5 * Math.Max(1, Math.Ceiling(Math.Min(millimetres, 1e6) / 5));

    private static long Hundredths(double millimetres) => (long)Math.Round(100 * millimetres, MidpointRounding.AwayFromZero);

    private static string Decimal(long hundredths) => SvgCanvas.Number(hundredths / 100.0);
}
