using System.Globalization;
using System.Text;
using System.Xml;

namespace ArrhythmiaVision.Reporting;

/// <summary>Which point of a text stands at its place.</summary>
internal enum TextAnchor { Start, Middle, End }

/// <summary>Writes SVG elements in mm. Numbers have at most two decimals, in every culture.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _writer;

    public SvgCanvas(double width, double height, string title, string description, PictureTheme theme)
    {
        Theme = theme;
        _writer = XmlWriter.Create(_text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" });
        _writer.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attribute("class", PictureStyle.Scope(theme));
        Attribute("width", Number(width) + "mm");
        Attribute("height", Number(height) + "mm");
        Attribute("viewBox", $"0 0 {Number(width)} {Number(height)}");
        Attribute("role", "img");
        Attribute("aria-label", title);
        _writer.WriteElementString("title", null, Clean(title));
        _writer.WriteElementString("desc", null, Clean(description));
        _writer.WriteElementString("style", null, PictureStyle.Css(theme));
        Rect(0, 0, width, height, "bg");
    }

    public PictureTheme Theme { get; }

    /// <summary>The width that a text takes at most, in mm: letters of a wide face.</summary>
    public static double WidthOf(string text, double size) => 0.61 * size * text.Length;

    public static string Number(double value)
    {
        var rounded = Math.Round(value, 2, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture);
    }

    public void Begin(string name)
    {
        _writer.WriteStartElement("g");
        Attribute("class", name);
    }

    public void End() => _writer.WriteEndElement();

    public void Rect(double x, double y, double width, double height, string name)
    {
        _writer.WriteStartElement("rect");
        Attribute("class", name);
        Attribute("x", Number(x));
        Attribute("y", Number(y));
        Attribute("width", Number(width));
        Attribute("height", Number(height));
        _writer.WriteEndElement();
    }

    public void Line(double x1, double y1, double x2, double y2, string name) =>
        Path($"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}", name);

    public void Path(string data, string name, double? strokeWidth = null)
    {
        if (data.Length == 0) return;
        _writer.WriteStartElement("path");
        Attribute("class", name);
        if (strokeWidth is { } width) Attribute("stroke-width", Number(width));
        Attribute("d", data);
        _writer.WriteEndElement();
    }

    public void Text(double x, double y, double size, string text, string name = "t", TextAnchor anchor = TextAnchor.Start)
    {
        _writer.WriteStartElement("text");
        Attribute("class", name);
        Attribute("x", Number(x));
        Attribute("y", Number(y));
        Attribute("font-size", Number(size));
        if (anchor != TextAnchor.Start) Attribute("text-anchor", anchor == TextAnchor.Middle ? "middle" : "end");
        _writer.WriteString(Clean(text));
        _writer.WriteEndElement();
    }

    /// <summary>Ends the picture.</summary>
    public string Finish()
    {
        _writer.WriteEndDocument();
        _writer.Flush();
        return _text.Append('\n').ToString();
    }

    /// <summary>Breaks a text into lines that fit a width.</summary>
    public static List<string> Wrap(string text, double width, double size)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && WidthOf(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }
            line = longer;
        }
        if (line.Length > 0) lines.Add(line);
        return lines;
    }

    private void Attribute(string name, string value) => _writer.WriteAttributeString(name, Clean(value));

    // A lead's name comes from a file and may hold what XML cannot.
    private static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var clean = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) clean.Append(text[i]).Append(text[++i]);
            else clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }
        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (!XmlConvert.IsXmlChar(c)) return false;
        }
        return true;
    }
}
