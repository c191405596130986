using System.Collections.ObjectModel;
using System.Text;

namespace ArrhythmiaVision.Networks;

/// <summary>The rules that the names of classes and of context values obey: none empty, no two alike; two classes or more.</summary>
internal static class ClassNames
{
    public const int Maximum = 1000;
    public const int MaximumContext = 64;
    public const int LongestBytes = 1024;

    public static ReadOnlyCollection<string> Check(IReadOnlyList<string> classes, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(classes, parameterName);
        if (classes.Count is < 2 or > Maximum)
            throw new ArgumentException($"There must be 2 to {Maximum} classes, not {classes.Count}.", parameterName);

        return CheckEach(classes, "class", parameterName);
    }

    public static ReadOnlyCollection<string> CheckContext(IReadOnlyList<string> names, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(names, parameterName);
        if (names.Count > MaximumContext)
            throw new ArgumentException($"There may be at most {MaximumContext} context values a beat, not {names.Count}.", parameterName);

        return CheckEach(names, "context", parameterName);
    }

    private static ReadOnlyCollection<string> CheckEach(IReadOnlyList<string> names, string what, string parameterName)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (string.IsNullOrEmpty(name))
                throw new ArgumentException($"A {what} name is empty.", parameterName);
            if (Encoding.UTF8.GetByteCount(name) > LongestBytes)
                throw new ArgumentException($"The {what} name '{name[..20]}…' is longer than {LongestBytes} bytes.", parameterName);
            if (!seen.Add(name))
                throw new ArgumentException($"'{name}' is named twice: every {what} needs a name of its own.", parameterName);
        }

        return Array.AsReadOnly(names.ToArray());
    }

    public static bool Same(IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b, StringComparer.Ordinal);
}
