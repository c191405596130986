using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Text = System.ReadOnlyMemory<char>;

namespace Microsoft.ML.Transforms.Expressions;

/// <summary>
/// Gives every node its type and makes a delegate of the whole. Types: bool, int, long, float, double and text.
/// In arithmetic int and float make float; in a comparison they make double.
/// </summary>
internal sealed class Binder
{
    private readonly Dictionary<string, Expression> _parameters;
    private readonly Stack<(string Name, ParameterExpression Variable)> _locals = new();

    private Binder(Dictionary<string, Expression> parameters) => _parameters = parameters;

    internal static bool IsSupported(DataViewType type) => type is TextDataViewType or BooleanDataViewType
        || type == NumberDataViewType.Int32 || type == NumberDataViewType.Int64
        || type == NumberDataViewType.Single || type == NumberDataViewType.Double;

    /// <summary>
    /// Makes <c>Func&lt;T, object[], TResult&gt;</c>: T is the parameter at <paramref name="first"/>, which changes
    /// from call to call; the others are read from the array, which holds a StrongBox for each.
    /// </summary>
    internal static (Delegate Function, PrimitiveDataViewType ResultType) Bind(LambdaSyntax lambda, IReadOnlyList<DataViewType> types, int first)
    {
        var value = Expression.Parameter(types[first].RawType, lambda.Parameters[first]);
        var boxes = Expression.Parameter(typeof(object[]), "boxes");
        var parameters = new Dictionary<string, Expression>();
        for (int i = 0; i < types.Count; i++)
        {
            Expression parameter = value;
            if (i != first)
            {
                var box = Expression.Convert(Expression.ArrayIndex(boxes, Expression.Constant(i)), typeof(StrongBox<>).MakeGenericType(types[i].RawType));
                parameter = Expression.Field(box, nameof(StrongBox<int>.Value));
            }
            parameters.TryAdd(lambda.Parameters[i], parameter);
        }

        var body = new Binder(parameters).Bind(lambda.Body);
        var resultType = body.Type == typeof(bool) ? BooleanDataViewType.Instance
            : body.Type == typeof(int) ? NumberDataViewType.Int32
            : body.Type == typeof(long) ? NumberDataViewType.Int64
            : body.Type == typeof(float) ? NumberDataViewType.Single
            : body.Type == typeof(double) ? NumberDataViewType.Double
            : (PrimitiveDataViewType)TextDataViewType.Instance;
        var delegateType = typeof(Func<,,>).MakeGenericType(value.Type, typeof(object[]), body.Type);
        return (Expression.Lambda(delegateType, body, value, boxes).Compile(), resultType);
    }

    private Expression Bind(Syntax node) => node switch
    {
        LiteralSyntax literal => Expression.Constant(literal.Value ?? throw new ExpressionException(literal.Token, "Overflow")),
        NameSyntax name => BindName(name),
        UnarySyntax unary => BindUnary(unary),
        BinarySyntax binary => BindBinary(binary),
        ConditionalSyntax conditional => BindConditional(conditional),
        ComparisonSyntax comparison => BindComparison(comparison),
        CallSyntax call => BindCall(call),
        WithSyntax with => BindWith(with),
        _ => throw new InvalidOperationException(),
    };

    private Expression BindName(NameSyntax node)
    {
        foreach (var (name, variable) in _locals)
            if (name == node.Name)
                return variable;
        return _parameters.TryGetValue(node.Name, out var parameter)
            ? parameter
            : throw new ExpressionException(node.Token, $"Unresolved identifier '{node.Name}'");
    }

    private BlockExpression BindWith(WithSyntax node)
    {
        var value = Bind(node.Value);
        var variable = Expression.Variable(value.Type, node.Name);
        _locals.Push((node.Name, variable));
        var body = Bind(node.Body);
        _locals.Pop();
        return Expression.Block([variable], Expression.Assign(variable, value), body);
    }

    private static ExpressionException Invalid(string what, Syntax at) => new(at.Token, $"Invalid {what} operand");

    private static string Describe(Type type)
        => type == typeof(bool) ? "boolean" : type == typeof(Text) ? "text" : type == typeof(int) || type == typeof(long) ? "integer" : "numeric";

    private static Expression CheckBoolean(Expression value, Syntax node) => value.Type == typeof(bool) ? value : throw Invalid("boolean", node);

    private Expression BindUnary(UnarySyntax node)
    {
        var operand = Bind(node.Operand);
        if (node.IsNot)
            return Expression.Not(CheckBoolean(operand, node.Operand));
        return IsNumber(operand.Type) ? Expression.Negate(operand) : throw Invalid("numeric", node.Operand);
    }

    private Expression BindBinary(BinarySyntax node)
    {
        var (left, right) = (Bind(node.Left), Bind(node.Right));
        if (node.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            CheckBoolean(left, node.Left);
            CheckBoolean(right, node.Right);
            return node.Operator == BinaryOperator.And ? Expression.AndAlso(left, right) : Expression.OrElse(left, right);
        }
        if (node.Operator == BinaryOperator.Coalesce && left.Type != typeof(float) && left.Type != typeof(double))
            throw Invalid(Describe(left.Type), node);

        var type = Promote(left.Type, right.Type, isPrecise: false);
        if (type == null || !IsNumber(type))
            type = IsNumber(left.Type) ? left.Type : IsNumber(right.Type) ? right.Type : typeof(float);
        if (!CanConvert(left.Type, type))
            throw Invalid("numeric", node.Left);
        if (!CanConvert(right.Type, type))
            throw Invalid("numeric", node.Right);

        bool isConstant = left is ConstantExpression && right is ConstantExpression;
        (left, right) = (ConvertTo(left, type), ConvertTo(right, type));
        return node.Operator switch
        {
            BinaryOperator.Add => Expression.Add(left, right),
            BinaryOperator.Sub => Expression.Subtract(left, right),
            // A product of ints is checked for overflow; one of longs, or of constants, is not.
            BinaryOperator.Mul => type == typeof(int) && !isConstant ? Expression.MultiplyChecked(left, right) : Expression.Multiply(left, right),
            BinaryOperator.Div => Expression.Divide(left, right),
            BinaryOperator.Mod => Expression.Modulo(left, right),
            BinaryOperator.Power => Expression.Call(typeof(Functions), nameof(Functions.Power), null, left, right),
            _ => Coalesce(left, right),
        };
    }

    private static BlockExpression Coalesce(Expression left, Expression right)
    {
        var value = Expression.Variable(left.Type);
        return Expression.Block([value], Expression.Assign(value, left),
            Expression.Condition(Expression.Call(left.Type, nameof(double.IsNaN), null, value), right, value));
    }

    private ConditionalExpression BindConditional(ConditionalSyntax node)
    {
        var (condition, left, right) = (Bind(node.Condition), Bind(node.WhenTrue), Bind(node.WhenFalse));
        CheckBoolean(condition, node.Condition);
        var type = Promote(left.Type, right.Type, isPrecise: false)
            ?? (IsNumber(left.Type) ? left.Type : IsNumber(right.Type) ? right.Type : left.Type);
        string wanted = type == typeof(bool) ? "boolean" : type == typeof(Text) ? "text" : "numeric";
        if (!CanConvert(left.Type, type))
            throw Invalid(wanted, node.WhenTrue);
        if (!CanConvert(right.Type, type))
            throw Invalid(wanted, node.WhenFalse);
        return Expression.Condition(condition, ConvertTo(left, type), ConvertTo(right, type));
    }

    private BlockExpression BindComparison(ComparisonSyntax node)
    {
        var operands = node.Operands.Select(Bind).ToArray();
        var type = operands[0].Type;
        for (int i = 1; i < operands.Length; i++)
            type = Promote(operands[i].Type, type, isPrecise: true) ?? throw Invalid(Describe(type), node.Operands[i]);
        bool isOrder = node.Chain is ComparisonChain.Increasing or ComparisonChain.Decreasing;
        if (isOrder && !IsNumber(type))
            throw new ExpressionException(node.Token, "Bad operands for comparison");

        // Each operand is computed once, and only if those before it hold.
        var variables = operands.Select(_ => Expression.Variable(type)).ToArray();
        Expression holds = Expression.Constant(true);
        for (int i = operands.Length - 1; i >= 1; i--)
        {
            // != means that all differ, so each is compared with all before it.
            int earliest = node.Chain == ComparisonChain.NotEqual ? 0 : i - 1;
            Expression step = Compare(node.Chain, node.Strict[i - 1], variables[i - 1], variables[i]);
            for (int j = i - 2; j >= earliest; j--)
                step = Expression.AndAlso(step, Compare(node.Chain, true, variables[j], variables[i]));
            holds = Expression.Block(Expression.Assign(variables[i], ConvertTo(operands[i], type)), Expression.AndAlso(step, holds));
        }
        return Expression.Block(variables, Expression.Assign(variables[0], ConvertTo(operands[0], type)), holds);
    }

    private static Expression Compare(ComparisonChain chain, bool isStrict, Expression a, Expression b)
    {
        if (a.Type == typeof(Text))
        {
            Expression equal = Expression.Call(typeof(Functions), nameof(Functions.TextEquals), null, a, b);
            return chain == ComparisonChain.Equal ? equal : Expression.Not(equal);
        }
        return (chain, isStrict) switch
        {
            (ComparisonChain.Equal, _) => Expression.Equal(a, b),
            (ComparisonChain.NotEqual, _) => Expression.NotEqual(a, b),
            (ComparisonChain.Increasing, true) => Expression.LessThan(a, b),
            (ComparisonChain.Increasing, false) => Expression.LessThanOrEqual(a, b),
            (ComparisonChain.Decreasing, true) => Expression.GreaterThan(a, b),
            _ => Expression.GreaterThanOrEqual(a, b),
        };
    }

    private InvocationExpression BindCall(CallSyntax node)
    {
        string name = (string)node.Function.Value!;
        var arguments = node.Arguments.Select(Bind).ToArray();
        var overloads = node.NameSpace == null || (string)node.NameSpace.Value! == Functions.NameSpace ? Functions.Find(name) : null;
        if (overloads == null)
            throw new ExpressionException(node.Function, "Unknown function");

        var ofArity = overloads.Where(o => TakesMany(o) || o.Parameters.Count == arguments.Length).ToArray();
        if (ofArity.Length == 0)
        {
            var arities = overloads.Select(o => o.Parameters.Count).Distinct().Order().ToArray();
            throw new ExpressionException(node.Token, arities switch
            {
                [1] => $"Expected one argument to function '{name}'",
                [var only] => $"Expected {only} arguments to function '{name}'",
                [var fewer, var more] => $"Expected {fewer} or {more} arguments to function '{name}'",
                _ => $"No overload of function '{name}' takes {arguments.Length} arguments",
            });
        }

        var applicable = ofArity.Where(o => arguments.Select((a, i) => CanConvert(a.Type, ParameterType(o, i))).All(can => can)).ToArray();
        if (applicable.Length == 0)
            throw new ExpressionException(node.Token, $"The best overload of '{name}' has some invalid arguments");
        var best = applicable.First(o => applicable.All(other => o.Parameters.Zip(other.Parameters).All(p => CanConvert(p.First.Type, p.Second.Type))));

        var converted = arguments.Select((a, i) => ConvertTo(a, ParameterType(best, i)));
        return TakesMany(best)
            ? Expression.Invoke(best, Expression.NewArrayInit(typeof(Text), converted))
            : Expression.Invoke(best, converted);
    }

    private static bool TakesMany(LambdaExpression overload) => overload.Parameters is [{ Type.IsArray: true }];

    private static Type ParameterType(LambdaExpression overload, int index)
        => TakesMany(overload) ? typeof(Text) : overload.Parameters[index].Type;

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(float) || type == typeof(double);

    private static bool CanConvert(Type from, Type to) => from == to
        || (from == typeof(int) && IsNumber(to))
        || ((from == typeof(long) || from == typeof(float)) && to == typeof(double));

    private static Expression ConvertTo(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);

    /// <summary>The type that both can become, or null.</summary>
    private static Type? Promote(Type a, Type b, bool isPrecise)
    {
        if (a == b)
            return a;
        if (!IsNumber(a) || !IsNumber(b))
            return null;
        if (a == typeof(double) || b == typeof(double))
            return typeof(double);
        bool hasInt = a == typeof(int) || b == typeof(int), hasLong = a == typeof(long) || b == typeof(long);
        return hasInt && hasLong ? typeof(long) : hasInt && !isPrecise ? typeof(float) : typeof(double);
    }
}
