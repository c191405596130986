using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace ArrhythmiaVision.Adapters;

/// <summary>
/// Saves a component under a name of its own, and tells a context how to load it. ML.NET keeps both to itself, so this, and only this, goes by
/// reflection; it is needed where no chain of ML.NET's own components does the work.
/// </summary>
internal static class LoadableComponent
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const uint Version = 0x00010001;

    private static readonly Assembly s_core = typeof(ModelSaveContext).Assembly;
    private static readonly ConditionalWeakTable<ComponentCatalog, HashSet<string>> s_registered = [];

    /// <summary>Writes a component as its name and a text.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="name">The name by which it is found again, at most 24 characters.</param>
    /// <param name="signature">Eight characters that mark the entry.</param>
    /// <param name="state">The text.</param>
    public static void Write(ModelSaveContext context, string name, string signature, string state)
    {
        var setVersion = Member(typeof(ModelSaveContext).GetMethod("SetVersionInfo", Instance), "ModelSaveContext.SetVersionInfo");
        var version = Member(setVersion.GetParameters()[0].ParameterType.GetConstructor([typeof(string), typeof(uint), typeof(uint), typeof(uint), typeof(string), typeof(string), typeof(string)]),
            "the constructor of VersionInfo");
        var writer = Member(typeof(ModelSaveContext).GetField("Writer", Instance)?.GetValue(context) as BinaryWriter, "ModelSaveContext.Writer");
        setVersion.Invoke(context, BindingFlags.DoNotWrapExceptions, null,
            [version.Invoke([signature, Version, Version, Version, typeof(LoadableComponent).Assembly.FullName, name, null])], null);
        writer.Write(state);
    }

    /// <summary>Reads the text that <see cref="Write"/> wrote.</summary>
    /// <param name="context">The context that a load method gets.</param>
    public static string Read(object context) =>
        Member(context.GetType().GetField("Reader", Instance)?.GetValue(context) as BinaryReader, "ModelLoadContext.Reader").ReadString();

    /// <summary>Tells a context how to load a component. Doing it again does nothing.</summary>
    /// <param name="catalog">The context's catalog.</param>
    /// <param name="type">The component's type.</param>
    /// <param name="name">The name that it is saved under.</param>
    /// <param name="create">A static method that takes the environment and the load context, as <see cref="IHostEnvironment"/> and <see cref="object"/>, and gives the component.</param>
    public static void Register(ComponentCatalog catalog, Type type, string name, MethodInfo create)
    {
        lock (s_registered)
        {
            var names = s_registered.GetOrCreateValue(catalog);
            if (names.Contains(name))
                return;
            var load = Member(s_core.GetType("Microsoft.ML.SignatureLoadModel") ?? s_core.GetType("Microsoft.ML.Runtime.SignatureLoadModel"), "SignatureLoadModel");
            var attribute = Member(s_core.GetType("Microsoft.ML.LoadableClassAttribute")?.GetConstructor([typeof(Type), typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[])]),
                "the constructor of LoadableClassAttribute");
            var info = Member(typeof(ComponentCatalog).GetNestedType("LoadableClassInfo", BindingFlags.NonPublic)?.GetConstructors(Instance).SingleOrDefault(c => c.GetParameters().Length == 5),
                "the constructor of ComponentCatalog.LoadableClassInfo");
            var add = Member(typeof(ComponentCatalog).GetMethod("AddClass", Instance), "ComponentCatalog.AddClass");
            string[] loadNames = [name];
            add.Invoke(catalog, BindingFlags.DoNotWrapExceptions, null,
                [info.Invoke([attribute.Invoke([type, type, null, load, name, loadNames]), null, null, create, true]), loadNames, false], null);
            names.Add(name);
        }
    }

    private static T Member<T>(T? member, string name) where T : class =>
        member ?? throw new NotSupportedException($"This version of Microsoft.ML ({s_core.GetName().Version}) lacks {name}, without which this component cannot be saved or loaded. Save the steps from the beat on, or use a version that ArrhythmiaVision was built for.");
}
