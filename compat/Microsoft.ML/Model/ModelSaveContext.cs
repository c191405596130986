using System.Text;

namespace Microsoft.ML;

/// <summary>Where a component writes itself: one stream of its own, and folders below for the components it holds.</summary>
public sealed class ModelSaveContext : IDisposable
{
    internal const string ModelStreamName = "Model.key";

    // These names are ML.NET's own: code outside that saves a component of its own finds them by reflection.
    internal readonly ModelZipWriter Repository;
    internal readonly string Directory;
    internal readonly BinaryWriter Writer;

    private readonly MemoryStream _payload = new();
    private VersionInfo _version;

    internal ModelSaveContext(ModelZipWriter repository, string directory)
    {
        Repository = repository;
        Directory = directory;
        Writer = new BinaryWriter(_payload, Encoding.UTF8);
    }

    public void Dispose() => Writer.Dispose();

    /// <summary>Fails where something was written before the component that saves itself here.</summary>
    internal void CheckAtModel() => Contracts.Check(_payload.Position == 0);

    internal void SetVersionInfo(VersionInfo ver) => _version = ver;

    internal void SaveString(string str)
    {
        Contracts.CheckValue(str);
        Writer.Write(str);
    }

    internal void SaveNonEmptyString(string str)
    {
        Contracts.CheckParam(!string.IsNullOrEmpty(str), nameof(str));
        Writer.Write(str);
    }

    /// <summary>Writes a component into the folder <paramref name="name"/> below this one.</summary>
    internal void SaveModel<T>(T value, string name)
        where T : class
        => SaveModel(Repository, value, ModelZip.Combine(Directory, name));

    internal static void SaveModel<T>(ModelZipWriter repository, T? value, string path)
        where T : class
    {
        if (value is not ICanSaveModel model)
            return;
        using var context = new ModelSaveContext(repository, path);
        model.Save(context);
        context.Done();
    }

    internal void Done()
    {
        // What saved nothing here set no signature, and could not be loaded.
        Contracts.Check(_version.ModelSignature != 0, "ModelSignature not specified!");
        Writer.Flush();
        using var entry = new MemoryStream();
        using (var writer = new BinaryWriter(entry, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(_version.ModelSignature);
            writer.Write(_version.VerWrittenCur);
            writer.Write(_version.VerReadableCur);
            writer.Write(_version.LoaderSignature ?? "");
            writer.Write(_version.LoaderSignatureAlt ?? "");
            writer.Write(_version.LoaderAssemblyName ?? "");
        }
        _payload.WriteTo(entry);
        Repository.Add(ModelZip.Combine(Directory, ModelStreamName), entry);
    }
}
