namespace ArrhythmiaVision.Recordings;

/// <summary>
/// An annotation as text, for formats that hold nothing else (EDF+, CSV): the code's symbol, as <c>V</c>; with auxiliary text
/// <c>+ (AFIB</c>, or after a letter <c>V {text}</c>, since words may begin with a letter. Other text is a note.
/// </summary>
internal static class AnnotationText
{
    private const int MaxAuxBytes = 255;

    public static string Of(Annotation annotation)
    {
        string aux = Clean(annotation.AuxText);
        if (annotation.Code == AnnotationCode.Note && aux.Length > 0 && ToAnnotation(0, aux) is { } read && read.Code == AnnotationCode.Note && read.AuxText == aux)
            return aux;
        return aux.Length == 0 ? annotation.Symbol : IsLetter(annotation.Symbol) ? $"{annotation.Symbol} {{{aux}}}" : $"{annotation.Symbol} {aux}";
    }

    public static Annotation ToAnnotation(long sample, string text)
    {
        text = text.Trim();
        int space = text.IndexOf(' ');
        string symbol = space < 0 ? text : text[..space];
        string rest = space < 0 ? "" : text[(space + 1)..].Trim();
        bool braced = rest is ['{', .., '}'];
        if (!AnnotationCode.TryFromSymbol(symbol, out var code) || (rest.Length > 0 && IsLetter(symbol) && !braced))
            return new Annotation(sample, AnnotationCode.Note) { Aux = Aux(text) };
        return new Annotation(sample, code) { Aux = Aux(braced && IsLetter(symbol) ? rest[1..^1] : rest) };
    }

    private static bool IsLetter(string symbol) => symbol.Length == 1 && char.IsAsciiLetter(symbol[0]);

    // An annotation file holds 255 bytes, and no halves of characters.
    private static ReadOnlyMemory<byte> Aux(string text)
    {
        var bytes = Annotation.AuxFrom(text);
        while (bytes.Length > MaxAuxBytes)
        {
            text = text[..^(text.Length > 1 && char.IsLowSurrogate(text[^1]) ? 2 : 1)];
            bytes = Annotation.AuxFrom(text);
        }

        return bytes;
    }

    // What ends a list of EDF+ or a row of CSV cannot stand in a text.
    private static string Clean(string text) => new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
}
