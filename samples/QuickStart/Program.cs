// From a recording to a trained, evaluated and saved model, with ordinary ML.NET pipelines.
//
//   dotnet run -c Release --project samples/QuickStart                   trains V2 by both protocols
//   dotnet run -c Release --project samples/QuickStart -- --epochs 20    for longer, and better figures
//   dotnet run -c Release --project samples/QuickStart -- --help         everything else

using System.CommandLine;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using QuickStart;

var epochs = new Option<int>("--epochs") { Description = "How many times each training beat is seen.", DefaultValueFactory = _ => 12 };
epochs.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
        result.AddError("--epochs must be at least 1.");
});
var architecture = new Option<ArrhythmiNetArchitecture>("--model") { Description = "The network.", DefaultValueFactory = _ => ArrhythmiNetArchitecture.V2 };
var protocols = new Option<string[]>("--protocol")
{
    Description = "How the beats are divided: paper, unique, inter-patient; several may be given.",
    DefaultValueFactory = _ => [SplitProtocol.Paper.Name, SplitProtocol.Unique.Name],
    AllowMultipleArgumentsPerToken = true,
};
protocols.AcceptOnlyFromAmong([.. SplitProtocol.All.Select(protocol => protocol.Name)]);
var seed = new Option<int>("--seed") { Description = "Seed of the split, the balancing and the training.", DefaultValueFactory = _ => 1 };
var output = new Option<DirectoryInfo>("--output") { Description = "The folder that model.zip (or model.synthetic.zip) is written to.", DefaultValueFactory = _ => new DirectoryInfo(".") };
var synthetic = new Option<bool>("--synthetic") { Description = "Use synthetic beats even where recordings are at hand." };
var root = new RootCommand("Trains ArrhythmiNet on MIT-BIH by named protocols, evaluates it, saves it, and loads it in a fresh process.")
{
    epochs, architecture, protocols, seed, output, synthetic,
};
root.SetAction((parsed, cancel) => Task.FromResult(Training.Run(new Settings(
    parsed.GetValue(epochs),
    parsed.GetValue(architecture),
    [.. parsed.GetValue(protocols)!.Select(SplitProtocol.Parse)],
    parsed.GetValue(seed),
    parsed.GetValue(output)!,
    parsed.GetValue(synthetic)), cancel)));

var model = new Argument<FileInfo>("model") { Description = "A model that this sample saved." };
var record = new Argument<string>("record") { Description = "A record's path, without extension." };
var predict = new Command("predict", "Loads a saved model, with nothing registered, and classifies a record's beats.") { model, record };
predict.SetAction(parsed => Prediction.Run(parsed.GetValue(model)!.FullName, parsed.GetValue(record)!));
root.Subcommands.Add(predict);

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Cancelled; nothing was left half-written.");
    return 130;
}
catch (Exception e) when (Cause(e) is IOException or InvalidDataException or ArgumentException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(Cause(e).Message);
    return 1;
}

// ML.NET wraps what goes wrong while a view is read; what a person can mend stands inside.
static Exception Cause(Exception e) => e is InvalidOperationException ? e.GetBaseException() : e;
