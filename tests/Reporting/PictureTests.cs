using System.Globalization;
using System.Xml.Linq;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting.Tests;

public class PictureTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";
    private static readonly float[] s_ecg = SyntheticEcg.Generate(new() { Patient = 4, Seconds = 30, VentricularPrematureShare = 0.2 }).Leads[0];

    public static TheoryData<string> Kinds => ["strip", "beat", "page", "global"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_picture_is_XML_with_title_and_description_and_the_same_in_every_culture(string kind)
    {
        var picture = Make(kind);
        var svg = picture.ToSvg();
        var root = Parse(svg);
        Assert.NotEmpty(root.Element(s_svg + "title")!.Value);
        Assert.NotEmpty(root.Element(s_svg + "desc")!.Value);
        Assert.EndsWith("mm", root.Attribute("width")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName is "script" or "image" or "use");
        Assert.DoesNotContain("NaN", string.Concat(root.Descendants(s_svg + "path").Select(path => path.Attribute("d")!.Value)), StringComparison.Ordinal);
        Assert.Equal(svg, Cultures.InComma(() => Make(kind).ToSvg()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void One_second_is_25_mm_and_one_millivolt_10_mm(double enlargement)
    {
        var samples = new float[720];
        samples[360] = 1;
        var root = Parse(new EcgStrip { Samples = samples, SamplingRate = 360, Paper = new() { Enlargement = enlargement } }.ToSvg());
        var points = Points(Path(root, "e ecg"));
        Assert.Equal(720, points.Count);
        Assert.Equal(25 * enlargement, points[360].X - points[0].X, 0.011);
        Assert.Equal(10 * enlargement, points[0].Y - points[360].Y, 0.011);
        // And so is the calibration pulse.
        var pulse = Path(root, "e cal");
        var (low, high) = (Number(pulse, 'M', 1), Number(pulse, 'V', 0));
        Assert.Equal(10 * enlargement, low - high, 0.011);
    }

    [Fact]
    public void Rounding_does_not_add_up_along_a_row()
    {
        var points = Points(Path(Parse(new EcgStrip { Samples = s_ecg.AsMemory(0, 3600), SamplingRate = 360 }.ToSvg()), "e ecg"));
        Assert.Equal(3599 / 360.0 * 25, points[^1].X - points[0].X, 0.011);
    }

    [Fact]
    public void Missing_samples_break_the_trace()
    {
        var samples = s_ecg[..3600];
        Array.Fill(samples, float.NaN, 1000, 500);
        var root = Parse(new EcgStrip { Samples = samples, SamplingRate = 360 }.ToSvg());
        Assert.Equal(2, Path(root, "e ecg").Count(c => c == 'M'));
        Assert.Contains(root.Descendants(s_svg + "text"), text => text.Value == "no signal");
        Assert.NotNull(Parse(new EcgStrip { Samples = new[] { float.NaN, float.NaN }, SamplingRate = 360 }.ToSvg()));
    }

    [Fact]
    public void A_tall_beat_halves_the_gain_and_says_so()
    {
        var tall = Beat() with { Samples = Beat().Samples.ToArray().Select(value => 5 * value).ToArray() };
        Assert.Contains(Parse(tall.ToSvg()).Descendants(s_svg + "text"), text => text.Value.Contains("5 mm/mV", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sign_is_shown_by_the_side_of_the_line_too()
    {
        var values = new float[360];
        Array.Fill(values, 0.5f, 100, 50);
        Array.Fill(values, -0.5f, 200, 50);
        var root = Parse((Beat() with { Attribution = values }).ToSvg());
        var band = root.Descendants(s_svg + "g").Single(group => (string?)group.Attribute("class") == "band");
        var (above, below) = (Lowest(band, "p8"), Lowest(band, "n8"));
        var zero = Number(band.Elements().Single(element => (string?)element.Attribute("class") == "k zero").Attribute("d")!.Value, 'M', 1);
        Assert.True(above.Min < zero - 4 && above.Max <= zero + 0.01);
        Assert.True(below.Max > zero + 4 && below.Min >= zero - 0.01);
        Assert.Contains(root.Descendants(s_svg + "path"), path => (string?)path.Attribute("class") == "u h");
    }

    [Fact]
    public void Found_parts_are_marked_and_a_failed_explanation_too()
    {
        var waves = new BeatDelineation(180, new Wave(100, 115, 130), new QrsComplex(165, null, null, 200), new Wave(250, 280, 310));
        var marks = SegmentMark.From(waves, 0, [new("Q", 0.1), new("R", 0.5), new("S", 0.11)]);
        Assert.Equal(["P", "PR", "QRS", "ST", "T"], marks.Select(mark => mark.Name));
        Assert.Equal(["QRS"], SegmentMark.From(waves with { P = null, T = null }).Select(mark => mark.Name));
        var texts = Parse((Beat() with { Segments = marks, FailedChecks = ["deletion"] }).ToSvg()).Descendants(s_svg + "text").Select(text => text.Value).ToArray();
        Assert.Contains("QRS 71 %", texts);
        Assert.Contains("UNRELIABLE EXPLANATION, failed: deletion", texts);
    }

    [Fact]
    public void Names_from_files_cannot_break_the_XML() =>
        Assert.Contains("<V5> & \uFFFD", Parse(new EcgStrip { Samples = s_ecg, SamplingRate = 360, Lead = "<V5> & \u0001" }.ToSvg()).Element(s_svg + "title")!.Value, StringComparison.Ordinal);

    [Fact]
    public void Both_ends_of_the_palette_are_equally_light_and_far_apart_for_red_and_green_blindness()
    {
        foreach (var dark in new[] { false, true })
        {
            var (against, with) = (AttributionPalette.Rgb(-8, dark), AttributionPalette.Rgb(8, dark));
            // Blue keeps its distance from red and green, whichever of these an eye confuses.
            Assert.True(against.B - (against.R + against.G) / 2 > 0.15);
            Assert.True((with.R + with.G) / 2 - with.B > 0.15);
        }
        Assert.Equal(17, Enumerable.Range(-8, 17).Select(step => AttributionPalette.Hex(step, dark: false)).Distinct().Count());
    }

    [Fact]
    public void The_view_over_classes_has_a_pulse_a_row_a_legend_and_marks()
    {
        var root = Parse(Make("global").ToSvg());
        var panels = root.Elements(s_svg + "g").Where(g => (string?)g.Attribute("class") == "panel").ToArray();
        Assert.Equal(2, panels.Length);

        // Networks share a row, so that one pulse serves both: 1 mV for 5 mm, twice as large.
        var pulse = Assert.Single(root.Descendants(s_svg + "path"), path => (string?)path.Attribute("class") == "e cal").Attribute("d")!.Value;
        Assert.Equal(20, Number(pulse, 'M', 1) - Number(pulse[pulse.IndexOf('V')..], 'V', 0), 0.011);
        Assert.Equal(10, pulse.Split('H').Skip(2).Select(part => Number("H" + part, 'H', 0)).First() - Number(pulse[pulse.IndexOf('H')..], 'H', 0), 0.011);
        var texts = root.Descendants(s_svg + "text").Select(text => text.Value).ToArray();
        foreach (var text in (string[])["Shapley, each class by its own largest value", "against the class: below, hollow", "for the class: above, filled", "one standard deviation each way", "share of the evidence for the class", "V, 7 beats", "P found in 3 %", "70 %", "QRS"])
            Assert.Contains(text, texts);
        Assert.Contains("V1, V (P found in 3 %): QRS 70 %, T 30 %.", root.Element(s_svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_without_beats_or_of_other_lengths_is_refused()
    {
        var summary = Summary();
        foreach (var bad in (ClassSummary[])[summary with { Count = 0 }, summary with { BeatSpread = new float[3] }, summary with { MeanAttribution = Enumerable.Repeat(float.NaN, 360).ToArray() }, summary with { Shares = [new("T", 2)] }])
            Assert.Throws<ArgumentException>(() => new GlobalPicture { Columns = [new("V1", [bad])] }.ToSvg());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("360 samples", Assert.Throws<ArgumentException>(() => (Beat() with { Attribution = new float[5] }).ToSvg()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EcgStrip { Samples = default, SamplingRate = 360 }.ToSvg());
        Assert.Throws<ArgumentException>(() => (Beat() with { Paper = new() { Speed = 0 } }).ToSvg());
        Assert.Throws<ArgumentException>(() => new BeatPage { Rows = [] }.ToSvg());
    }

    private static BeatPicture Beat()
    {
        var values = new float[360];
        for (var i = 0; i < values.Length; i++) values[i] = MathF.Sin(i / 30f);
        return new() { Samples = s_ecg.AsMemory(720, 360), Lead = "MLII", Attribution = values, Text = "PVC, 0.98." };
    }

    private static Picture Make(string kind)
    {
        if (kind == "strip") return new EcgStrip { Samples = s_ecg, SamplingRate = 360, Lead = "MLII", Beats = [new(300, "N"), new(600, "V", true)] };
        if (kind == "beat") return Beat();
        if (kind == "page") return new BeatPage { Rows = [new("N", [Beat(), Beat()]), new("V", [Beat()])] };
        return new GlobalPicture { Columns = [new("V1", [Summary()]), new("V2", [Summary()])], Method = "Shapley" };
    }

    private static ClassSummary Summary() => new()
    {
        Name = "V", Count = 7, Note = "P found in 3 %",
        MeanBeat = Beat().Samples, BeatSpread = Enumerable.Repeat(0.1f, 360).ToArray(),
        MeanAttribution = Beat().Attribution, AttributionSpread = Enumerable.Repeat(0.5f, 360).ToArray(),
        Shares = [new("R", 0.4), new("S", 0.3), new("T", 0.3)], Segments = [new("QRS", 165, 200)],
    };

    private static XElement Parse(string svg) => XDocument.Parse(svg).Root!;

    private static string Path(XElement root, string name) => root.Descendants(s_svg + "path").Single(path => (string?)path.Attribute("class") == name).Attribute("d")!.Value;

    private static double Number(string path, char command, int index) =>
        double.Parse(path[(path.IndexOf(command, StringComparison.Ordinal) + 1)..].Split([' ', 'L', 'H', 'V', 'Z'])[index], CultureInfo.InvariantCulture);

    /// <summary>The points of a path of one M and many l.</summary>
    private static List<(double X, double Y)> Points(string path)
    {
        var points = new List<(double X, double Y)>();
        foreach (var step in path[1..].Split('l'))
        {
            var numbers = step.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var (x, y) = points.Count > 0 ? points[^1] : (0, 0);
            points.Add((x + numbers[0], y + numbers[1]));
        }
        points.RemoveAt(0); // The first step is none: it makes a dot of a sample that stands alone.
        return points;
    }

    private static (double Min, double Max) Lowest(XElement band, string name)
    {
        var path = band.Elements().Single(element => (string?)element.Attribute("class") == name).Attribute("d")!.Value;
        var heights = path.TrimEnd('Z').Split('V')[0][1..].Split('L').Select(point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture)).ToArray();
        return (heights.Min(), heights.Max());
    }
}
