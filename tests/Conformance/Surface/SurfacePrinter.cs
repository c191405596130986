using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ArrhythmiaVision.Conformance.Tests.Surface;

/// <summary>
/// Prints the public and protected surface of an assembly in the form of the listings: a line a type,
/// <c>kind Full.Name : base and interfaces</c>, and a line a member.
/// </summary>
internal static class SurfacePrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static bool IsVisible(Type type)
        => type.IsNested
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
            : type.IsPublic;

    public static string TypeLine(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : IsDelegate(type) ? "delegate"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : (type.IsAbstract, type.IsSealed) switch
            {
                (true, true) => "static class",
                (true, false) => "abstract class",
                (false, true) => "sealed class",
                _ => "class",
            };
        var above = new List<string>();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) && parent != typeof(MulticastDelegate))
            above.Add(Name(parent));
        if (!type.IsEnum)
            above.AddRange(type.GetInterfaces().Where(IsVisible).Select(Name).Order(StringComparer.Ordinal));
        return $"{kind} {Name(type)}" + (above.Count > 0 ? " : " + string.Join(", ", above) : "");
    }

    public static IEnumerable<string> MemberLines(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), CultureInfo.InvariantCulture)}");
        if (IsDelegate(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"{Name(invoke.ReturnType)} Invoke({Parameters(invoke)})"];
        }
        return type.GetMembers(Declared).Select(MemberLine).OfType<string>().Order(StringComparer.Ordinal);
    }

    private static bool IsDelegate(Type type) => type.BaseType == typeof(MulticastDelegate);

    private static string? MemberLine(MemberInfo member) => member switch
    {
        FieldInfo f when Access(f.IsPublic, f.IsFamily || f.IsFamilyOrAssembly) is { } access =>
            $"{access} {(f.IsLiteral ? "const " : (f.IsStatic ? "static " : "") + (f.IsInitOnly ? "readonly " : ""))}{Name(f.FieldType)} {f.Name}",
        ConstructorInfo { IsStatic: false } c when Access(c) is { } access => $"{access} .ctor({Parameters(c)})",
        PropertyInfo p => PropertyLine(p),
        EventInfo e when Access(e.AddMethod!) is { } access => $"{access} event {Name(e.EventHandlerType!)} {e.Name}",
        MethodInfo { IsSpecialName: false } m when Access(m) is { } access =>
            $"{access} {Modifiers(m)}{Name(m.ReturnType)} {m.Name}{GenericParameters(m)}({Parameters(m)}){Constraints(m)}",
        _ => null,
    };

    private static string? PropertyLine(PropertyInfo property)
    {
        var getter = property.GetMethod is { } g && Access(g) != null ? g : null;
        var setter = property.SetMethod is { } s && Access(s) != null ? s : null;
        if ((getter ?? setter) is not { } accessor)
            return null;
        string name = property.GetIndexParameters() is { Length: > 0 } index ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;
        return $"{Access(accessor)} {Modifiers(accessor)}{Name(property.PropertyType)} {name} {{ {(getter != null ? "get; " : "")}{(setter != null ? "set; " : "")}}}";
    }

    private static string? Access(MethodBase method) => Access(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly);

    private static string? Access(bool isPublic, bool isProtected) => isPublic ? "public" : isProtected ? "protected" : null;

    private static string Modifiers(MethodInfo method)
        => method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : !method.IsVirtual || method.IsFinal ? ""
            : method.GetBaseDefinition() != method ? "override "
            : "virtual ";

    private static string GenericParameters(MethodInfo method)
        => method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Constraints(MethodInfo method)
        => string.Concat(method.IsGenericMethodDefinition ? method.GetGenericArguments().Select(Constraint) : []);

    private static string Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var parts = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            parts.Add("class");
        if (isStruct)
            parts.Add("struct");
        parts.AddRange(parameter.GetGenericParameterConstraints().Where(t => t != typeof(ValueType)).Select(Name));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            parts.Add("new()");
        return parts.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", parts)}" : "";
    }

    private static string Parameters(MethodBase method)
    {
        string list = string.Join(", ", method.GetParameters().Select(Parameter));
        return method.IsDefined(typeof(ExtensionAttribute), false) ? "this " + list : list;
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string prefix = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "";
        var type = parameter.ParameterType;
        if (type.IsByRef)
        {
            prefix += parameter.IsOut ? "out " : "ref ";
            type = type.GetElementType()!;
        }
        return $"{prefix}{Name(type)} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
            return "";
        object? value = parameter.RawDefaultValue;
        return " = " + value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        var arguments = type.GetGenericArguments();
        int inherited = type.IsNested ? type.DeclaringType!.GetGenericArguments().Length : 0;
        // A type inside a generic one repeats the outer parameters; they are written where they are declared.
        string outer = type.IsNested
            ? Name(inherited > 0 && !type.IsGenericTypeDefinition ? type.DeclaringType!.MakeGenericType(arguments[..inherited]) : type.DeclaringType!) + "."
            : type.Namespace + ".";
        string own = string.Join(", ", arguments.Skip(inherited).Select(Name));
        string simple = type.Name.Split('`')[0];
        return outer + simple + (own.Length > 0 ? $"<{own}>" : "");
    }
}
