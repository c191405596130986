namespace ArrhythmiaVision.Reporting;

/// <summary>On which background a picture is drawn.</summary>
public enum PictureTheme
{
    /// <summary>Light, or dark where the reader's screen is set so; always light on paper.</summary>
    Auto,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}

/// <summary>ECG paper: boxes of 1 mm, heavier lines every 5 mm.</summary>
public sealed record EcgPaper
{
    /// <summary>Paper speed in mm a second, 5 to 200; 25 is usual.</summary>
    public double Speed { get; init; } = 25;

    /// <summary>Gain in mm a mV, 1 to 100; 10 is usual. Halved up to three times where the ECG would not fit, and printed as it is.</summary>
    public double Gain { get; init; } = 10;

    /// <summary>How many times as large as on paper, 0.5 to 20; null for the picture's own. Boxes grow too, so that a small one stays 0.04 s
    /// by 0.1 mV at the usual speed and gain.</summary>
    public double? Enlargement { get; init; }

    /// <summary>The background.</summary>
    public PictureTheme Theme { get; init; }

    internal void Check()
    {
        Range(Speed, 5, 200, nameof(Speed));
        Range(Gain, 1, 100, nameof(Gain));
        Range(Enlargement ?? 1, 0.5, 20, nameof(Enlargement));
        if (!Enum.IsDefined(Theme)) throw new ArgumentException($"There is no such theme; choose one of {string.Join(", ", Enum.GetNames<PictureTheme>())}.", nameof(Theme));
    }

    private static void Range(double value, double min, double max, string name)
    {
        if (!(value >= min && value <= max)) throw new ArgumentException(Invariant($"{name} is {value}; it must lie between {min} and {max}."), name);
    }
}
