using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>What is saved of a custom mapping: its contract's name, and the assembly whose factories to look through.</summary>
internal static class CustomMappingModel
{
    internal const string LoaderSignature = "CustomTransformer";

    private static readonly VersionInfo s_version = new("CUSTOMXF", 0x00010002, 0x00010001, 0x00010002, null, LoaderSignature);

    internal static void Save(ModelSaveContext ctx, string contractName, Assembly assembly)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(s_version);
        ctx.SaveString(contractName);
        ctx.SaveString(assembly.FullName!);
    }

    internal static ITransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(s_version);
        string contractName = ctx.LoadString();
        env.ComponentCatalog.RegisterAssembly(Assembly.Load(ctx.LoadNonEmptyString()));
        return env.ComponentCatalog.GetExtensionValue(typeof(CustomMappingFactoryAttributeAttribute), contractName) is ICustomMappingFactory factory
            ? factory.CreateTransformer(env, contractName)
            : throw Contracts.Except($"The class with contract '{contractName}' must derive from '{typeof(CustomMappingFactory<,>).FullName}'.");
    }
}
