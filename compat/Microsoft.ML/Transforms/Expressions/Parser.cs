using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Expressions;

/// <summary>
/// Reads <c>(x, y) : body</c> by operator precedence. From loosest to tightest: conditional, <c>??</c>, or, and,
/// comparison chains, sum, product, unary minus and not, power.
/// </summary>
internal sealed class Parser
{
    private enum Precedence { None, Conditional, Coalesce, Or, And, Compare, Add, Mul, AboveMul, Unary }

    private readonly List<Token> _tokens;
    private readonly IReadOnlyList<DataViewType> _types;
    private int _at;

    private Parser(List<Token> tokens, IReadOnlyList<DataViewType> types)
    {
        _tokens = tokens;
        _types = types;
        StopAtError();
    }

    internal static LambdaSyntax Parse(string text, IReadOnlyList<DataViewType> types)
    {
        var parser = new Parser(Lexer.Read(text), types);
        var lambda = parser.ParseLambda();
        if (parser.Kind != TokenKind.Eof)
            throw new ExpressionException(parser.Current, "Expected end of input");
        return lambda;
    }

    private Token Current => _tokens[_at];

    private TokenKind Kind => Current.Kind;

    private TokenKind Ahead(int count) => _at + count < _tokens.Count ? _tokens[_at + count].Kind : TokenKind.Eof;

    private Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.Eof)
            _at++;
        StopAtError();
        return token;
    }

    private void StopAtError()
    {
        if (Kind == TokenKind.Error)
            throw new ExpressionException(Current, Current.Shown);
    }

    private Token Take(TokenKind wanted)
    {
        if (Kind == wanted)
            return Take();
        string found = Kind == TokenKind.Ident ? (string)Current.Value! : Token.Spelling(Kind);
        throw new ExpressionException(Current, $"Expected: '{Token.Spelling(wanted)}', Found: '{found}'");
    }

    private LambdaSyntax ParseLambda()
    {
        var first = Current;
        var names = new List<string>();
        if (Kind == TokenKind.Ident)
            names.Add(ParseParameter(0));
        else
        {
            Take(TokenKind.OpenParen);
            names.Add(ParseParameter(0));
            while (Kind == TokenKind.Comma)
            {
                Take();
                names.Add(ParseParameter(names.Count));
            }
            Take(TokenKind.CloseParen);
        }
        if (names.Count != _types.Count)
            throw new ExpressionException(first, $"Wrong number of parameters, expected: {_types.Count}");
        if (Kind == TokenKind.Colon)
            Take();
        else
            Take(TokenKind.EquGrt);
        return new LambdaSyntax(names, ParseExpression());
    }

    private string ParseParameter(int index)
    {
        var token = Take(TokenKind.Ident);
        if (index >= _types.Count)
            throw new ExpressionException(token, $"Too many parameters, expected {_types.Count}");
        if (!Binder.IsSupported(_types[index]))
            throw new ExpressionException(token, "Unsupported type");
        return (string)token.Value!;
    }

    private Syntax ParseExpression(Precedence least = Precedence.None)
    {
        var left = ParsePrimary();
        while (true)
        {
            var (precedence, op) = Kind switch
            {
                TokenKind.Car => (Precedence.Unary, BinaryOperator.Power),
                TokenKind.Mul => (Precedence.Mul, BinaryOperator.Mul),
                TokenKind.Div => (Precedence.Mul, BinaryOperator.Div),
                TokenKind.Per => (Precedence.Mul, BinaryOperator.Mod),
                TokenKind.Add => (Precedence.Add, BinaryOperator.Add),
                TokenKind.Sub => (Precedence.Add, BinaryOperator.Sub),
                TokenKind.AmpAmp or TokenKind.And => (Precedence.And, BinaryOperator.And),
                TokenKind.BarBar or TokenKind.Or => (Precedence.Or, BinaryOperator.Or),
                TokenKind.QueQue => (Precedence.Coalesce, BinaryOperator.Coalesce),
                TokenKind.Que => (Precedence.Conditional, default),
                TokenKind.Equ or TokenKind.EquEqu or TokenKind.LssGrt or TokenKind.BngEqu
                    or TokenKind.Lss or TokenKind.LssEqu or TokenKind.Grt or TokenKind.GrtEqu => (Precedence.Compare, default),
                TokenKind.True or TokenKind.False or TokenKind.IntLit or TokenKind.FltLit or TokenKind.DblLit
                    or TokenKind.CharLit or TokenKind.StrLit => throw new ExpressionException(Current, "Operator expected"),
                _ => (Precedence.None, default(BinaryOperator)),
            };
            if (precedence == Precedence.None || least > precedence)
                return left;

            if (precedence == Precedence.Compare)
                left = ParseComparison(left);
            else if (precedence == Precedence.Conditional)
            {
                var token = Take();
                var whenTrue = ParseExpression();
                Take(TokenKind.Colon);
                left = new ConditionalSyntax(token, left, whenTrue, ParseExpression());
            }
            else
            {
                // Power and ?? group to the right, the others to the left.
                var token = Take();
                bool toTheRight = op is BinaryOperator.Power or BinaryOperator.Coalesce;
                left = new BinarySyntax(token, op, left, ParseExpression(toTheRight ? precedence : precedence + 1));
            }
        }
    }

    private Syntax ParsePrimary()
    {
        switch (Kind)
        {
            case TokenKind.OpenParen:
                Take();
                var inner = ParseExpression();
                Take(TokenKind.CloseParen);
                return inner;
            case TokenKind.Sub:
                return new UnarySyntax(Take(), false, ParseExpression(Precedence.Unary));
            case TokenKind.Not or TokenKind.Bng:
                return new UnarySyntax(Take(), true, ParseExpression(Precedence.Unary));
            case TokenKind.IntLit or TokenKind.FltLit or TokenKind.DblLit:
                return new LiteralSyntax(Current, Take().Value);
            case TokenKind.True or TokenKind.False:
                return new LiteralSyntax(Current, Take().Kind == TokenKind.True);
            case TokenKind.StrLit:
                return new LiteralSyntax(Current, ((string)Take().Value!).AsMemory());
            case TokenKind.With:
                Take();
                Take(TokenKind.OpenParen);
                return ParseWith(_tokens[_at - 2]);
            case TokenKind.Ident when Ahead(1) == TokenKind.OpenParen:
                return ParseCall(null);
            case TokenKind.Ident when Ahead(1) == TokenKind.Dot && Ahead(2) == TokenKind.Ident && Ahead(3) == TokenKind.OpenParen:
                var nameSpace = Take();
                Take();
                return ParseCall(nameSpace);
            default:
                var name = Take(TokenKind.Ident);
                return new NameSyntax(name, (string)name.Value!);
        }
    }

    private CallSyntax ParseCall(Token? nameSpace)
    {
        var function = Take();
        var paren = Take(TokenKind.OpenParen);
        var arguments = new List<Syntax>();
        if (Kind != TokenKind.CloseParen)
        {
            arguments.Add(ParseExpression());
            while (Kind == TokenKind.Comma)
            {
                Take();
                arguments.Add(ParseExpression());
            }
        }
        Take(TokenKind.CloseParen);
        return new CallSyntax(paren, nameSpace, function, arguments);
    }

    // with(a = 1, b = a + 1; body) is with(a = 1; with(b = a + 1; body)).
    private WithSyntax ParseWith(Token token)
    {
        string name = (string)Take(TokenKind.Ident).Value!;
        Take(TokenKind.Equ);
        var value = ParseExpression();
        if (Kind == TokenKind.Comma)
            return new WithSyntax(token, name, value, ParseWith(Take()));
        Take(TokenKind.Semi);
        var body = ParseExpression();
        Take(TokenKind.CloseParen);
        return new WithSyntax(token, name, value, body);
    }

    private ComparisonSyntax ParseComparison(Syntax first)
    {
        var token = Current;
        var (chain, lax, strict) = Kind switch
        {
            TokenKind.Equ or TokenKind.EquEqu => (ComparisonChain.Equal, TokenKind.Equ, TokenKind.EquEqu),
            TokenKind.LssGrt or TokenKind.BngEqu => (ComparisonChain.NotEqual, TokenKind.LssGrt, TokenKind.BngEqu),
            TokenKind.Lss or TokenKind.LssEqu => (ComparisonChain.Increasing, TokenKind.LssEqu, TokenKind.Lss),
            _ => (ComparisonChain.Decreasing, TokenKind.GrtEqu, TokenKind.Grt),
        };
        var operands = new List<Syntax> { first };
        var stricts = new List<bool>();
        while (Kind == lax || Kind == strict)
        {
            stricts.Add(Take().Kind == strict);
            operands.Add(ParseExpression(Precedence.Compare + 1));
        }
        if (Kind is TokenKind.Equ or TokenKind.EquEqu or TokenKind.LssGrt or TokenKind.BngEqu
            or TokenKind.Lss or TokenKind.LssEqu or TokenKind.Grt or TokenKind.GrtEqu)
            throw new ExpressionException(Current, "Mixed direction not allowed");
        return new ComparisonSyntax(token, chain, operands, stricts);
    }
}
