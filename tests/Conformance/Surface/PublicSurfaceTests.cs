using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.Conformance.Tests.Surface;

/// <summary>Whatever these tests run on, ML.NET or its stand-in, offers nothing that the listing lacks.</summary>
public class PublicSurfaceTests
{
    private static readonly Assembly[] Assemblies =
        new[] { typeof(MLContext), typeof(IDataView), typeof(ITransformer), typeof(CustomMappingCatalog), typeof(VBuffer<>) }
            .Select(t => t.Assembly).Distinct().ToArray();

    private static IEnumerable<Type> VisibleTypes => Assemblies.SelectMany(a => a.GetTypes()).Where(SurfacePrinter.IsVisible);

    [Fact]
    public void Every_public_type_is_listed_with_the_same_kind_base_and_interfaces()
    {
        var listed = PublicApiListing.Instance.MembersByTypeLine;
        var surplus = VisibleTypes.Select(SurfacePrinter.TypeLine).Where(line => !listed.ContainsKey(line)).ToArray();
        AssertNone("not in the listing", surplus);
    }

    [Fact]
    public void Every_public_and_protected_member_is_listed()
    {
        var listed = PublicApiListing.Instance.MembersByTypeLine;
        var surplus =
            from type in VisibleTypes
            let typeLine = SurfacePrinter.TypeLine(type)
            where listed.ContainsKey(typeLine)
            from member in SurfacePrinter.MemberLines(type)
            where !listed[typeLine].Contains(member)
            select $"{typeLine}: {member}";
        AssertNone("not in the listing", surplus);
    }

    /// <summary>What a third party implements must be whole: a missing member would compile here and not there.</summary>
    [Fact]
    public void Interfaces_enums_delegates_and_what_must_be_overridden_are_whole()
    {
        var listed = PublicApiListing.Instance.MembersByTypeLine;
        var missing =
            from type in VisibleTypes
            let typeLine = SurfacePrinter.TypeLine(type)
            where listed.ContainsKey(typeLine)
            let present = SurfacePrinter.MemberLines(type).ToHashSet(StringComparer.Ordinal)
            from member in listed[typeLine]
            where (type.IsInterface || type.IsEnum || typeof(Delegate).IsAssignableFrom(type) || member.Contains(" abstract ", StringComparison.Ordinal))
                && !present.Contains(member)
            select $"{typeLine}: {member}";
        AssertNone("missing here", missing);
    }

    private static void AssertNone(string what, IEnumerable<string> lines)
    {
        // An assertion on the collection would cut the lines short.
        var all = lines.ToArray();
        if (all.Length > 0)
            Assert.Fail($"{all.Length} {what}:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }

    /// <summary>The printer can see what it must refuse: a public member of the tests' own is in no listing.</summary>
    [Fact]
    public void The_printer_prints_what_is_not_listed()
    {
        Assert.True(SurfacePrinter.IsVisible(typeof(PublicSurfaceTests)));
        Assert.Equal("class ArrhythmiaVision.Conformance.Tests.Surface.PublicSurfaceTests", SurfacePrinter.TypeLine(typeof(PublicSurfaceTests)));
        Assert.Contains($"public System.Void {nameof(Every_public_and_protected_member_is_listed)}()", SurfacePrinter.MemberLines(typeof(PublicSurfaceTests)));
        Assert.NotEmpty(PublicApiListing.Instance.MembersByTypeLine[SurfacePrinter.TypeLine(typeof(IDataView))]);
    }
}
