namespace Microsoft.ML.Transforms.Expressions;

// The names appear in error messages, so they are the ones that ML.NET prints.
internal enum TokenKind
{
    Eof, Error,
    IntLit, FltLit, DblLit, CharLit, StrLit, Ident,
    Add, Sub, Mul, Div, Per, Car, AmpAmp, BarBar, Bng, BngEqu,
    Equ, EquEqu, EquGrt, Lss, LssEqu, LssGrt, Grt, GrtEqu,
    Que, QueQue, Dot, Comma, Colon, Semi, OpenParen, CloseParen,
    False, True, Not, And, Or, With,
}

/// <summary>One word of an expression: <paramref name="Shown"/> is how an error message names it.</summary>
internal sealed record Token(TokenKind Kind, string Shown, object? Value = null)
{
    internal static readonly Dictionary<string, TokenKind> Punctuators = new()
    {
        ["^"] = TokenKind.Car, ["*"] = TokenKind.Mul, ["/"] = TokenKind.Div, ["%"] = TokenKind.Per,
        ["+"] = TokenKind.Add, ["-"] = TokenKind.Sub, ["&&"] = TokenKind.AmpAmp, ["||"] = TokenKind.BarBar,
        ["!"] = TokenKind.Bng, ["!="] = TokenKind.BngEqu, ["="] = TokenKind.Equ, ["=="] = TokenKind.EquEqu,
        ["=>"] = TokenKind.EquGrt, ["<"] = TokenKind.Lss, ["<="] = TokenKind.LssEqu, ["<>"] = TokenKind.LssGrt,
        [">"] = TokenKind.Grt, [">="] = TokenKind.GrtEqu, ["."] = TokenKind.Dot, [","] = TokenKind.Comma,
        [":"] = TokenKind.Colon, [";"] = TokenKind.Semi, ["?"] = TokenKind.Que, ["??"] = TokenKind.QueQue,
        ["("] = TokenKind.OpenParen, [")"] = TokenKind.CloseParen,
    };

    internal static readonly Dictionary<string, TokenKind> Keywords = new()
    {
        ["false"] = TokenKind.False, ["true"] = TokenKind.True, ["not"] = TokenKind.Not,
        ["and"] = TokenKind.And, ["or"] = TokenKind.Or, ["with"] = TokenKind.With,
    };

    /// <summary>How a message names the kind itself: its spelling, or the name in angle brackets.</summary>
    internal static string Spelling(TokenKind kind)
    {
        foreach (var (text, k) in Punctuators)
            if (k == kind)
                return text;
        foreach (var (text, k) in Keywords)
            if (k == kind)
                return text;
        return $"<{kind}>";
    }
}

/// <summary>An expression that cannot be read or bound, and the token at fault.</summary>
internal sealed class ExpressionException(Token at, string message) : Exception($"at '{at.Shown}': {message}");
