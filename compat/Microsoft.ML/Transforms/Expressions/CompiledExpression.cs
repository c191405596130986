using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Expressions;

/// <summary>An expression made ready to run: see <see cref="Binder.Bind"/> for the delegate's shape.</summary>
internal sealed class CompiledExpression
{
    private CompiledExpression(Delegate function, PrimitiveDataViewType resultType, int first)
    {
        Function = function;
        ResultType = resultType;
        First = first;
    }

    internal Delegate Function { get; }

    internal PrimitiveDataViewType ResultType { get; }

    /// <summary>The parameter that is passed by value: the vector's element, or the first one.</summary>
    internal int First { get; }

    /// <param name="expression">The expression's text.</param>
    /// <param name="types">The parameters' types, of a vector its items'.</param>
    /// <param name="vectorIndex">Which parameter comes from a vector, or -1.</param>
    internal static CompiledExpression Compile(string expression, IReadOnlyList<DataViewType> types, int vectorIndex)
    {
        LambdaSyntax lambda;
        try
        {
            lambda = Parser.Parse(expression, types);
        }
        catch (ExpressionException e)
        {
            throw Contracts.ExceptParam(nameof(expression), "parsing failed: " + e.Message);
        }

        int first = Math.Max(vectorIndex, 0);
        try
        {
            var (function, resultType) = Binder.Bind(lambda, types, first);
            return new CompiledExpression(function, resultType, first);
        }
        catch (ExpressionException e)
        {
            throw Contracts.ExceptParam(nameof(expression), "binding failed: " + e.Message);
        }
    }
}
