using ArrhythmiaVision.Conformance.Tests.Surface;
using Microsoft.Data.Analysis;

namespace ArrhythmiaVision.DataFrames.Tests;

/// <summary>The stand-in for Microsoft.Data.Analysis offers nothing that the listing of the real one lacks.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void EveryPublicMemberIsListed()
    {
        if (!typeof(DataFrame).Assembly.GetName().Name!.StartsWith("ArrhythmiaVision.Compat.", StringComparison.Ordinal))
            Assert.Skip("Microsoft.Data.Analysis itself is in use, so there is no stand-in to look at.");
        var listed = Listing();
        var surplus =
            from type in typeof(DataFrame).Assembly.GetTypes().Where(SurfacePrinter.IsVisible)
            let name = Name(SurfacePrinter.TypeLine(type))
            from member in listed.TryGetValue(name, out var members) ? SurfacePrinter.MemberLines(type).Where(line => !members.Any(real => Offers(real, line))) : ["the type"]
            select $"{name}: {member}";
        var all = string.Join(Environment.NewLine, surplus);
        Assert.True(all.Length == 0, all);
    }

    // A stand-in's property may lack the setter; what is virtual there need not be here.
    private static bool Offers(string real, string line) =>
        Plain(real) == Plain(line) || Plain(real) == Plain(line).Replace("{ get; }", "{ get; set; }", StringComparison.Ordinal);

    private static string Plain(string line) => line.Replace(" override", "", StringComparison.Ordinal).Replace(" virtual", "", StringComparison.Ordinal);

    private static string Name(string typeLine) => typeLine.Split(" : ")[0];

    private static Dictionary<string, List<string>> Listing()
    {
        using var reader = new StreamReader(typeof(PublicSurfaceTests).Assembly.GetManifestResourceStream(typeof(PublicSurfaceTests), "Listing.Microsoft.Data.Analysis.txt")!);
        var listing = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> members = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("    ", StringComparison.Ordinal)) members.Add(line[4..]);
            else if (line.Length > 0) listing.Add(Name(line), members = []);
        }

        Assert.True(listing.Count > 20);
        return listing;
    }
}
