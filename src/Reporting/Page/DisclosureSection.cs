using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Reporting;

/// <summary>The whole lead in rows with every beat in its class's colour; with a script each row opens on ECG paper.</summary>
internal static class DisclosureSection
{
    private const double BeforeBeat = 0.3;
    private const double AfterBeat = 0.45;
    private const double LabelRoom = 0.009;

    public static void Write(PageWriter page)
    {
        var (html, report, disclosure) = (page.Html, page.Report, page.Disclosure);
        page.Begin("strip", "Full disclosure");
        html.Open("p", ("class", "note legend"));
        foreach (var label in report.Model.Classes)
        {
            html.Open("span");
            page.Key(label, page.Names.Short(label));
            html.Close("span").Text(" ");
        }
        html.Open("span");
        page.Key(null, "none of the classes");
        html.Close("span").Text(" ").Open("span").Open("span", ("class", "key k-none")).Element("b", "N?").Close("span").Text(" ").Open("span", ("class", "key k-V")).Element("b", "V?").Close("span").Text(" unsure: perhaps of none").Close("span").Text(" ");
        html.Open("span").Open("span", ("class", "key")).Element("b", "V", ("class", "rv")).Close("span").Text(" underlined: reviewed by a person").Close("span").Text(" ");
        html.Open("span").Open("span", ("class", "swatch unreadable")).Close("span").Text(" unreadable").Close("span");
        if (report.Paced.Count > 0) html.Text(" ").Open("span").Open("span", ("class", "swatch paced")).Close("span").Text(" paced").Close("span");
        html.Close("p").Line();
        html.Open("p", ("class", "note script")).Text("Click a row, or go to one with the arrow keys and press Enter, to see it on ECG paper at true scale.").Close("p").Line();
        var held = disclosure.Packed.Count(row => row is not null);
        if (held < disclosure.Rows)
            html.Element("p", $"This recording is longer than the page has room for: at true scale it can be seen up to {PageText.Clock(held * disclosure.RowSeconds)} of {PageText.Clock(report.Seconds)}. Of later rows there is only the outline drawn here, the lowest and the highest value of each stretch of {PageText.Number(disclosure.RowSeconds / Disclosure.Columns, "0.##")} s, in which the shape of a beat cannot be judged; the strips under episodes and evidence are at true scale whenever they are.", ("class", "note")).Line();
        html.Open("div", ("class", "rows"), ("id", "rows"), ("role", "group"), ("aria-label", Invariant($"The whole recording in {disclosure.Rows} rows of {PageText.Duration(disclosure.RowSeconds)}"))).Line();
        var next = 0;
        for (var row = 0; row < disclosure.Rows; row++) Row(page, row, ref next);
        html.Close("div").Line();
        page.End();
    }

    /// <summary>The window with the zoomed strip.</summary>
    public static void WriteDialog(PageWriter page)
    {
        var html = page.Html;
        html.Open("dialog", ("id", "zoom"), ("aria-labelledby", "zoom-h"));
        html.Open("div", ("class", "zoom-head")).Element("h2", "Strip", ("id", "zoom-h"));
        html.Open("div", ("class", "zoom-buttons"));
        foreach (var (id, text, label) in (ReadOnlySpan<(string, string, string)>)[("z-back", "◀", "Earlier (left arrow)"), ("z-forth", "▶", "Later (right arrow)"), ("z-prev", "◀ beat", "Previous beat that is not N (p)"), ("z-next", "beat ▶", "Next beat that is not N (n)"), ("z-close", "Close", "Close (Escape)")])
            html.Element("button", text, ("type", "button"), ("id", id), ("aria-label", label), ("title", label));
        html.Close("div").Close("div");
        html.Open("div", ("id", "zoom-paper"), ("tabindex", "0"), ("role", "img"), ("aria-label", "ECG paper")).Close("div");
        html.Element("p", "", ("id", "zoom-text"), ("role", "status"));
        html.Element("p", "25 mm/s, 10 mm/mV where the screen shows a millimetre as one; boxes of 1 mm and 5 mm.", ("class", "note"));
        html.Close("dialog").Line();
    }

    /// <summary>What the script draws from.</summary>
    public static void WriteData(PageWriter page)
    {
        var (report, disclosure) = (page.Report, page.Disclosure);
        var (labels, marks) = (new StringBuilder(), new StringBuilder());
        var letters = report.Model.Classes;
        foreach (var beat in report.Beats)
        {
            labels.Append((char)(beat.ClassIndex < 0 ? 'A' - 1 : 'A' + beat.ClassIndex));
            marks.Append((char)('0' + (beat.IsReviewed ? 1 : 0) + (beat.IsUnsure ? 2 : 0)));
        }
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteString("lead", report.Lead);
            json.WriteNumber("rate", report.SamplingRate);
            json.WriteNumber("length", report.Seconds);
            json.WriteNumber("row", disclosure.RowSeconds);
            json.WriteNumber("every", disclosure.Every);
            json.WriteNumber("step", Disclosure.Step);
            json.WriteStartArray("classes");
            foreach (var label in letters) json.WriteStringValue(label);
            json.WriteEndArray();
            json.WriteStartArray("names");
            foreach (var label in letters) json.WriteStringValue(page.Names.Full(label));
            json.WriteEndArray();
            json.WriteStartArray("beats");
            long last = 0;
            foreach (var beat in report.Beats)
            {
                json.WriteNumberValue(beat.Sample - last);
                last = beat.Sample;
            }
            json.WriteEndArray();
            json.WriteString("labels", labels.ToString());
            json.WriteString("marks", marks.ToString());
            json.WriteStartArray("probabilities");
            foreach (var beat in report.Beats) json.WriteNumberValue(float.IsFinite(beat.Probability) ? (int)Math.Floor(100 * beat.Probability + 0.5) : -1);
            json.WriteEndArray();
            json.WriteStartArray("trend");
            foreach (var bin in page.Rhythm.Trend(RateSection.BinSeconds(report.Seconds)))
            {
                foreach (var value in (ReadOnlySpan<double>)[bin.Mean, bin.Lowest, bin.Highest]) json.WriteNumberValue(double.IsFinite(value) ? (int)Math.Round(value) : -1);
            }
            json.WriteEndArray();
            json.WriteStartArray("packed");
            foreach (var row in disclosure.Packed)
            {
                // Base64's letters need no escape, and its plus would be given one.
                if (row is null) json.WriteNullValue();
                else json.WriteRawValue($"\"{row}\"", skipInputValidation: true);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        page.Html.Open("script", ("type", "application/json"), ("id", "data")).Code(Encoding.UTF8.GetString(buffer.WrittenSpan)).Close("script").Line();
    }

    private static void Row(PageWriter page, int row, ref int next)
    {
        var (html, report, disclosure) = (page.Html, page.Report, page.Disclosure);
        var (start, length) = (row * disclosure.RowSeconds, disclosure.RowSeconds);
        var end = Math.Min(start + length, report.Seconds);
        var first = next;
        while (next < report.Beats.Count && report.Beats[next].Sample / report.SamplingRate < start + length) next++;

        var tally = new int[report.Model.Classes.Count + 1];
        for (var i = first; i < next; i++) tally[report.Beats[i].ClassIndex < 0 ? ^1 : report.Beats[i].ClassIndex]++;
        var counts = tally.Select((count, c) => (count, c)).Where(item => item.count > 0).Select(item => $"{PageText.Count(item.count)} {(item.c < report.Model.Classes.Count ? report.Model.Classes[item.c] : "of none")}").ToArray();
        var description = $"{PageText.Clock(start)} to {PageText.Clock(end)}: {(counts.Length == 0 ? "no beats" : string.Join(", ", counts))}";

        html.Open("div", ("class", "row"), ("id", Invariant($"r{row}")), ("data-t", Invariant($"{start:0.##}")), ("aria-label", description), ("role", "img"));
        html.Open("span", ("class", "time"), ("aria-hidden", "true")).Text(PageText.Clock(start)).Close("span");
        html.Open("div", ("class", "trace"));
        Letters(page, first, next, start, length);
        html.Open("svg", ("viewBox", Invariant($"0 0 {Disclosure.Columns} {Disclosure.Height}")), ("preserveAspectRatio", "none"), ("aria-hidden", "true"));
        Shades(page, start, length);
        Span<byte> layers = stackalloc byte[Disclosure.Columns];
        var used = Layers(page, first, next, start, length, layers);
        for (byte layer = 0; layer < used.Length; layer++)
        {
            if (!used[layer]) continue;
            var path = disclosure.Outline(row, layers, layer);
            if (path.Length > 0) html.Void("path", ("class", layer == 0 ? "k-N" : PageText.StyleOf(layer > report.Model.Classes.Count ? null : report.Model.Classes[layer - 1])), ("d", path));
        }
        html.Close("svg").Close("div").Close("div").Line();
    }

    /// <summary>Which class each column is drawn in: 0 for none but the trace, then the classes, then those of no class.</summary>
    private static bool[] Layers(PageWriter page, int first, int next, double start, double length, Span<byte> layers)
    {
        var report = page.Report;
        var used = new bool[report.Model.Classes.Count + 2];
        layers.Clear();

        // A beat at a row's edge reaches over it.
        for (var i = Math.Max(0, first - 1); i < Math.Min(report.Beats.Count, next + 1); i++)
        {
            var beat = report.Beats[i];
            if (page.IsPlain(beat)) continue;
            var time = beat.Sample / report.SamplingRate;
            var from = Math.Max(time - BeforeBeat, i > 0 ? (time + report.Beats[i - 1].Sample / report.SamplingRate) / 2 : 0);
            var to = Math.Min(time + AfterBeat, i + 1 < report.Beats.Count ? (time + report.Beats[i + 1].Sample / report.SamplingRate) / 2 : report.Seconds);
            var layer = (byte)(page.StyleOf(beat) == PageText.StyleOf(null) ? report.Model.Classes.Count + 1 : beat.ClassIndex + 1);
            var (left, right) = ((int)Math.Clamp((from - start) / length * Disclosure.Columns, 0, Disclosure.Columns), (int)Math.Clamp(Math.Ceiling((to - start) / length * Disclosure.Columns), 0, Disclosure.Columns));
            if (right > left) layers[left..right].Fill(layer);
        }
        foreach (var layer in layers) used[layer] = true;
        return used;
    }

    private static void Letters(PageWriter page, int first, int next, double start, double length)
    {
        var (html, report) = (page.Html, page.Report);
        var free = double.NegativeInfinity;
        for (var i = first; i < next; i++)
        {
            var beat = report.Beats[i];
            if (page.IsPlain(beat) && !beat.IsReviewed) continue;
            var place = (beat.Sample / report.SamplingRate - start) / length;
            if (place < free) continue;
            free = place + LabelRoom;
            var style = page.StyleOf(beat);
            html.Element("i", beat.ClassIndex < 0 ? PageText.NoClass : report.Model.Classes[beat.ClassIndex], ("class", $"{style}{(beat.IsUnsure ? " u" : "")}{(beat.IsReviewed ? " rv" : "")}"), ("style", string.Create(CultureInfo.InvariantCulture, $"left:{100 * place:0.#}%")));
        }
    }

    private static void Shades(PageWriter page, double start, double length)
    {
        Shade(page.Report.OwnQuality is { } quality
            ? quality.Stretches.Where(stretch => stretch.Condition != SignalCondition.Good).Select(stretch => (stretch.Start / quality.SamplingRate, stretch.End / quality.SamplingRate)) : [], "unreadable", 0, Disclosure.Height);
        Shade(page.Report.Paced.Select(stretch => (stretch.Start, stretch.End)), "paced", Disclosure.Height - 4, 4);

        void Shade(IEnumerable<(double From, double To)> stretches, string style, int top, int height)
        {
            foreach (var (from, to) in stretches)
            {
                var (left, right) = (Math.Max(from, start), Math.Min(to, start + length));
                if (right <= left) continue;
                page.Html.Void("rect", ("class", style), ("x", Invariant($"{(left - start) / length * Disclosure.Columns:0.#}")), ("y", Invariant($"{top}")), ("width", Invariant($"{(right - left) / length * Disclosure.Columns:0.#}")), ("height", Invariant($"{height}")));
            }
        }
    }
}
