using System.Collections.ObjectModel;
using System.Text;

namespace ArrhythmiaVision.Networks;

/// <summary>The rules class names obey: two or more, none empty, no two alike.</summary>
internal static class ClassNames
{
    public const int Maximum = 1000;
    public const int LongestBytes = 1024;

    public static ReadOnlyCollection<string> Check(IReadOnlyList<string> classes, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(classes, parameterName);
        if (classes.Count is < 2 or > Maximum)
            throw new ArgumentException($"There must be 2 to {Maximum} classes, not {classes.Count}.", parameterName);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in classes)
        {
            if (string.IsNullOrEmpty(name))
                throw new ArgumentException("A class name is empty.", parameterName);
            if (Encoding.UTF8.GetByteCount(name) > LongestBytes)
                throw new ArgumentException($"Class name '{name[..20]}…' is longer than {LongestBytes} bytes.", parameterName);
            if (!seen.Add(name))
                throw new ArgumentException($"Class '{name}' is named twice.", parameterName);
        }

        return Array.AsReadOnly(classes.ToArray());
    }

    public static bool Same(IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b, StringComparer.Ordinal);
}
