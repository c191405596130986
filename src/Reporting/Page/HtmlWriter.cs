using System.Text;
using System.Xml;

namespace ArrhythmiaVision.Reporting;

/// <summary>Writes HTML that is well-formed XML too: every text and value is escaped, every element is closed.</summary>
internal sealed class HtmlWriter
{
    private static readonly HashSet<string> s_void = ["meta", "br", "hr", "path", "rect", "line", "circle", "use", "col", "input"];

    private readonly StringBuilder _text = new(1 << 18);
    private readonly Stack<string> _open = new();

    /// <summary>Begins an element; an attribute whose value is null is left out.</summary>
    public HtmlWriter Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(name, attributes);
        _text.Append('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Ends the element begun last, which the caller names so that a mistake is seen.</summary>
    public HtmlWriter Close(string name)
    {
        var open = _open.Pop();
        if (open != name) throw new InvalidOperationException($"The element '{name}' is closed where '{open}' is open.");
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>Writes an element without content.</summary>
    public HtmlWriter Void(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        if (!s_void.Contains(name)) throw new InvalidOperationException($"'{name}' is no element without content.");
        Tag(name, attributes);
        _text.Append("/>");
        return this;
    }

    /// <summary>Writes an element that holds text.</summary>
    public HtmlWriter Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) => Open(name, attributes).Text(text).Close(name);

    /// <summary>Writes text.</summary>
    public HtmlWriter Text(string text)
    {
        Escape(text, isValue: false);
        return this;
    }

    /// <summary>Writes markup that this library made itself, such as a picture's.</summary>
    public HtmlWriter Markup(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Writes what a script or style element holds, which HTML does not unescape.</summary>
    public HtmlWriter Code(string code)
    {
        if (code.Contains("</", StringComparison.Ordinal) || code.Contains("<!--", StringComparison.Ordinal))
            throw new InvalidOperationException("Code that holds '</' or '<!--' would end its element early.");
        _text.Append(code);
        return this;
    }

    public HtmlWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>The document.</summary>
    public override string ToString() => _open.Count == 0 ? _text.ToString() : throw new InvalidOperationException($"The element '{_open.Peek()}' is not closed.");

    private void Tag(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach (var (key, value) in attributes)
        {
            if (value is null) continue;
            _text.Append(' ').Append(key).Append("=\"");
            Escape(value, isValue: true);
            _text.Append('"');
        }
    }

    private void Escape(string text, bool isValue)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], c)) _text.Append(c).Append(text[++i]);
            else if (c == '&') _text.Append("&amp;");
            else if (c == '<') _text.Append("&lt;");
            else if (c == '>') _text.Append("&gt;");
            else if (c == '"' && isValue) _text.Append("&quot;");
            else _text.Append(XmlConvert.IsXmlChar(c) ? c : '\uFFFD');
        }
    }
}
