using System.Linq.Expressions;
using System.Numerics;
using Text = System.ReadOnlyMemory<char>;

namespace Microsoft.ML.Transforms.Expressions;

/// <summary>
/// The built-in functions: each name with its overloads, as lambdas that the binder inlines. A last parameter that
/// is an array takes any number of arguments.
/// </summary>
internal static class Functions
{
    internal const string NameSpace = "global";

    private const double DegreesToRadians = Math.PI / 180, RadiansToDegrees = 180 / Math.PI;

    private static readonly Dictionary<string, LambdaExpression[]> Table = Build();

    internal static LambdaExpression[]? Find(string name) => Table.GetValueOrDefault(name);

    private static LambdaExpression Of<T1, TResult>(Expression<Func<T1, TResult>> function) => function;

    private static LambdaExpression[] Real(Expression<Func<float, float>> single, Expression<Func<double, double>> real) => [single, real];

    // A float is computed in double and rounded once.
    private static LambdaExpression[] Real(Func<double, double> function) => Real(a => (float)function(a), a => function(a));

    private static LambdaExpression[] RealOfTwo(Func<double, double, double> function) =>
    [
        (Expression<Func<float, float, float>>)((a, b) => (float)function(a, b)),
        (Expression<Func<double, double, double>>)((a, b) => function(a, b)),
    ];

    private static Dictionary<string, LambdaExpression[]> Build()
    {
        var table = new Dictionary<string, LambdaExpression[]>
        {
            ["pi"] = [(Expression<Func<double>>)(() => Math.PI)],
            ["na"] = Real(a => float.NaN, a => double.NaN),
            ["default"] = [Of((int a) => 0), Of((long a) => 0L), Of((float a) => 0f), Of((double a) => 0d), Of((bool a) => false), Of((Text a) => Text.Empty)],
            ["isna"] = [Of((float a) => float.IsNaN(a)), Of((double a) => double.IsNaN(a))],

            ["abs"] = [Of((int a) => Math.Abs(a)), Of((long a) => Math.Abs(a)), .. Real(a => Math.Abs(a), a => Math.Abs(a))],
            ["sign"] =
            [
                Of((int a) => Math.Sign(a)), Of((long a) => (long)Math.Sign(a)),
                .. Real(a => a > 0 ? 1 : a < 0 ? -1 : a, a => a > 0 ? 1 : a < 0 ? -1 : a),
            ],
            ["min"] = Extremes((a, b) => Math.Min(a, b), (a, b) => Math.Min(a, b), (a, b) => Math.Min(a, b), (a, b) => Math.Min(a, b)),
            ["max"] = Extremes((a, b) => Math.Max(a, b), (a, b) => Math.Max(a, b), (a, b) => Math.Max(a, b), (a, b) => Math.Max(a, b)),

            ["exp"] = Real(Math.Exp),
            ["ln"] = Real(Math.Log),
            ["log"] = [.. Real(Math.Log), .. RealOfTwo(Math.Log)],
            ["sqrt"] = Real(Math.Sqrt),
            ["trunc"] = Real(Math.Truncate),
            ["floor"] = Real(Math.Floor),
            ["ceil"] = Real(Math.Ceiling),
            ["round"] = Real(Math.Round),

            ["deg"] = Real(a => a * RadiansToDegrees),
            ["rad"] = Real(a => a * DegreesToRadians),
            ["sin"] = Real(Math.Sin),
            ["cos"] = Real(Math.Cos),
            ["tan"] = Real(Math.Tan),
            ["sind"] = Real(a => Math.Sin(a * DegreesToRadians)),
            ["cosd"] = Real(a => Math.Cos(a * DegreesToRadians)),
            ["tand"] = Real(a => Math.Tan(a * DegreesToRadians)),
            ["asin"] = Real(Math.Asin),
            ["acos"] = Real(Math.Acos),
            ["atan"] = Real(Math.Atan),
            ["atan2"] = RealOfTwo((a, b) => double.IsInfinity(a) && double.IsInfinity(b) ? double.NaN : Math.Atan2(a, b)),
            ["sinh"] = Real(Math.Sinh),
            ["cosh"] = Real(Math.Cosh),
            ["tanh"] = Real(Math.Tanh),

            ["len"] = [Of((Text a) => a.Length)],
            ["lower"] = [Of((Text a) => a.ToString().ToLowerInvariant().AsMemory())],
            ["upper"] = [Of((Text a) => a.ToString().ToUpperInvariant().AsMemory())],
            ["right"] = [(Expression<Func<Text, int, Text>>)((a, min) => Slice(a, min, a.Length))],
            ["left"] = [(Expression<Func<Text, int, Text>>)((a, lim) => Slice(a, 0, lim))],
            ["mid"] = [(Expression<Func<Text, int, int, Text>>)((a, min, lim) => Slice(a, min, lim))],
            ["concat"] = [(Expression<Func<Text[], Text>>)(parts => string.Concat(parts).AsMemory())],

            ["bool"] = [Of((Text a) => TextConversion.ToBoolean(a)), Of((bool a) => a)],
            ["int"] =
            [
                Of((long a) => Convert.ToInt32(a)), Of((float a) => Convert.ToInt32(a)), Of((double a) => Convert.ToInt32(a)),
                Of((bool a) => Convert.ToInt32(a)), Of((Text a) => TextConversion.ToInt32(a)), Of((int a) => a),
            ],
            ["long"] =
            [
                Of((int a) => (long)a), Of((float a) => Convert.ToInt64(a)), Of((double a) => Convert.ToInt64(a)),
                Of((bool a) => Convert.ToInt64(a)), Of((Text a) => TextConversion.ToInt64(a)), Of((long a) => a),
            ],
            ["float"] =
            [
                Of((int a) => (float)a), Of((long a) => (float)a), Of((float a) => a), Of((double a) => (float)a),
                Of((bool a) => Convert.ToSingle(a)), Of((Text a) => TextConversion.ToSingle(a)),
            ],
            ["double"] =
            [
                Of((int a) => (double)a), Of((long a) => (double)a), Of((float a) => (double)a), Of((double a) => a),
                Of((bool a) => Convert.ToDouble(a)), Of((Text a) => TextConversion.ToDouble(a)),
            ],
            ["text"] =
            [
                Of((int a) => TextConversion.ToText(a)), Of((long a) => TextConversion.ToText(a)), Of((float a) => TextConversion.ToText(a)),
                Of((double a) => TextConversion.ToText(a)), Of((bool a) => TextConversion.ToText(a)), Of((Text a) => a),
            ],
        };
        foreach (var (alias, name) in new[] { ("degrees", "deg"), ("radians", "rad"), ("atanyx", "atan2"), ("truncate", "trunc"), ("ceiling", "ceil"), ("single", "float") })
            table[alias] = table[name];
        return table;
    }

    private static LambdaExpression[] Extremes(Expression<Func<int, int, int>> i4, Expression<Func<long, long, long>> i8,
        Expression<Func<float, float, float>> r4, Expression<Func<double, double, double>> r8) => [i4, i8, r4, r8];

    /// <summary>The characters from <paramref name="min"/> to before <paramref name="lim"/>; negative ones count from the end.</summary>
    private static Text Slice(Text text, int min, int lim)
    {
        int from = Index(min, text.Length), to = Index(lim, text.Length);
        return from < to ? text[from..to] : Text.Empty;
    }

    private static int Index(int index, int length) => index < 0 ? Math.Max(index + length, 0) : Math.Min(index, length);

    internal static bool TextEquals(Text a, Text b) => a.Span.SequenceEqual(b.Span);

    internal static float Power(float a, float b) => (float)Math.Pow(a, b);

    internal static double Power(double a, double b) => Math.Pow(a, b);

    internal static int Power(int a, int b) => b == 2 ? unchecked(a * a) : (int)Power(a, b, int.MinValue, int.MaxValue);

    internal static long Power(long a, long b) => b == 2 ? unchecked(a * a) : Power(a, b, long.MinValue, long.MaxValue);

    // A negative exponent gives 0 unless the base is 1 or -1; what is out of range stops at the type's bound.
    private static long Power(long a, long b, long least, long most)
    {
        if (b < 0)
            return a == 1 ? 1 : a == -1 ? 1 - 2 * (b & 1) : 0;
        var power = BigInteger.Pow(a, (int)(b < 64 ? b : 64 + (b & 1)));
        return power < least ? least : power > most ? most : (long)power;
    }
}
