namespace Microsoft.ML;

/// <summary>Describes a class that a saved model may name. The shape is ML.NET's own, for code that registers classes by reflection.</summary>
internal abstract class LoadableClassAttributeBase : Attribute
{
    protected LoadableClassAttributeBase(string? summary, Type instType, Type loaderType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
    {
        Contracts.CheckValue(instType);
        Contracts.CheckValue(loaderType);
        Contracts.CheckNonEmpty(sigTypes);
        InstanceType = instType;
        LoaderType = loaderType;
        ArgType = argType;
        SigTypes = sigTypes;
        CtorTypes = sigTypes[0].GetMethod("Invoke")?.GetParameters().Select(p => p.ParameterType).ToArray()
            ?? throw Contracts.ExceptParam(nameof(sigTypes), "LoadableClass signature type must be a delegate type");
        Summary = summary;
        UserName = userName;
        LoadNames = loadNames.Length > 0 ? loadNames : [userName];
        if (LoadNames.Any(string.IsNullOrWhiteSpace))
            throw Contracts.ExceptParam(nameof(loadNames), "LoadableClass loadName parameter can't be empty");
    }

    public Type InstanceType { get; }

    public Type LoaderType { get; }

    public Type? ArgType { get; }

    public Type[] SigTypes { get; }

    public Type[] CtorTypes { get; }

    public string? Summary { get; }

    public string UserName { get; }

    public string[] LoadNames { get; }
}

[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class LoadableClassAttribute : LoadableClassAttributeBase
{
    public LoadableClassAttribute(Type instType, Type loaderType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(null, instType, loaderType, argType, [sigType], userName, loadNames)
    {
    }
}
