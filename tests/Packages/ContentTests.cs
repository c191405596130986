using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace ArrhythmiaVision.Packages.Tests;

/// <summary>What is in the packages, and what they say of themselves.</summary>
public class ContentTests
{
    private static readonly string[] s_onMicrosoftML =
        ["ArrhythmiaVision.Adapters", "ArrhythmiaVision.Explainability", "ArrhythmiaVision.Onnx", "ArrhythmiaVision.Trainers", "ArrhythmiaVision.Transforms"];

    private const string OnDataAnalysis = "ArrhythmiaVision.DataFrames";

    // Named by those that stand on a package of ML.NET's, which asks for versions of these that a feed need not have.
    private static readonly string[] s_pinned = ["Apache.Arrow", "Google.Protobuf", "Microsoft.ML.OnnxRuntime.Managed", "System.Numerics.Tensors"];

    // A source file in a symbol file, as the specification of portable PDBs names it.
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Fact]
    public void EveryPlainLibraryAndTheToolIsPackedAndNothingOnTheStandIn()
    {
        var ids = Packed.Ids();
        Assert.Equal([.. Packed.Plain, Packed.Tool], ids.Except([.. s_onMicrosoftML, OnDataAnalysis]));
        Assert.All(ids.Intersect(s_onMicrosoftML), id => Assert.Contains("Microsoft.ML", Everything(id)));
        Assert.All(Packed.Plain, id => Assert.DoesNotContain("Microsoft.ML", Everything(id)));
    }

    [Fact]
    public void EachHasReadmeLicenceDocumentationAndOneVersion()
    {
        foreach (var id in Packed.Ids())
        {
            var package = Packed.PathOf(id);
            var nuspec = Packed.Nuspec(id);
            Assert.Equal(Packed.Version(), nuspec.Element("version")!.Value);
            Assert.Equal("MIT", nuspec.Element("license")!.Value);
            Assert.Equal("README.md", nuspec.Element("readme")!.Value);
            Assert.True(nuspec.Element("description")!.Value.Length > 40, id);
            Assert.StartsWith("# ", Packed.Text(package, "README.md"));
            Assert.StartsWith("MIT License", Packed.Text(package, "LICENSE"));
            if (id == Packed.Tool) continue;
            var documentation = XDocument.Parse(Packed.Text(package, $"lib/net10.0/{id}.xml"));
            Assert.Equal(id, documentation.Root!.Element("assembly")!.Element("name")!.Value);
            Assert.NotEmpty(documentation.Descendants("member"));
        }
    }

    [Fact]
    public void DependenciesAreWhatTheAssemblyUses()
    {
        foreach (var id in Packed.Ids().Where(id => id != Packed.Tool))
        {
            using var assembly = Assembly(id);
            var metadata = assembly.GetMetadataReader();
            var used = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToHashSet();

            // The runtime's own assemblies are no packages, but for this one; and one package of ML.NET holds several assemblies.
            used.RemoveWhere(name => name == "netstandard" || (name.StartsWith("System.", StringComparison.Ordinal) && name != "System.Numerics.Tensors"));
            if (used.RemoveWhere(name => name.StartsWith("Microsoft.ML.", StringComparison.Ordinal) && name != "Microsoft.ML.OnnxTransformer") > 0) used.Add("Microsoft.ML");
            // What is listed is used; what is used is listed, but that a package of this project may come by way of another one.
            var listed = Packed.Dependencies(id).Keys;
            var unused = listed.Except(used).Except(Packed.Plain.Contains(id) ? [] : s_pinned).ToList();
            Assert.True(unused.Count == 0, $"{id} lists what it does not use: {string.Join(", ", unused)}");
            var missing = used.Except(listed).Where(name => !(name.StartsWith("ArrhythmiaVision.", StringComparison.Ordinal) && Everything(id).Contains(name)));
            Assert.True(!missing.Any(), $"{id} uses what it does not list: {string.Join(", ", missing)}");
        }
    }

    [Fact]
    public void OwnDependenciesHaveThisVersionAndThoseUsedByTheirInternalsNoOther()
    {
        foreach (var id in Packed.Ids())
        {
            foreach (var (dependency, version) in Packed.Dependencies(id).Where(pair => pair.Key.StartsWith("ArrhythmiaVision.", StringComparison.Ordinal)))
            {
                var exact = dependency is "ArrhythmiaVision.Adapters" or "ArrhythmiaVision.Trainers" || (dependency, id) is ("ArrhythmiaVision.Transforms", "ArrhythmiaVision.Onnx");
                Assert.Equal(exact ? $"[{Packed.Version()}]" : Packed.Version(), version);
            }
        }
    }

    [Fact]
    public void PlainAssembliesSayThatTheyMayBeTrimmedAndCompiledAheadOfTime()
    {
        foreach (var id in Packed.Plain)
        {
            using var assembly = Assembly(id);
            var metadata = assembly.GetMetadataReader();
            var said = metadata.GetAssemblyDefinition().GetCustomAttributes()
                .Select(handle => metadata.GetBlobReader(metadata.GetCustomAttribute(handle).Value))
                .Select(blob => System.Text.Encoding.UTF8.GetString(blob.ReadBytes(blob.Length)))
                .ToList();
            Assert.Contains(said, text => text.Contains("IsTrimmable\u0004True", StringComparison.Ordinal));
            Assert.Contains(said, text => text.Contains("IsAotCompatible\u0004True", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void SymbolsBringTheirSourcesAndNameNoFolderOfTheMachine()
    {
        foreach (var id in Packed.Ids())
        {
            var package = Packed.PathOf(id, "snupkg");
            using var zip = ZipFile.OpenRead(package);
            var entry = Assert.Single(zip.Entries, entry => entry.Name == (id == Packed.Tool ? "arrhythmia.pdb" : $"{id}.pdb"));
            using var symbols = MetadataReaderProvider.FromPortablePdbImage([.. Packed.Bytes(package, entry.FullName)]);
            var metadata = symbols.GetMetadataReader();
            Assert.NotEmpty(metadata.Documents);
            foreach (var handle in metadata.Documents)
            {
                Assert.StartsWith("/_/", metadata.GetString(metadata.GetDocument(handle).Name));
                Assert.Contains(metadata.GetCustomDebugInformation(handle), info => metadata.GetGuid(metadata.GetCustomDebugInformation(info).Kind) == s_embeddedSource);
            }
        }
    }

    private static PEReader Assembly(string id) => new([.. Packed.Bytes(Packed.PathOf(id), $"lib/net10.0/{id}.dll")]);

    // A package's dependencies and theirs, as far as they are packages of this project.
    private static HashSet<string> Everything(string id)
    {
        var all = new HashSet<string>();
        var open = new Queue<string>([id]);
        while (open.TryDequeue(out var next))
        {
            if (!File.Exists(Packed.PathOf(next))) continue;
            foreach (var dependency in Packed.Dependencies(next).Keys.Where(all.Add)) open.Enqueue(dependency);
        }
        return all;
    }
}
