namespace Microsoft.ML.Transforms.Expressions;

/// <summary>A node of a parsed expression. <paramref name="Token"/> is where an error about it is reported.</summary>
internal abstract record Syntax(Token Token);

internal sealed record LiteralSyntax(Token Token, object? Value) : Syntax(Token);

internal sealed record NameSyntax(Token Token, string Name) : Syntax(Token);

internal sealed record UnarySyntax(Token Token, bool IsNot, Syntax Operand) : Syntax(Token);

internal enum BinaryOperator { Coalesce, Or, And, Add, Sub, Mul, Div, Mod, Power }

internal sealed record BinarySyntax(Token Token, BinaryOperator Operator, Syntax Left, Syntax Right) : Syntax(Token);

internal sealed record ConditionalSyntax(Token Token, Syntax Condition, Syntax WhenTrue, Syntax WhenFalse) : Syntax(Token);

internal enum ComparisonChain { Equal, NotEqual, Increasing, Decreasing }

/// <summary>A chain such as <c>a &lt; b &lt;= c</c>: Strict[i] belongs to the operator after Operands[i].</summary>
internal sealed record ComparisonSyntax(Token Token, ComparisonChain Chain, IReadOnlyList<Syntax> Operands, IReadOnlyList<bool> Strict) : Syntax(Token);

internal sealed record CallSyntax(Token Token, Token? NameSpace, Token Function, IReadOnlyList<Syntax> Arguments) : Syntax(Token);

internal sealed record WithSyntax(Token Token, string Name, Syntax Value, Syntax Body) : Syntax(Token);

internal sealed record LambdaSyntax(IReadOnlyList<string> Parameters, Syntax Body);
