using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>The classes that a model may name when it is loaded, and the extensions found by contract.</summary>
public sealed class ComponentCatalog
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _assemblies = [];
    private readonly Dictionary<(string Name, Type Signature), LoadableClassInfo> _classesByKey = [];
    private readonly Dictionary<(Type AttributeType, string ContractName), Type> _extensions = [];

    internal ComponentCatalog()
    {
    }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        Contracts.CheckValue(assembly);
        lock (_lock)
        {
            // The stand-in's own components are in a table, and it has no extensions.
            if (assembly != typeof(ComponentCatalog).Assembly && _assemblies.Add(assembly.FullName!))
                AddExtensions(assembly, throwOnError);
        }
    }

    /// <summary>A new instance of the class that carries an attribute of the given type with the given contract name.</summary>
    internal object GetExtensionValue(Type attributeType, string contractName)
    {
        Type? type;
        lock (_lock)
            _extensions.TryGetValue((attributeType, contractName), out type);
        return (type == null ? null : Activator.CreateInstance(type))
            ?? throw Contracts.Except($"Unable to locate an extension for the contract '{contractName}'. Ensure you have called {nameof(ComponentCatalog)}.{nameof(RegisterAssembly)} with the Assembly that contains a class decorated with a '{attributeType.FullName}'.");
    }

    internal bool TryCreateInstance(IHostEnvironment env, Type signatureType, string name, object[] arguments, [NotNullWhen(true)] out object? instance)
    {
        LoadableClassInfo? info;
        lock (_lock)
            _classesByKey.TryGetValue((KeyOf(name), signatureType), out info);
        try
        {
            if (info != null)
                instance = info.CreateInstance(env, arguments);
            else if (signatureType == typeof(SignatureLoadModel) && BuiltInModels.Loaders.TryGetValue(name, out var load))
                instance = Load(load, env, (ModelLoadContext)arguments[0]);
            else
                instance = null;
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner && Contracts.IsMarked(inner))
        {
            throw Contracts.Except("Error during class instantiation", e);
        }
        return instance != null;
    }

    // ML.NET calls every loader by reflection, so what goes wrong in one comes out wrapped; here too, as callers look into it.
    private static ITransformer Load(Func<IHostEnvironment, ModelLoadContext, ITransformer> load, IHostEnvironment env, ModelLoadContext context)
    {
        try
        {
            return load(env, context);
        }
        catch (Exception e)
        {
            throw new TargetInvocationException(e);
        }
    }

    // Named and shaped as in ML.NET, where it is private too: code outside that loads a component of its own calls it by reflection.
    private void AddClass(LoadableClassInfo info, string[] loadNames, bool throwOnError)
    {
        lock (_lock)
        {
            foreach (var signature in info.SignatureTypes)
            {
                foreach (string name in loadNames)
                {
                    if (!_classesByKey.TryAdd((KeyOf(name), signature), info) && throwOnError)
                        throw Contracts.Except($"ComponentCatalog cannot map name '{name}' and SignatureType '{signature}' to {info.Type.Name}, already mapped to {_classesByKey[(KeyOf(name), signature)].Type.Name}.");
                }
            }
        }
    }

    private void AddExtensions(Assembly assembly, bool throwOnError)
    {
        foreach (var type in assembly.GetTypes().Where(t => t.IsClass))
        {
            foreach (var attribute in type.GetCustomAttributes<ExtensionBaseAttribute>())
            {
                if (!_extensions.TryAdd((attribute.GetType(), attribute.ContractName), type) && throwOnError)
                    throw Contracts.Except($"An extension for '{attribute.GetType().Name}' with contract '{attribute.ContractName}' has already been registered in the ComponentCatalog.");
            }
        }
    }

    // ML.NET compares load names without regard to case.
    private static string KeyOf(string name) => name.Trim().ToLowerInvariant();

    /// <summary>How to make an instance of a loadable class.</summary>
    internal sealed class LoadableClassInfo
    {
        internal LoadableClassInfo(LoadableClassAttributeBase attr, MethodInfo? getter, ConstructorInfo? ctor, MethodInfo? create, bool requireEnvironment)
        {
            Type = attr.InstanceType;
            LoaderType = attr.LoaderType;
            SignatureTypes = attr.SigTypes;
            LoadNames = attr.LoadNames;
            InstanceGetter = getter;
            Constructor = ctor;
            CreateMethod = create;
            RequireEnvironment = requireEnvironment;
        }

        public Type Type { get; }

        public Type LoaderType { get; }

        public IReadOnlyList<Type> SignatureTypes { get; }

        public IReadOnlyList<string> LoadNames { get; }

        public MethodInfo? InstanceGetter { get; }

        public ConstructorInfo? Constructor { get; }

        public MethodInfo? CreateMethod { get; }

        public bool RequireEnvironment { get; }

        public object? CreateInstance(IHostEnvironment env, object[] extra)
        {
            object[] arguments = RequireEnvironment ? [env, .. extra] : extra;
            return InstanceGetter != null ? InstanceGetter.Invoke(null, null)
                : Constructor != null ? Constructor.Invoke(arguments)
                : CreateMethod != null ? CreateMethod.Invoke(null, arguments)
                : throw Contracts.Except($"Can't instantiate class '{Type.Name}'");
        }
    }
}
