using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace ArrhythmiaVision.Notebooks.Tests;

/// <summary>Runs a notebook's C# cells one after the other, as .NET Interactive does: what one declares the next ones know.</summary>
internal static partial class NotebookRun
{
    private static readonly string[] s_imports =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks", "Microsoft.DotNet.Interactive.Formatting"];

    /// <summary>The cells with what they put out now. Packages that they name are the assemblies of this build, and theirs.</summary>
    public static async Task<IReadOnlyList<Cell>> RunAsync(IReadOnlyList<Cell> cells, CancellationToken cancellation)
    {
        var packages = cells.SelectMany(cell => Package().Matches(cell.Source)).Select(match => match.Groups[1].Value);
        var options = ScriptOptions.Default.WithImports(s_imports).WithReferences(References([.. packages, "Microsoft.DotNet.Interactive.Formatting"]));
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        var console = Console.Out;
        ScriptState<object>? state = null;
        var run = new List<Cell>();
        try
        {
            foreach (var cell in cells)
            {
                if (!cell.IsCode)
                {
                    run.Add(cell);
                    continue;
                }

                var screen = new Screen();
                Console.SetOut(screen.Text);
                var code = Package().Replace(cell.Source, "");
                state = state is null
                    ? await CSharpScript.RunAsync<object>(code, options, new Kernel(screen), typeof(Kernel), cancellation)
                    : await WithScreen(state, screen, code, cancellation);
                run.Add(cell with { Outputs = screen.Outputs() });
            }
        }
        finally
        {
            Console.SetOut(console);
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }

        return run;
    }

    private static Task<ScriptState<object>> WithScreen(ScriptState<object> state, Screen screen, string code, CancellationToken cancellation)
    {
        Kernel.Current = screen;
        return state.ContinueWithAsync<object>(code, cancellationToken: cancellation);
    }

    /// <summary>The assemblies of these names, what they stand on, and the framework.</summary>
    private static IEnumerable<Assembly> References(IEnumerable<string> names)
    {
        var found = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        var open = new Queue<AssemblyName>(names.Select(name => new AssemblyName(name)));
        while (open.TryDequeue(out var name))
        {
            if (found.ContainsKey(name.Name!)) continue;
            var assembly = Assembly.Load(name);
            found.Add(name.Name!, assembly);
            foreach (var next in assembly.GetReferencedAssemblies()) open.Enqueue(next);
        }

        return found.Values;
    }

    [GeneratedRegex("^#r \"nuget: ?([^\",]+)[^\"]*\"$", RegexOptions.Multiline)]
    private static partial Regex Package();
}

/// <summary>What a notebook's kernel brings along.</summary>
public sealed class Kernel
{
    internal Kernel(Screen screen) => Current = screen;

    internal static Screen Current { get; set; } = new();

    /// <summary>Shows a value, by the formatter that is registered for its type.</summary>
#pragma warning disable IDE1006, CA1822 // Named as in .NET Interactive, where it needs no instance either.
    public void display(object value) => Current.Show(value is string text ? text : value.ToDisplayString("text/html"), value is not string);
#pragma warning restore IDE1006, CA1822
}

/// <summary>What a cell puts out, in order.</summary>
internal sealed class Screen
{
    private readonly List<CellOutput> _outputs = [];

    public StringWriter Text { get; } = new();

    public void Show(string text, bool isHtml)
    {
        Flush();
        _outputs.Add(new CellOutput(isHtml, text.ReplaceLineEndings("\n")));
    }

    public IReadOnlyList<CellOutput> Outputs()
    {
        Flush();
        return _outputs;
    }

    private void Flush()
    {
        if (Text.GetStringBuilder().Length == 0) return;
        _outputs.Add(new CellOutput(false, Text.ToString().ReplaceLineEndings("\n")));
        Text.GetStringBuilder().Clear();
    }
}
