using System.CommandLine;
using System.Globalization;

namespace ArrhythmiaVision.Tool;

/// <summary>What commands that train have in common: seed and epochs.</summary>
internal static class ModelOptions
{
    /// <summary>How many times each training beat is seen.</summary>
    public static Option<int?> Epochs()
    {
        var option = new Option<int?>("--epochs") { Description = "How many times each training beat is seen; by default as the protocol's recipe says.", HelpName = "N" };
        option.Validators.Add(Values.AtLeast(1));
        return option;
    }

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
