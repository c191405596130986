namespace ArrhythmiaVision.Reporting;

/// <summary>Colours of an attribution's values: blue against, orange for, in eight steps of even lightness each way from the background. Blue
/// and orange stay apart in every common form of colour blindness.</summary>
/// <remarks>Steps are even in OKLab (B. Ottosson, "A perceptual color space for image processing", 2020).</remarks>
internal static class AttributionPalette
{
    /// <summary>Steps each way.</summary>
    public const int Steps = 8;

    private const double BlueHue = 255;
    private const double OrangeHue = 55;
    private const double MaxChroma = 0.135;

    /// <summary>The step of a value, from -8 to 8.</summary>
    public static int StepOf(double value, double limit) =>
        limit > 0 ? (int)Math.Round(Math.Clamp(value / limit, -1, 1) * Steps, MidpointRounding.AwayFromZero) : 0;

    /// <summary>The class of a step's fill (<c>p3</c>, <c>n3</c>).</summary>
    public static string Name(int step) => step == 0 ? "z" : step > 0 ? $"p{step}" : $"n{-step}";

    /// <summary>A step's colour as <c>#rrggbb</c>.</summary>
    public static string Hex(int step, bool dark)
    {
        var (r, g, b) = Rgb(step, dark);
        return Invariant($"#{Byte(r):x2}{Byte(g):x2}{Byte(b):x2}");
    }

    /// <summary>A step's colour, sRGB from 0 to 1.</summary>
    public static (double R, double G, double B) Rgb(int step, bool dark)
    {
        var share = Math.Abs(step) / (double)Steps;
        var (none, full) = dark ? (0.30, 0.80) : (0.95, 0.52);
        var lightness = none + share * (full - none);
        var hue = (step < 0 ? BlueHue : OrangeHue) * Math.PI / 180;
        var chroma = share * MaxChroma;
        return FromOklab(lightness, chroma * Math.Cos(hue), chroma * Math.Sin(hue));
    }

    private static (double R, double G, double B) FromOklab(double lightness, double a, double b)
    {
        var l = Math.Pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return (Gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double Gamma(double linear)
    {
        var value = Math.Clamp(linear, 0, 1);
        return value <= 0.0031308 ? 12.92 * value : 1.055 * Math.Pow(value, 1 / 2.4) - 0.055;
    }

    private static int Byte(double value) => (int)Math.Round(255 * value, MidpointRounding.AwayFromZero);
}
