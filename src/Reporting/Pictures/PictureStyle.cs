using System.Text;

namespace ArrhythmiaVision.Reporting;

/// <summary>The pictures' style sheet. Every rule is under the picture's own class, so that pictures can stand in one page.</summary>
internal static class PictureStyle
{
    public static string Scope(PictureTheme theme) => theme switch
    {
        PictureTheme.Light => "av-light",
        PictureTheme.Dark => "av-dark",
        _ => "av",
    };

    public static string Css(PictureTheme theme)
    {
        var scope = "." + Scope(theme);
        var css = new StringBuilder("\n");
        void Rule(string selector, string body) => css.Append(scope).Append(' ').Append(selector).Append('{').Append(body).Append("}\n");

        Rule("text", "font-family:'DejaVu Sans',Verdana,Helvetica,Arial,sans-serif");
        Rule(".b", "font-weight:bold");
        Rule(".g1", "fill:none;stroke-width:.1");
        Rule(".g5", "fill:none;stroke-width:.22");
        Rule(".e", "fill:none;stroke-width:.35;stroke-linejoin:round");
        Rule(".k", "fill:none;stroke-width:.25");
        Rule(".d", "fill:none;stroke-width:.15;stroke-dasharray:.8 .8");
        Rule(".u", "fill:none;stroke-linejoin:round");
        Colours(Rule, theme == PictureTheme.Dark);
        if (theme == PictureTheme.Auto)
        {
            // On screens only: paper stays light.
            css.Append("@media screen and (prefers-color-scheme:dark){\n");
            Colours(Rule, dark: true);
            css.Append("}\n");
        }
        return css.ToString();
    }

    private static void Colours(Action<string, string> rule, bool dark)
    {
        rule(".bg", dark ? "fill:#15171a" : "fill:#fff");
        rule(".pp", dark ? "fill:#1b1c20" : "fill:#fffdfc");
        rule(".g1", dark ? "stroke:#33282b" : "stroke:#f6dcd8");
        rule(".g5", dark ? "stroke:#553d42" : "stroke:#e9b3ab");
        rule(".e", dark ? "stroke:#f4f4f4" : "stroke:#000");
        rule(".k", dark ? "stroke:#b8bcc4" : "stroke:#444");
        rule(".d", dark ? "stroke:#9a9ea8" : "stroke:#555");
        rule(".t", dark ? "fill:#f0f0f0" : "fill:#111");
        rule(".s", dark ? "fill:#b8bcc4" : "fill:#444");
        rule(".miss", dark ? "fill:#3a3d44" : "fill:#e4e4e4");
        rule(".sp", dark ? "fill:#8a8f99;fill-opacity:.4" : "fill:#777;fill-opacity:.3");
        rule(".warn", dark ? "fill:#f0f0f0" : "fill:#111");
        rule(".warnt", dark ? "fill:#15171a" : "fill:#fff");
        rule(".h", dark ? "stroke:#1b1c20" : "stroke:#fffdfc");
        for (var step = -AttributionPalette.Steps; step <= AttributionPalette.Steps; step++)
        {
            var (name, colour) = (AttributionPalette.Name(step), AttributionPalette.Hex(step, dark));
            rule("." + name, "fill:" + colour);
            rule(".u." + name, "fill:none;stroke:" + colour);
        }
    }
}
