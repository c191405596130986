using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where a component reads itself from: what its <see cref="ModelSaveContext"/> wrote.</summary>
internal sealed class ModelLoadContext : IDisposable
{
    // These names are ML.NET's own: code outside that loads a component of its own finds them by reflection.
    public readonly ModelZipReader Repository;
    public readonly string Directory;
    public readonly BinaryReader Reader;
    public readonly string LoaderAssemblyName;

    private readonly ulong _modelSignature;
    private readonly uint _verWritten;
    private readonly uint _verReadable;
    private readonly string _loaderSignature;
    private readonly string _loaderSignatureAlt;

    private ModelLoadContext(ModelZipReader repository, MemoryStream entry, string directory)
    {
        Repository = repository;
        Directory = directory;
        Reader = new BinaryReader(entry, Encoding.UTF8);
        _modelSignature = Reader.ReadUInt64();
        _verWritten = Reader.ReadUInt32();
        _verReadable = Reader.ReadUInt32();
        _loaderSignature = Reader.ReadString();
        _loaderSignatureAlt = Reader.ReadString();
        LoaderAssemblyName = Reader.ReadString();
    }

    public void Dispose() => Reader.Dispose();

    public void CheckAtModel(VersionInfo ver)
    {
        Contracts.CheckDecode(_modelSignature == ver.ModelSignature, "Unknown file type");
        if (_verReadable > ver.VerWrittenCur)
            throw Contracts.ExceptDecode($"Cannot load '{ver.LoaderSignature}': it was saved by a later version ({_verReadable:x8}) than the one that can be read ({ver.VerWrittenCur:x8}).");
        if (_verWritten < ver.VerWeCanReadBack)
            throw Contracts.ExceptDecode($"Cannot load '{ver.LoaderSignature}': it was saved by an earlier version ({_verWritten:x8}) than can still be read ({ver.VerWeCanReadBack:x8}).");
    }

    public string LoadString() => Reader.ReadString();

    public string LoadNonEmptyString()
    {
        string value = Reader.ReadString();
        Contracts.CheckDecode(value.Length > 0, "Corrupt model file: a name is empty");
        return value;
    }

    /// <summary>Reads a count of items, and fails where the rest of the entry cannot hold that many.</summary>
    public int LoadCount(int minimumBytesPerItem = 1) => LoadCount(Reader, minimumBytesPerItem);

    public static int LoadCount(BinaryReader reader, int minimumBytesPerItem = 1)
    {
        int count = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        Contracts.CheckDecode(count >= 0 && count <= left / minimumBytesPerItem, "Corrupt model file: a count is larger than what follows");
        return count;
    }

    /// <summary>Loads the component in the folder <paramref name="name"/> below this one.</summary>
    public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
        where TRes : class
        => LoadModel<TRes, TSig>(env, out result, Repository, ModelZip.Combine(Directory, name), extra);

    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, ModelZipReader repository, string dir, params object[] extra)
        where TRes : class
    {
        try
        {
            using var entry = repository.OpenOrNull(EntryOf(dir)) ?? throw Contracts.ExceptDecode("Corrupt model file");
            using var context = new ModelLoadContext(repository, entry, dir);
            result = context.LoadOrNull<TRes, TSig>(env, extra) ?? throw Contracts.ExceptDecode($"Couldn't load model: '{dir}'");
        }
        catch (EndOfStreamException e)
        {
            throw Contracts.ExceptDecode($"Corrupt model file: '{dir}' ends early", e);
        }
        catch (TargetInvocationException e) when (e.InnerException is EndOfStreamException)
        {
            throw Contracts.ExceptDecode($"Corrupt model file: '{dir}' ends early", e.InnerException);
        }
    }

    private static string EntryOf(string dir) => ModelZip.Combine(dir, ModelSaveContext.ModelStreamName);

    private TRes? LoadOrNull<TRes, TSig>(IHostEnvironment env, object[] extra)
        where TRes : class
    {
        if (LoaderAssemblyName.Length > 0)
            env.ComponentCatalog.RegisterAssembly(Assembly.Load(LoaderAssemblyName));
        long start = Reader.BaseStream.Position;
        foreach (string signature in new[] { _loaderSignature, _loaderSignatureAlt })
        {
            if (string.IsNullOrWhiteSpace(signature))
                continue;
            Reader.BaseStream.Position = start;
            if (env.ComponentCatalog.TryCreateInstance(env, typeof(TSig), signature, [this, .. extra], out object? instance)
                && instance is TRes result)
                return result;
        }
        return null;
    }
}
