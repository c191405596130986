namespace Microsoft.ML;

/// <summary>Names the kind of a saved component, its versions, and what loads it.</summary>
internal readonly struct VersionInfo
{
    // The names and order of these are ML.NET's own: code outside that saves a component of its own finds them by reflection.
    public readonly ulong ModelSignature;
    public readonly uint VerWrittenCur;
    public readonly uint VerReadableCur;
    public readonly uint VerWeCanReadBack;
    public readonly string? LoaderAssemblyName;
    public readonly string? LoaderSignature;
    public readonly string? LoaderSignatureAlt;

    public VersionInfo(string modelSignature, uint verWrittenCur, uint verReadableCur, uint verWeCanReadBack,
        string? loaderAssemblyName, string? loaderSignature = null, string? loaderSignatureAlt = null)
    {
        Contracts.Check(modelSignature?.Length == 8, "Model signature must be eight characters");
        Contracts.Check(modelSignature.All(c => c <= 0xFF));
        Contracts.Check((loaderSignature?.Length ?? 0) <= MaxSignatureLength && (loaderSignatureAlt?.Length ?? 0) <= MaxSignatureLength);
        for (int i = 0; i < modelSignature.Length; i++)
            ModelSignature |= modelSignature[i] == ' ' ? 0 : (ulong)modelSignature[i] << (8 * i);
        VerWrittenCur = verWrittenCur;
        VerReadableCur = verReadableCur;
        VerWeCanReadBack = verWeCanReadBack;
        LoaderAssemblyName = loaderAssemblyName;
        LoaderSignature = loaderSignature;
        LoaderSignatureAlt = loaderSignatureAlt;
    }

    public const int MaxSignatureLength = 24;
}

/// <summary>The signature of what loads a model; only its type is used.</summary>
internal delegate void SignatureLoadModel(ModelLoadContext ctx);
