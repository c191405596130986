using System.Globalization;

namespace ArrhythmiaVision.Bench;

/// <summary>What `compare` is asked to do.</summary>
internal sealed record CompareOptions(int Threads, int Beats, int Runs, bool Json, string? Only = null)
{
    private static readonly string[] s_parts = ["training", "inference", "mlnet", .. RecordingTables.Parts];

    /// <summary>Whether a part of the table is asked for; without --only, all are.</summary>
    public bool Measures(string part) => Only is null || Only == part;

    public static CompareOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new CompareOptions(2, 24_000, 5, false);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json")
            {
                options = options with { Json = true };
                continue;
            }

            if (arguments[i] == "--only")
            {
                if (++i == arguments.Length || !s_parts.Contains(arguments[i])) return Refuse("--only needs one of " + string.Join(", ", s_parts));
                options = options with { Only = arguments[i] };
                continue;
            }

            if (i + 1 == arguments.Length || !int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out var value) || value < 1)
                return Refuse(arguments[i] + " needs a whole number above 0");

            switch (arguments[i++])
            {
                case "--threads": options = options with { Threads = value }; break;
                case "--beats": options = options with { Beats = Math.Max(value, 100) }; break;
                case "--runs": options = options with { Runs = value }; break;
                default: return Refuse(arguments[i - 1] + " is no option of compare");
            }
        }

        return options;
    }

    private static CompareOptions? Refuse(string why)
    {
        Console.Error.WriteLine(why + ".");
        return null;
    }
}
