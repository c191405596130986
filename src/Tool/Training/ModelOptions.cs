using System.CommandLine;
using System.Globalization;
using ArrhythmiaVision.Signals;

namespace ArrhythmiaVision.Tool;

/// <summary>What commands that train have in common: seed, epochs, scale, R peaks.</summary>
internal static class ModelOptions
{
    private static readonly string[] s_scales = [.. Enum.GetNames<NormalizationScope>().Select(name => name.ToLowerInvariant())];

    /// <summary>How many times each training beat is seen.</summary>
    public static Option<int?> Epochs()
    {
        var option = new Option<int?>("--epochs") { Description = "How many times each training beat is seen; by default as the protocol's recipe says.", HelpName = "N" };
        option.Validators.Add(Values.AtLeast(1));
        return option;
    }

    /// <summary>Whose scale the beats to train on are brought to.</summary>
    public static Option<string?> Scale()
    {
        var option = new Option<string?>("--scale")
        {
            Description = "Whose scale beats are brought to: each its own, so that one can be scored alone, or what is usual for its patient, so that a beat larger than the others stays larger; by default patient for -rr, else beat.",
            HelpName = string.Join('|', s_scales),
        };
        option.AcceptOnlyFromAmong(s_scales);
        return option;
    }

    /// <summary>The scale that is meant; null for the recipe's.</summary>
    public static NormalizationScope? ScaleOf(string? name) => name is null ? null : Enum.Parse<NormalizationScope>(name, ignoreCase: true);

    private const string Detected = "detected";

    /// <summary>Which R peaks a model is judged at.</summary>
    public static Option<string> Peaks(ToolCommand command, Option<string> protocol)
    {
        var option = new Option<string>("--peaks")
        {
            Description = "Which R peaks to judge at: the reference's, or beside these the ones that the detector finds in the test set's records, by EC57's rules, so that missed and extra beats count; by patient only.",
            DefaultValueFactory = _ => "reference",
            HelpName = $"reference|{Detected}",
        };
        option.AcceptOnlyFromAmong("reference", Detected);
        command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(protocol) is { Errors: var errors, Tokens.Count: 1 } && !errors.Any() && IsDetected(result.GetValue(option)) && result.GetValue(protocol) is { } name && !Protocols.IsByPatient(name))
                result.AddError($"'{name}' tests on beats here and there in every record, so that there is no record to find beats in. Use --peaks {Detected} with {string.Join(", ", Protocols.All.Where(Protocols.IsByPatient))}.");
        });
        return option;
    }

    /// <summary>Whether detected peaks are meant.</summary>
    public static bool IsDetected(string? peaks) => peaks == Detected;

    /// <summary>Reads seeds: <c>3</c>, <c>1-5</c>, <c>1,4,9</c>.</summary>
    public static bool TryParseSeeds(string text, out int[] seeds)
    {
        var all = new List<int>();
        seeds = [];
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) || last < first || last - first > 999)
                return false;
            for (int seed = first; seed <= last; seed++)
                all.Add(seed);
        }

        seeds = [.. all.Distinct()];
        return true;
    }
}
