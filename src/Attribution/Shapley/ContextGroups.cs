namespace ArrhythmiaVision.Attribution;

/// <summary>Which context values play together: those that say the same of a beat in other ways, as the ratios of one RR interval to several means.</summary>
internal static class ContextGroups
{
    /// <summary>Groups values by what their names say before a slash ("previous RR / median"), QRS measures together.</summary>
    /// <returns>Each group's name and the values in it, in the order of the first.</returns>
    public static List<(string Name, List<int> Values)> Of(IReadOnlyList<string> names)
    {
        var groups = new List<(string Name, List<int> Values)>();
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i].StartsWith("QRS ", StringComparison.Ordinal) ? "QRS shape" : names[i].Split('/')[0].Trim();
            var at = groups.FindIndex(g => g.Name == name);
            if (at < 0) groups.Add((name, [i]));
            else groups[at].Values.Add(i);
        }

        return groups;
    }
}
