namespace ArrhythmiaVision.Conformance.Tests.Surface;

/// <summary>ML.NET 5.0.0's public API, as listed from its assemblies: each type's line with its members' lines.</summary>
internal sealed class PublicApiListing
{
    private readonly Dictionary<string, HashSet<string>> _membersByTypeLine = new(StringComparer.Ordinal);

    private PublicApiListing()
    {
        var assembly = typeof(PublicApiListing).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".txt", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            HashSet<string> members = [];
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith("    ", StringComparison.Ordinal))
                    members.Add(line[4..]);
                else if (line.Length > 0)
                    _membersByTypeLine.Add(line, members = new HashSet<string>(StringComparer.Ordinal));
            }
        }
    }

    public static PublicApiListing Instance { get; } = new();

    public IReadOnlyDictionary<string, HashSet<string>> MembersByTypeLine => _membersByTypeLine;
}
