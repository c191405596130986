using ArrhythmiaVision.Bench;

if (args is [HolterRun.Command, var record, var model, var threads, var detect])
{
    HolterRun.Answer(record, model, int.Parse(threads, System.Globalization.CultureInfo.InvariantCulture), bool.Parse(detect));
    return 0;
}

if (args is ["micro", ..])
{
    MicroBenchmarks.Run(args[1..]);
    return 0;
}

if (args is not ["compare", ..])
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- compare [--threads 2] [--beats 24000] [--runs 5] [--only training|inference|mlnet|denoise|wfdb|holter] [--json]");
    Console.Error.WriteLine("       dotnet run -c Release --project bench -- micro [BenchmarkDotNet's options, e.g. --filter *Scoring*]");
    return 2;
}

var options = CompareOptions.Parse(args[1..]);
if (options is null) return 2;

Comparison.Run(options, Console.Out);
return 0;
