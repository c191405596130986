using System.CommandLine;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool;

/// <summary>How commands that read recordings of any format are told of the lead, and of what a CSV file does not say: the same options in each.</summary>
internal sealed class RecordingChoice
{
    private readonly Option<string?> _lead = new("--lead", "--column")
    {
        Description = "The lead, by its name; in CSV its column, by name or number from 1. MLII by default, or where there is none, the first lead (of EDF: II, or what is named ECG).",
        HelpName = "NAME",
    };

    private readonly Option<string> _units = new("--units")
    {
        Description = "Of CSV: the unit of columns whose heading names none.",
        DefaultValueFactory = _ => "mV",
        HelpName = "mV|uV|V|nV",
    };

    private readonly Option<double?> _rate;

    public RecordingChoice(Command command, string rateName = "--rate", bool takesLead = true)
    {
        _rate = Values.Rate(rateName, "Of CSV: samples a second, where it has no column of times, or that is to be passed over.");
        _units.AcceptOnlyFromAmong("mV", "uV", "V", "nV");
        Options = takesLead ? [_lead, _rate, _units] : [_rate, _units];
        foreach (var option in Options)
            command.Options.Add(option);
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options { get; }

    /// <summary>The lead; null for the usual one.</summary>
    public string? Lead(ParseResult parsed) => parsed.GetValue(_lead);

    /// <summary>What is known of CSV files.</summary>
    public CsvOptions Csv(ParseResult parsed) => new() { SamplingRate = parsed.GetValue(_rate), Units = parsed.GetValue(_units)! };
}
