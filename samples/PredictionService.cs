// A small web service that classifies heartbeats: an ML.NET model behind a pool of prediction engines, which are not for several threads at once.
//
//   dotnet run samples/PredictionService.cs                                       tries itself out: starts, asks itself, ends
//   dotnet run samples/PredictionService.cs -- --urls http://localhost:5080       serves until it is stopped
//   curl -H 'Content-Type: application/json' -d "[$(seq -s, 0 359)]" http://localhost:5080/beats

#:sdk Microsoft.NET.Sdk.Web
#:project ../src/Signals/ArrhythmiaVision.Signals.csproj
#:project ../src/Trainers/ArrhythmiaVision.Trainers.csproj
#:project ../src/Transforms/ArrhythmiaVision.Transforms.csproj
#:property PublishAot=false

using System.Collections.Concurrent;
using System.Globalization;
using ArrhythmiaVision.Signals;
using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using Microsoft.ML.Data;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool serves = args.Length > 0;
var builder = WebApplication.CreateBuilder(args);
if (!serves)
{
    builder.WebHost.UseUrls("http://127.0.0.1:0");                // a port that is free
    builder.Logging.ClearProviders();
}
builder.Services.AddSingleton<BeatModel>();
builder.Services.AddSingleton<ObjectPool<PredictionEngine<Beat, Verdict>>>(services =>
    new DefaultObjectPool<PredictionEngine<Beat, Verdict>>(new EnginePolicy(services.GetRequiredService<BeatModel>()), maximumRetained: Environment.ProcessorCount));

var app = builder.Build();
app.MapPost("/beats", (float[] samples, ObjectPool<PredictionEngine<Beat, Verdict>> engines, BeatModel model) =>
{
    if (samples.Length != 360)
        return Results.Problem($"A beat has 360 samples (mV, 360 a second, the R peak at 180); there are {samples.Length}.", statusCode: StatusCodes.Status400BadRequest);
    var engine = engines.Get();
    try
    {
        var verdict = engine.Predict(new Beat { Features = samples });
        int best = Array.IndexOf(verdict.Score, verdict.Score.Max());
        return Results.Ok(new Answer(model.Classes[best], verdict.Score));
    }
    finally
    {
        engines.Return(engine);
    }
});
if (serves)
{
    app.Run();
    return;
}

// Eight clients at once, 25 beats each: every beat must get the answer that it gets from an engine of its own.
await app.StartAsync();
var ecg = SyntheticEcg.Generate(SyntheticEcgOptions.ForPatient(0, seconds: 60));
float[][] beats = [.. ecg.Beats.Where(beat => beat.Sample is >= 180 and < 60 * 360 - 180).Take(50).Select(beat => ecg.Leads[0][(beat.Sample - 180)..(beat.Sample + 180)])];
var alone = new BeatModel();
string[] expected = [.. beats.Select(beat => { var score = alone.CreateEngine().Predict(new Beat { Features = beat }).Score; return alone.Classes[Array.IndexOf(score, score.Max())]; })];

using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
var answers = new ConcurrentBag<bool>();
await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
{
    using var response = await client.PostAsJsonAsync("/beats", beats[i % beats.Length], cancel);
    var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Answer>(cancel);
    answers.Add(answer!.Class == expected[i % beats.Length]);
});
using var refused = await client.PostAsJsonAsync("/beats", new float[] { 1, 2, 3 });
Console.WriteLine($"{answers.Count} beats classified, {answers.Count(same => same)} as by an engine of their own");
Console.WriteLine($"three samples: {(int)refused.StatusCode}, {await refused.Content.ReadAsStringAsync()}");
await app.StopAsync();

internal sealed record Answer(string Class, float[] Probabilities);

/// <summary>The model that every engine runs: each beat brought to its own scale, then a pretrained network.</summary>
internal sealed class BeatModel
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly ITransformer _model;

    public BeatModel()
    {
        var nobody = _ml.Data.LoadFromEnumerable(Array.Empty<Beat>());
        var network = _ml.MulticlassClassification.Trainers.PretrainedArrhythmiNet("v1-ds1", threads: 1);
        _model = _ml.Transforms.BeatNormalize("Features").Append(network).Fit(nobody);
        Classes = ArrhythmiaVision.Networks.PretrainedModels.Load("v1-ds1").Classes;
    }

    public IReadOnlyList<string> Classes { get; }

    public PredictionEngine<Beat, Verdict> CreateEngine() => _ml.Model.CreatePredictionEngine<Beat, Verdict>(_model);
}

internal sealed class EnginePolicy(BeatModel model) : PooledObjectPolicy<PredictionEngine<Beat, Verdict>>
{
    public override PredictionEngine<Beat, Verdict> Create() => model.CreateEngine();

    public override bool Return(PredictionEngine<Beat, Verdict> engine) => true;
}

internal sealed class Beat
{
    [VectorType(360)]
    public float[] Features { get; set; } = [];
}

internal sealed class Verdict
{
    public float[] Score { get; set; } = [];
}

// Prints, when it tries itself out:
//
//   200 beats classified, 200 as by an engine of their own
//   three samples: 400, {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"Bad Request","status":400,"detail":"A beat has 360 samples (mV, 360 a second, the R peak at 180); there are 3."}
