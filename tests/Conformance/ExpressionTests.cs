using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests;

/// <summary>The expression language: types, operators, functions, and what it says of mistakes.</summary>
public class ExpressionTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Over_a_vector()
    {
        var view = Beat.View(_ml);
        var twice = _ml.Transforms.Expression("Twice", "(x) : x * 2", "X").Fit(view).Transform(view);
        Assert.Equal("3 Twice : Vector<Single, 3> []", Describe.Schema(twice)[3]);
        Assert.Equal("2 4 6", Describe.Vectors<float>(twice, "Twice")[0]);
    }

    [Theory]
    // Numbers: what a literal is, and how types meet.
    [InlineData("f + g", "Single 5.5")]
    [InlineData("i + l", "Int64 12")]
    [InlineData("i + f", "Single 8.5")]
    [InlineData("l + f", "Double 6.5")]
    [InlineData("f + d", "Double 1.75")]
    [InlineData("1", "Int32 1")]
    [InlineData("1L", "Int64 1")]
    [InlineData("3000000000", "Int64 3000000000")]
    [InlineData("0xFFFFFFFF", "Int32 -1")]
    [InlineData("0x10", "Int32 16")]
    [InlineData("1.5", "Single 1.5")]
    [InlineData("1.5d", "Double 1.5")]
    [InlineData("2f", "Single 2")]
    [InlineData("1e3", "Single 1000")]
    [InlineData(".25", "Single 0.25")]
    // Operators and their order.
    [InlineData("2 + 3 * 4", "Int32 14")]
    [InlineData("-2 ^ 2", "Int32 -4")]
    [InlineData("2 ^ 3 ^ 2", "Int32 512")]
    [InlineData("2 ^ -1", "Int32 0")]
    [InlineData("2.0 ^ -1", "Single 0.5")]
    [InlineData("10 ^ 20", "Int32 2147483647")]
    [InlineData("7 / 2", "Int32 3")]
    [InlineData("7 % 4", "Int32 3")]
    [InlineData("f / 2", "Single 0.75")]
    [InlineData("(1 - 2) - 3", "Int32 -4")]
    [InlineData("1 - 2 - 3", "Int32 -4")]
    // Truth.
    [InlineData("not b", "Boolean False")]
    [InlineData("b && !b || true", "Boolean True")]
    [InlineData("b and false or not true", "Boolean False")]
    [InlineData("1 < 2 <= 2 < 3", "Boolean True")]
    [InlineData("1 < 3 < 2", "Boolean False")]
    [InlineData("3 > 2 >= 2", "Boolean True")]
    [InlineData("1 = 1 == 1", "Boolean True")]
    [InlineData("1 != 2 != 1", "Boolean False")]
    [InlineData("1 <> 2 <> 3", "Boolean True")]
    [InlineData("i == 7", "Boolean True")]
    [InlineData("t == \"Beat\"", "Boolean True")]
    [InlineData("t != \"beat\"", "Boolean True")]
    [InlineData("na(f) < 1", "Boolean False")]
    [InlineData("na(f) <= na(f)", "Boolean False")]
    [InlineData("na(f) != 1", "Boolean True")]
    [InlineData("b ? 1 : 2.5", "Single 1")]
    [InlineData("f > 2 ? \"high\" : \"low\"", "String low")]
    [InlineData("f > 2 ? 1 : f > 1 ? 2 : 3", "Int32 2")]
    [InlineData("na(f) ?? g ?? 1", "Single 4")]
    [InlineData("f ?? 9", "Single 1.5")]
    // Locals, comments, other spellings.
    [InlineData("with(h = f * 2; h * h)", "Single 9")]
    [InlineData("with(h = 2, k = h + 1; h * k)", "Int32 6")]
    [InlineData("with(f = 10; f)", "Int32 10")]
    [InlineData("f /* the first */ + g // the second", "Single 5.5")]
    [InlineData("global.abs(-3)", "Int32 3")]
    [InlineData("@\"a\"\"b\"", "String a\"b")]
    [InlineData("\"tab\\tquote\\\"\\u0041\"", "String tab\tquote\"A")]
    // Functions.
    [InlineData("abs(-2.5)", "Single 2.5")]
    [InlineData("sign(-7)", "Int32 -1")]
    [InlineData("sign(na(f))", "Single NaN")]
    [InlineData("min(3, 2.5)", "Single 2.5")]
    [InlineData("max(l, f)", "Double 5")]
    [InlineData("pi()", "Double 3.141592653589793")]
    [InlineData("exp(0)", "Single 1")]
    [InlineData("ln(exp(1d))", "Double 1")]
    [InlineData("log(8, 2)", "Single 3")]
    [InlineData("sqrt(2)", "Single 1.4142135")]
    [InlineData("trunc(-1.5) + floor(-1.5) + ceil(-1.5)", "Single -4")]
    [InlineData("round(2.5) + round(3.5)", "Single 6")]
    [InlineData("deg(pi())", "Double 180")]
    [InlineData("rad(180d)", "Double 3.141592653589793")]
    [InlineData("sind(30d) + cosd(60d) + tand(45d)", "Double 2")]
    [InlineData("sin(1d) + cos(1d) + tan(1d)", "Double 2.939181015330939")]
    [InlineData("asin(1d) + acos(1d) + atan(1d)", "Double 2.356194490192345")]
    [InlineData("atan2(1d, -1d)", "Double 2.356194490192345")]
    [InlineData("sinh(1d) + cosh(1d) + tanh(1d)", "Double 3.47987598441481")]
    [InlineData("isna(na(1d))", "Boolean True")]
    [InlineData("isna(f)", "Boolean False")]
    [InlineData("default(f)", "Single 0")]
    [InlineData("default(t)", "String ")]
    // Text.
    [InlineData("len(t)", "Int32 4")]
    [InlineData("upper(t)", "String BEAT")]
    [InlineData("lower(t)", "String beat")]
    [InlineData("left(t, 2)", "String Be")]
    [InlineData("left(t, -1)", "String Bea")]
    [InlineData("right(t, 1)", "String eat")]
    [InlineData("right(t, -1)", "String t")]
    [InlineData("mid(t, 1, 3)", "String ea")]
    [InlineData("mid(t, 3, 1)", "String ")]
    [InlineData("concat()", "String ")]
    [InlineData("concat(t)", "String Beat")]
    [InlineData("concat(t, \"-\", text(i), \"-\", text(b))", "String Beat-7-1")]
    // Conversions.
    [InlineData("bool(\"yes\")", "Boolean True")]
    [InlineData("bool(\"nonsense\")", "Boolean False")]
    [InlineData("int(2.5)", "Int32 2")]
    [InlineData("int(3.5)", "Int32 4")]
    [InlineData("int(\"-12\")", "Int32 -12")]
    [InlineData("int(true)", "Int32 1")]
    [InlineData("long(i)", "Int64 7")]
    [InlineData("long(\"\")", "Int64 0")]
    [InlineData("float(\"1.25\")", "Single 1.25")]
    [InlineData("single(\"what\")", "Single NaN")]
    [InlineData("single(\"1.5  \")", "Single 1.5")]
    [InlineData("single(\" 1.5\")", "Single NaN")]
    [InlineData("single(\"  \")", "Single 0")]
    [InlineData("single(\"-0 \")", "Single -0")]
    [InlineData("double(\"-1.17549435E-38 \")", "Double -1.17549435E-38")]
    [InlineData("int(single(mid(\"-1   12  \", 5, 9)))", "Int32 12")]
    [InlineData("float(\"\")", "Single 0")]
    [InlineData("double(\"1e-3\")", "Double 0.001")]
    [InlineData("double(f)", "Double 1.5")]
    [InlineData("text(0.1)", "String 0.1")]
    [InlineData("text(0.1d)", "String 0.10000000000000001")]
    public void A_value(string body, string expected) => Assert.Equal(expected, Evaluate(body));

    [Theory]
    [InlineData("f +", "parsing failed: at 'Eof': Expected: '<Ident>', Found: '<Eof>'")]
    [InlineData("(f", "parsing failed: at 'Eof': Expected: ')', Found: '<Eof>'")]
    [InlineData("f g", "parsing failed: at 'Ident: g': Expected end of input")]
    [InlineData("f 2", "parsing failed: at '2': Operator expected")]
    [InlineData("1 < 2 > 1", "parsing failed: at 'Grt': Mixed direction not allowed")]
    [InlineData("f & g", "parsing failed: at 'Unexpected character '&(\\u0026)'': Unexpected character '&(\\u0026)'")]
    [InlineData("\"open", "parsing failed: at 'Newline in constant': Newline in constant")]
    [InlineData("'ab'", "parsing failed: at ''a'': Expected: '<Ident>', Found: '<CharLit>'")]
    [InlineData("18446744073709551616", "parsing failed: at 'Integral constant is too large': Integral constant is too large")]
    [InlineData("\"\\q\"", "parsing failed: at 'Unrecognized escape sequence': Unrecognized escape sequence")]
    [InlineData("f /* open", "parsing failed: at 'End-of-input found in comment': End-of-input found in comment")]
    [InlineData("h", "binding failed: at 'Ident: h': Unresolved identifier 'h'")]
    [InlineData("f + b", "binding failed: at 'Ident: b': Invalid numeric operand")]
    [InlineData("t + t", "binding failed: at 'Ident: t': Invalid numeric operand")]
    [InlineData("-t", "binding failed: at 'Ident: t': Invalid numeric operand")]
    [InlineData("!f", "binding failed: at 'Ident: f': Invalid boolean operand")]
    [InlineData("f and b", "binding failed: at 'Ident: f': Invalid boolean operand")]
    [InlineData("f and nope", "binding failed: at 'Ident: nope': Unresolved identifier 'nope'")]
    [InlineData("f ? nope : 1", "binding failed: at 'Ident: nope': Unresolved identifier 'nope'")]
    [InlineData("i ?? 1", "binding failed: at 'QueQue': Invalid integer operand")]
    [InlineData("f ? 1 : 2", "binding failed: at 'Ident: f': Invalid boolean operand")]
    [InlineData("b ? 1 : t", "binding failed: at 'Ident: t': Invalid numeric operand")]
    [InlineData("b ? t : b", "binding failed: at 'Ident: b': Invalid text operand")]
    [InlineData("b < true", "binding failed: at 'Lss': Bad operands for comparison")]
    [InlineData("f == t", "binding failed: at 'Ident: t': Invalid numeric operand")]
    [InlineData("nope(f)", "binding failed: at 'Ident: nope': Unknown function")]
    [InlineData("other.abs(f)", "binding failed: at 'Ident: abs': Unknown function")]
    [InlineData("sin(f, g)", "binding failed: at 'OpenParen': Expected one argument to function 'sin'")]
    [InlineData("min(f)", "binding failed: at 'OpenParen': Expected 2 arguments to function 'min'")]
    [InlineData("log()", "binding failed: at 'OpenParen': Expected 1 or 2 arguments to function 'log'")]
    [InlineData("sin(t)", "binding failed: at 'OpenParen': The best overload of 'sin' has some invalid arguments")]
    [InlineData("9999999999999999999", "binding failed: at '9999999999999999999': Overflow")]
    public void A_mistake(string body, string expected)
        => Assert.Equal($"ArgumentOutOfRangeException: {expected} (Parameter 'expression')", Describe.Exception(() => Evaluate(body)));

    [Theory]
    [InlineData("x : x", new[] { "F", "G" }, "parsing failed: at 'Ident: x': Wrong number of parameters, expected: 2")]
    [InlineData("(x, y) : x", new[] { "F" }, "parsing failed: at 'Ident: y': Too many parameters, expected 1")]
    [InlineData("(x) x", new[] { "F" }, "parsing failed: at 'Ident: x': Expected: '=>', Found: 'x'")]
    public void A_mistake_in_the_parameters(string expression, string[] inputs, string expected)
        => Assert.Equal($"ArgumentOutOfRangeException: {expected} (Parameter 'expression')",
            Describe.Exception(() => _ml.Transforms.Expression("Y", expression, inputs).Fit(Row())));

    [Fact]
    public void Two_spellings_of_a_lambda()
    {
        Assert.Equal("3", Describe.Column<float>(Apply("x => x * 2", "F"), "Y"));
        Assert.Equal("6", Describe.Column<float>(Apply("(x, y) => x * y", "F", "G"), "Y"));
    }

    [Fact]
    public void A_vector_with_scalars_at_any_place()
    {
        var view = Apply("(a, v, n) : v * a + n", "F", "V", "I");
        Assert.Equal("8 Y : Vector<Single, 3> []", Describe.Schema(view)[8]);
        Assert.Equal(["8.5 10 11.5"], Describe.Vectors<float>(view, "Y"));
    }

    [Fact]
    public void A_vector_takes_its_slot_names_along()
    {
        var row = Row();
        var chain = _ml.Transforms.Concatenate("FG", "F", "G").Append(_ml.Transforms.Expression("Y", "(v, i) : v > i", "FG", "I"));
        var view = chain.Fit(row).Transform(row);
        Assert.Equal("9 Y : Vector<Boolean, 2> [SlotNames:Vector<String, 2>]", Describe.Schema(view)[9]);
        Assert.Equal(["F", "G"], Describe.SlotNames(view, "Y"));
        Assert.Equal(["False False"], Describe.Vectors<bool>(view, "Y"));
        var named = _ml.Transforms.Concatenate("FG", "F", "G").Fit(row).Transform(row);
        Assert.Equal("Y : Vector Single key=False [SlotNames:Vector String]", Describe.Shape(ShapeProbe.After(_ml.Transforms.Expression("Y", "v : v * 2", "FG"), named))[^1]);
    }

    [Fact]
    public void Only_one_vector_and_at_most_five_columns()
    {
        Assert.Equal("ArgumentOutOfRangeException: Can have at most one vector-valued source column (Parameter 'inputColumnNames')",
            Describe.Exception(() => Apply("(v, w) : v * w", "V", "V")));
        Assert.Equal("ArgumentOutOfRangeException: maximum number of inputs exceeded (Parameter 'InputColumnNames')",
            Describe.Exception(() => Apply("(a, b, c, d, e, f) : a", "F", "F", "F", "F", "F", "F")));
    }

    [Fact]
    public void A_column_that_is_not_there_or_of_a_type_that_the_language_lacks()
    {
        Assert.Equal("ArgumentOutOfRangeException: Could not find input column 'Nope' (Parameter 'inputSchema')", Describe.Exception(() => Apply("x : x", "Nope")));
        var keys = _ml.Data.LoadFromEnumerable([new KeyOnly()]);
        Assert.Equal("ArgumentOutOfRangeException: parsing failed: at 'Ident: x': Unsupported type (Parameter 'expression')",
            Describe.Exception(() => _ml.Transforms.Expression("Y", "x : x", "Label").Fit(keys)));
    }

    [Fact]
    public void A_product_of_ints_that_overflows()
    {
        var view = _ml.Data.LoadFromEnumerable([new Operands { I = 2_000_000_000, T = "", V = [0, 0, 0] }]);
        var product = _ml.Transforms.Expression("Y", "x : x * 2", "I").Fit(view).Transform(view);
        Assert.StartsWith("OverflowException", Describe.Exceptions(() => Describe.Column<int>(product, "Y"))[^1], StringComparison.Ordinal);
        var sum = _ml.Transforms.Expression("Y", "x : x + x", "I").Fit(view).Transform(view);
        Assert.Equal("-294967296", Describe.Column<int>(sum, "Y"));
    }

    private IDataView Row() => _ml.Data.LoadFromEnumerable([new Operands { F = 1.5f, G = 4, D = 0.25, I = 7, L = 5, B = true, T = "Beat", V = [1, 2, 3] }]);

    private IDataView Apply(string expression, params string[] inputs)
    {
        var row = Row();
        return _ml.Transforms.Expression("Y", expression, inputs).Fit(row).Transform(row);
    }

    // At most five columns may be named, so those that the body does not speak of are left out.
    private string Evaluate(string body)
    {
        var used = new[] { "F", "G", "D", "I", "L", "B", "T" }.Where(n => System.Text.RegularExpressions.Regex.IsMatch(body, $@"\b{n.ToLowerInvariant()}\b")).ToArray();
        if (used.Length == 0)
            used = ["F"];
        var view = Apply($"({string.Join(", ", used.Select(n => n.ToLowerInvariant()))}) : {body}", used);
        string type = view.Schema["Y"].Type.ToString()!;
        string value = type switch
        {
            "Single" => Describe.Column<float>(view, "Y"),
            "Double" => Describe.Column<double>(view, "Y"),
            "Int32" => Describe.Column<int>(view, "Y"),
            "Int64" => Describe.Column<long>(view, "Y"),
            "Boolean" => Describe.Column<bool>(view, "Y"),
            _ => Describe.Column<string>(view, "Y"),
        };
        return $"{type} {value}";
    }
}
