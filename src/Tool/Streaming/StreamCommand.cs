using System.CommandLine;
using System.Globalization;
using ArrhythmiaVision.Analysis;

namespace ArrhythmiaVision.Tool;

/// <summary><c>arrhythmia stream</c>: samples on standard input, beats on standard output as soon as they are known.</summary>
internal sealed class StreamCommand : ToolCommand
{
    private readonly Option<double?> _rate = Values.Rate("--rate", "Samples a second.");

    private readonly Option<string> _format = new("--format")
    {
        Description = "What comes in: rows of text, 16-bit whole numbers or 32-bit floating-point numbers, the least byte first.",
        DefaultValueFactory = _ => SampleInput.Formats[0],
        HelpName = string.Join('|', SampleInput.Formats),
    };

    private readonly Option<string?> _column = new("--lead", "--column") { Description = "The column of CSV, by name or number from 1, or the number of the channel; by default MLII, or the first that holds samples.", HelpName = "NAME" };

    private readonly Option<string> _units = new("--units")
    {
        Description = "Of CSV: the unit, where the column's heading names none.",
        DefaultValueFactory = _ => "mV",
        HelpName = "mV|uV|V|nV",
    };

    private readonly Option<double> _gain = new("--gain")
    {
        Description = "Of binary samples: units for each mV, as 200 of MIT-BIH's records or 1000 for microvolts.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double gain) && gain > 0)
                return gain;
            result.AddError($"--gain {text} is no gain: give units for each mV above 0, as 200.");
            return 1;
        },
    };

    private readonly Option<int> _channels = new("--channels") { Description = "Of binary samples: how many channels stand in turn.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly ClassifierOptions _classifier;

    public StreamCommand()
        : base("stream", "Classifies the beats of samples on standard input as they come, and writes each beat as one line of JSON.")
    {
        _rate.Required = true;
        _format.AcceptOnlyFromAmong([.. SampleInput.Formats]);
        _units.AcceptOnlyFromAmong("mV", "uV", "V", "nV");
        _channels.Validators.Add(Values.AtLeast(1, 1024));
        foreach (Option option in (Option[])[_rate, _format, _column, _units, _gain, _channels])
            Options.Add(option);
        _classifier = new ClassifierOptions(this);
        Validators.Add(result =>
        {
            if (result.GetValue(_format) is "s16le" && result.GetResult(_gain) is null or { Implicit: true })
                result.AddError("--format s16le needs --gain: how many units are one mV, as 200.");
        });
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("sensor | arrhythmia stream --rate 250 --units uV", "a number a line, in microvolts"),
        ("arrhythmia stream --rate 360 --format s16le --gain 200 --channels 2 < 100.raw", "16-bit samples of two channels in turn, the first of them"),
        ("sensor | arrhythmia stream --rate 360 --model v1", "five classes, N L R A V, by a model that does not wait for the next beat"),
    ];

    protected override Outcome Run(ParseResult parsed, Session session)
    {
        var source = _classifier.Model(parsed);
        var live = new LiveBeatClassifier(source.Model, parsed.GetValue(_rate)!.Value, _classifier.Analysis(parsed, source, threads: 1));
        var input = SampleInput.Open(parsed.GetValue(_format)!, session.Input, parsed.GetValue(_column), parsed.GetValue(_units)!, parsed.GetValue(_gain), parsed.GetValue(_channels));
        var run = new StreamRun(live, input, session.Output, session.Cancellation);
        run.Run();
        return new StreamOutcome(source, live, run);
    }
}
