using System.Globalization;
using System.Text;

namespace Microsoft.ML.Transforms.Expressions;

/// <summary>Cuts an expression into tokens. A token of kind Error carries its message.</summary>
internal sealed class Lexer
{
    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private readonly List<Token> _errors = [];
    private int _at;

    private Lexer(string text) => _text = text;

    internal static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        while (lexer._at < text.Length)
        {
            lexer.ReadOne();
            // What is wrong with a token is reported after it.
            lexer._tokens.AddRange(lexer._errors);
            lexer._errors.Clear();
        }
        lexer._tokens.Add(new Token(TokenKind.Eof, "Eof"));
        return lexer._tokens;
    }

    private char Current => Peek(0);

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void Add(TokenKind kind, string shown, object? value = null) => _tokens.Add(new Token(kind, shown, value));

    private void Error(string message) => _errors.Add(new Token(TokenKind.Error, message));

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsIdentifierStart(char c) => c == '_' || char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    private static bool IsIdentifierPart(char c) =>
        IsIdentifierStart(c) || char.IsDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format;

    private void ReadOne()
    {
        char c = Current;
        if (char.IsWhiteSpace(c))
            _at++;
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
            ReadNumber();
        else if (c is '"' or '\'')
            ReadQuoted(c);
        else if (c == '@' && Peek(1) == '"')
            ReadVerbatimString();
        else if (IsIdentifierStart(c) || (c == '@' && IsIdentifierStart(Peek(1))))
            ReadWord();
        else if (c == '@')
        {
            _at++;
            Error("Keyword, identifier, or string expected after verbatim specifier: @");
        }
        else if (c == '/' && Peek(1) == '/')
            SkipWhile(ch => !IsLineEnd(ch));
        else if (c == '/' && Peek(1) == '*')
            SkipBlockComment();
        else
            ReadPunctuator();
    }

    private void SkipWhile(Func<char, bool> more)
    {
        while (_at < _text.Length && more(_text[_at]))
            _at++;
    }

    private void SkipBlockComment()
    {
        int end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        _at = end < 0 ? _text.Length : end + 2;
        if (end < 0)
            Error("End-of-input found in comment");
    }

    private void ReadPunctuator()
    {
        for (int length = 2; length >= 1; length--)
        {
            if (_at + length > _text.Length || !Token.Punctuators.TryGetValue(_text.Substring(_at, length), out var kind))
                continue;
            _at += length;
            Add(kind, kind.ToString());
            return;
        }
        Error($"Unexpected character '{Current}(\\u{(int)Current:X4})'");
        _at++;
    }

    private void ReadWord()
    {
        bool verbatim = Current == '@';
        if (verbatim)
            _at++;
        int start = _at;
        SkipWhile(IsIdentifierPart);
        string word = _text[start.._at];
        if (!verbatim && Token.Keywords.TryGetValue(word, out var kind))
            Add(kind, kind.ToString());
        else
            Add(TokenKind.Ident, "Ident: " + word, word);
    }

    private void ReadNumber()
    {
        int start = _at;
        if (Current == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2)))
        {
            _at += 2;
            SkipWhile(char.IsAsciiHexDigit);
            ReadInteger(_text[(start + 2).._at], isHex: true);
            return;
        }

        SkipWhile(char.IsAsciiDigit);
        bool isReal = Current == '.' && char.IsAsciiDigit(Peek(1));
        if (isReal)
        {
            _at++;
            SkipWhile(char.IsAsciiDigit);
        }
        if (Current is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isReal = true;
            _at += 2;
            SkipWhile(char.IsAsciiDigit);
        }

        string digits = _text[start.._at];
        char suffix = char.ToUpperInvariant(Current);
        if (!isReal && suffix is not ('F' or 'D'))
        {
            ReadInteger(digits, isHex: false);
            return;
        }
        if (suffix is 'F' or 'D' or 'L')
            _at++;
        double value = double.Parse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
        if (suffix == 'F')
            Add(TokenKind.FltLit, ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f", (float)value);
        else if (suffix is 'D' or 'L')
            Add(TokenKind.DblLit, value.ToString("R", CultureInfo.InvariantCulture) + "d", value);
        else
            Add(TokenKind.DblLit, value.ToString("R", CultureInfo.InvariantCulture), (float)value);
    }

    // A literal is an int where it fits (a hexadecimal one also as its 32 bits), else a long.
    private void ReadInteger(string digits, bool isHex)
    {
        bool isLong = false, isUnsigned = false;
        for (; ; _at++)
        {
            if (Current is 'l' or 'L' && !isLong)
                isLong = true;
            else if (Current is 'u' or 'U' && !isUnsigned)
                isUnsigned = true;
            else
                break;
        }

        if (!ulong.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
        {
            Error("Integral constant is too large");
            value = ulong.MaxValue;
        }
        bool asBits = isHex && !isUnsigned;
        object? literal = !isLong && (value <= int.MaxValue || (value <= uint.MaxValue && asBits)) ? unchecked((int)value)
            : value <= long.MaxValue || asBits ? unchecked((long)value)
            : null;
        string shown = isHex ? value.ToString(value <= uint.MaxValue ? "X8" : "X16", CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
        Add(TokenKind.IntLit, (isHex ? "0x" : "") + shown + (isUnsigned ? "U" : "") + (isLong ? "L" : ""), literal);
    }

    private void ReadVerbatimString()
    {
        var value = new StringBuilder();
        for (_at += 2; ; _at++)
        {
            if (_at >= _text.Length)
            {
                Error("End-of-input found in string or character literal");
                break;
            }
            if (Current == '"' && Peek(1) == '"')
                _at++;
            else if (Current == '"')
            {
                _at++;
                break;
            }
            value.Append(Current);
        }
        AddString(value.ToString());
    }

    private void AddString(string value) => Add(TokenKind.StrLit, $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"", value);

    private void ReadQuoted(char quote)
    {
        var value = new StringBuilder();
        _at++;
        while (_at < _text.Length && Current != quote && !IsLineEnd(Current))
        {
            if (Current == '\\')
                ReadEscape(value);
            else
                value.Append(_text[_at++]);
        }
        if (Current == quote && _at < _text.Length)
            _at++;
        else
            Error("Newline in constant");

        if (quote == '"')
        {
            AddString(value.ToString());
            return;
        }
        if (value.Length != 1)
            Error(value.Length == 0 ? "Empty character literal" : "Too many characters in character literal");
        Add(TokenKind.CharLit, $"'{(value.Length > 0 ? value[0] : '\0')}'");
    }

    private void ReadEscape(StringBuilder value)
    {
        char kind = Peek(1);
        _at += 2;
        int digits = kind switch { 'u' or 'x' or 'X' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            const string codes = "'\"\\0abfnrtv", meanings = "'\"\\\0\a\b\f\n\r\t\v";
            int index = codes.IndexOf(kind);
            if (index >= 0)
                value.Append(meanings[index]);
            else
            {
                // The character after the backslash is read as it is.
                _at--;
                Error("Unrecognized escape sequence");
            }
            return;
        }

        int start = _at;
        while (_at - start < digits && char.IsAsciiHexDigit(Current))
            _at++;
        bool isWhole = _at - start == digits || (kind is 'x' or 'X' && _at > start);
        uint code = _at > start ? uint.Parse(_text.AsSpan(start, _at - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : 0;
        if (!isWhole || code > 0x10FFFF)
            Error("Unrecognized escape sequence");
        else if (code < 0x10000)
            value.Append((char)code);
        else
            value.Append(char.ConvertFromUtf32((int)code));
    }
}
