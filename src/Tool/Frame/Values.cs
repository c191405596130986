using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ArrhythmiaVision.Tool;

/// <summary>Reads and checks what options are given, with numbers written the same in every culture.</summary>
internal static class Values
{
    /// <summary>Refuses a whole number outside a range.</summary>
    public static Action<OptionResult> AtLeast(int least, int most = int.MaxValue) => result =>
    {
        // What is no number at all is reported by the parser itself.
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && (value < least || value > most))
            result.AddError(most == int.MaxValue
                ? Invariant($"{result.IdentifierToken?.Value} {value} is too small: give {least} or more.")
                : Invariant($"{result.IdentifierToken?.Value} {value} is out of range: give {least} to {most}."));
    };

    /// <summary>An option for samples a second, which must be a number above 0.</summary>
    public static Option<double?> Rate(string name, string description)
    {
        return new Option<double?>(name)
        {
            Description = description,
            HelpName = "HZ",
            CustomParser = result =>
            {
                string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate > 0 && rate <= 1e6)
                    return rate;
                result.AddError($"{name} {text} is no sampling rate: give samples a second above 0, as 360.");
                return null;
            },
        };
    }

    /// <summary>Refuses what is no name of an annotator to read: one whose file lies beside a record, or <c>edf</c> or <c>csv</c> for annotations in such a file itself.</summary>
    public static void AnnotatorToRead(OptionResult result)
    {
        if (result.Tokens.Count != 1 || result.Tokens[0].Value is not ("edf" or "csv"))
            Annotator(result);
    }

    /// <summary>Refuses what is no annotator's name: it becomes a file's extension, and must not be one that a record's own files have.</summary>
    public static void Annotator(OptionResult result)
    {
        foreach (var token in result.Tokens)
        {
            string name = token.Value;
            bool word = name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
            if (!word)
                result.AddError($"'{name}' is no annotator's name: give letters, digits, _ and -, beginning with a letter, as atr or qrs.");
            else if (name is "hea" or "dat" or "edf" or "mat" or "xws")
                result.AddError($"'{name}' is the extension of a record's own files; give the annotator another name, as qrs.");
        }
    }

    /// <summary>Reads a time as the WFDB tools write it: seconds (<c>300</c>, <c>0.15</c>), minutes (<c>5:00</c>) or hours (<c>1:30:00</c>).</summary>
    public static TimeSpan Time(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (TryParseTime(text, out var time))
            return time;
        result.AddError($"'{text}' is no time: give seconds, as 300 or 0.15, or minutes and hours, as 5:00 or 1:30:00.");
        return default;
    }

    /// <summary>Tries to read a time.</summary>
    public static bool TryParseTime(string text, out TimeSpan time)
    {
        time = default;
        string[] parts = text.Split(':');
        if (parts.Length > 3)
            return false;
        double seconds = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            bool last = i == parts.Length - 1;
            var style = last ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
            if (!double.TryParse(parts[i], style, CultureInfo.InvariantCulture, out double value) || (i > 0 && value >= 60))
                return false;
            seconds = (seconds * 60) + value;
        }

        if (!(seconds <= TimeSpan.MaxValue.TotalSeconds / 2))
            return false;
        time = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>A time as people read it: <c>30:05</c>, <c>1:30:05</c>.</summary>
    public static string Clock(double seconds)
    {
        long whole = (long)Math.Round(seconds);
        return whole < 3600
            ? Invariant($"{whole / 60}:{whole % 60:D2}")
            : Invariant($"{whole / 3600}:{whole / 60 % 60:D2}:{whole % 60:D2}");
    }
}
