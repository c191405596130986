using System.Text.Json;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Tool.Tests;

/// <summary>Training is on made records here, and for one epoch: whether all goes its way, not how good it is.</summary>
public class TrainAndEvaluateTests(MadeDatabase database) : IClassFixture<MadeDatabase>
{
    [Fact]
    public async Task AModelIsTrainedWrittenWithItsCardAndEvaluatedFromItsFile()
    {
        string file = database.File("v2.arrhythminet");
        var trained = await Ran.InAsync(database.Data, "train", "--model", "v2", "--protocol", "inter-patient", "--seed", "3", "--epochs", "1", "--out", file, "--json");
        Assert.True(trained.Code == 0, trained.Error);
        Assert.Contains("epoch 1/1", trained.Error);
        Assert.Equal(file, trained.Json.GetProperty("file").GetString());
        CheckFigures(trained.Json, ["N", "L", "R", "A", "V"], "inter-patient", seed: 3);

        var card = ArrhythmiNetModel.Load(file).Card!;
        Assert.Equal(("v2-inter-patient", "inter-patient", 3), (card.Name, card.Protocol, card.Seed));
        Assert.Equal(MitBihArrhythmiaDatabase.Ds1, card.TrainingRecords);
        Assert.Contains(card.Figures, figure => figure.Name == "accuracy" && figure.Value == trained.Json.GetProperty("accuracy").GetDouble());

        var evaluated = await Ran.InAsync(database.Data, "evaluate", "--model", file, "--protocol", "inter-patient", "--json", "-q");
        Assert.True(evaluated.Code == 0, evaluated.Error);
        Assert.Equal("", evaluated.Error);
        foreach (string part in (string[])["accuracy", "macroF1", "perClass", "confusion", "leakage", "aami", "aamiTotals", "records", "sizeKB", "seed"])
            Assert.Equal(trained.Json.GetProperty(part).GetRawText(), evaluated.Json.GetProperty(part).GetRawText());

        // Its own command makes the same file again.
        string again = database.File("again.arrhythminet");
        string[] command = [.. card.Command.Split(' ')[1..^1], again];
        Assert.Equal(0, (await Ran.InAsync(database.Data, command)).Code);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(again));

        var refused = await Ran.InAsync(database.Data, "evaluate", "--model", file, "--protocol", "unique", "--json");
        Assert.Equal(3, refused.Code);
        Assert.Contains("has seen the test set of 'unique'", refused.Error);
        Assert.Contains("101", refused.Error);
        Assert.Equal(3, refused.Json.GetProperty("error").GetProperty("code").GetInt32());

        var exists = await Ran.InAsync(database.Data, "train", "--model", "v2", "--protocol", "unique", "--out", file);
        Assert.Equal(1, exists.Code);
        Assert.Contains("--force", exists.Error);
        Assert.DoesNotContain("reading", exists.Error);
    }

    [Fact]
    public async Task ATrainingThatIsBrokenOffGoesOnToTheSameModel()
    {
        string unbroken = database.File("unbroken.arrhythminet"), file = database.File("resumed.arrhythminet"), checkpoint = database.File("resumed.checkpoint");
        string[] line = ["train", "-m", "v2", "-p", "inter-patient", "--epochs", "3", "--out"];
        Assert.Equal(0, (await Ran.InAsync(database.Data, [.. line, unbroken])).Code);
        line = [.. line, file, "--checkpoint", checkpoint];
        using var cancel = new CancellationTokenSource();
        using var error = new CancellingWriter("epoch 2/3", cancel);
        Assert.Equal(130, (await Ran.InAsync(database.Data, error, cancel.Token, line)).Code);
        Assert.False(File.Exists(file));
        byte[] kept = File.ReadAllBytes(checkpoint);

        var resumed = await Ran.InAsync(database.Data, line);
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Contains($"resumed from {checkpoint} after epoch 2/3", resumed.Error);
        Assert.DoesNotContain("epoch 1/3", resumed.Error);
        Assert.Equal(File.ReadAllBytes(unbroken), File.ReadAllBytes(file));
        Assert.False(File.Exists(checkpoint));

        // Of another command it is refused, and left.
        File.WriteAllBytes(checkpoint, kept);
        var other = await Ran.InAsync(database.Data, [.. line, "--force", "--seed", "2"]);
        Assert.Equal(1, other.Code);
        Assert.Contains("Seed = 1; now it is", other.Error);
        Assert.Equal(kept, File.ReadAllBytes(checkpoint));
        Assert.Equal(File.ReadAllBytes(unbroken), File.ReadAllBytes(file));
    }

    [Fact]
    public async Task ATrainingThatIsBrokenOffAmongItsTeachersGoesOnToTheSameModel()
    {
        string unbroken = database.File("taught.arrhythminet"), file = database.File("taught-again.arrhythminet"), checkpoint = database.File("taught.checkpoint");
        string[] line = ["train", "-m", "v2-rr", "-p", "inter-patient", "--epochs", "2", "--out"];
        Assert.Equal(0, (await Ran.InAsync(database.Data, [.. line, unbroken])).Code);
        Assert.Contains("3 networks of other seeds", ArrhythmiNetModel.Load(unbroken).Card!.Training["teachers"]);
        line = [.. line, file, "--checkpoint", checkpoint];
        using var cancel = new CancellationTokenSource();
        using var error = new CancellingWriter("teacher 2 of 3: epoch 1/2", cancel);
        Assert.Equal(130, (await Ran.InAsync(database.Data, error, cancel.Token, line)).Code);
        Assert.Equal([checkpoint + ".teacher1", checkpoint + ".teacher2"], Directory.GetFiles(Path.GetDirectoryName(checkpoint)!, "taught.checkpoint*").Order(StringComparer.Ordinal));

        var resumed = await Ran.InAsync(database.Data, line);
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Contains($"resumed from {checkpoint}.teacher1 after epoch 2/2", resumed.Error);
        Assert.Contains($"resumed from {checkpoint}.teacher2 after epoch 1/2", resumed.Error);
        Assert.Equal(File.ReadAllBytes(unbroken), File.ReadAllBytes(file));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(checkpoint)!, "taught.checkpoint*"));
    }

    [Fact]
    public async Task AModelOfRrIntervalsTellsAamisClassesApart()
    {
        string file = database.File("rr.arrhythminet");
        var trained = await Ran.InAsync(database.Data, "train", "-m", "V2-RR", "-p", "inter-patient", "--epochs", "1", "-o", file, "--json", "-q");
        Assert.True(trained.Code == 0, trained.Error);
        CheckFigures(trained.Json, ["N", "S", "V", "F"], "inter-patient", seed: 1);
        Assert.NotEmpty(ArrhythmiNetModel.Load(file).ContextNames);

        var text = await Ran.InAsync(database.Data, "evaluate", "-m", file, "-p", "inter-patient", "-q");
        Assert.True(text.Code == 0, text.Error);
        foreach (string part in (string[])["leakage audit:", "patients on both sides:    1 of 22: 201", "AAMI classes", "95 % intervals over 22 patients", "macro F1"])
            Assert.Contains(part, text.Out);
        Assert.All(MitBihArrhythmiaDatabase.Ds2, record => Assert.Contains($"\n{record} ", text.Out));
    }

    [Fact]
    public async Task DetectedBeatsAreComparedInEveryTestRecordAndCalibrationPutsAThresholdOnTheCard()
    {
        string file = database.File("reject.arrhythminet");
        var trained = await Ran.InAsync(database.Data, "train", "-m", "v2", "-p", "inter-patient", "--epochs", "1", "--calibrate-reject", "--peaks", "detected", "-o", file, "--json", "-q");
        Assert.True(trained.Code == 0, trained.Error);
        CheckFigures(trained.Json, ["N", "L", "R", "A", "V"], "inter-patient", seed: 1);
        CheckDetected(trained.Json.GetProperty("detected"));

        var card = ArrhythmiNetModel.Load(file).Card!;
        Assert.Contains("--calibrate-reject --peaks detected", card.Command);
        Assert.Equal(RejectCalibration.Rule, card.Training["rejectBelow"]);
        Assert.Contains(card.Figures, figure => figure.Name == "detected peaks: QRS Se");
        Assert.InRange(card.Figures.Single(figure => figure.Name == "reject: share kept of rightly classified beats").Value, RejectCalibration.KeptShare, 1);
        CheckReject(trained.Json.GetProperty("reject"), card.RejectBelow!);

        var evaluated = await Ran.InAsync(database.Data, "evaluate", "-m", file, "-p", "inter-patient", "--peaks", "detected", "--json", "-q");
        Assert.True(evaluated.Code == 0, evaluated.Error);
        foreach (string part in (string[])["detected", "reject", "confusion", "leakage"])
            Assert.Equal(trained.Json.GetProperty(part).GetRawText(), evaluated.Json.GetProperty(part).GetRawText());
        var text = await Ran.InAsync(database.Data, "evaluate", "-m", file, "-p", "inter-patient", "--peaks", "detected", "-q");
        foreach (string part in (string[])["detected R peaks", "whole records, the span", "not compared, as a record is no longer", "QRS Se", "reject option:", "card: ", "area under the risk-coverage curve"])
            Assert.Contains(part, text.Out);

        // The same command gives the same threshold, and so the same bytes.
        string again = database.File("reject-again.arrhythminet");
        Assert.Equal(0, (await Ran.InAsync(database.Data, [.. card.Command.Split(' ')[1..^1], again, "-q"])).Code);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(again));

        Assert.Equal(3, (await Ran.InAsync(database.Data, "evaluate", "-m", file, "-p", "unique", "--json")).Code);
    }

    [Theory]
    [InlineData("unique", 1)]
    [InlineData("paper", 1)]
    public async Task CalibrationByBeatsKeepsCopiesOnOneSide(string protocol, int seed)
    {
        string file = database.File($"reject-{protocol}.arrhythminet");
        var trained = await Ran.InAsync(database.Data, "train", "-m", "v2", "-p", protocol, "--seed", $"{seed}", "--epochs", "1", "--calibrate-reject", "-o", file, "--json");
        Assert.True(trained.Code == 0, trained.Error);
        Assert.Contains($"calibrating v2, seed {seed}", trained.Error);
        CheckReject(trained.Json.GetProperty("reject"), ArrhythmiNetModel.Load(file).Card!.RejectBelow!);
        Assert.False(trained.Json.TryGetProperty("detected", out _));
    }

    [Fact]
    public void EachClassHasTheHighestThresholdThatKeepsNineteenOfTwentyRightBeats()
    {
        // Of the first class 100 right beats at 0.01 to 1.00, and wrong ones and others that must not matter: 95 of the right are at 0.06 or more. Of the second 20 right
        // ones at 0.5, and of the third 19 at 0.9, which are too few: it takes the threshold of all 139, of which 133 are at 0.07 or more.
        float[] confidences = [.. Enumerable.Range(1, 100).Select(i => i / 100f), .. Enumerable.Repeat(0.03f, 20), .. Enumerable.Repeat(0.5f, 20), .. Enumerable.Repeat(0.9f, 19)];
        int[] classes = [.. new int[120], .. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(2, 19)];
        var figures = new RejectFigures(new Predictions(classes, confidences), [.. Enumerable.Range(0, 159).Select(i => i is < 100 or >= 120)], new Predictions([0, 0, 1, 2], [0.02f, 0.5f, 0.45f, 0.055f]));
        var chosen = RejectCalibration.Choose(figures, classes: 3);
        Assert.Equal([0.06f, 0.5f, 0.07f], chosen.Thresholds.Select(threshold => (float)threshold));
        Assert.Equal(134.0 / 139, chosen.Kept, 12);

        var point = figures.At(chosen.Thresholds);
        Assert.Equal(134.0 / 159, point.Coverage, 12);
        Assert.Equal(0, point.Risk!.Value);
        Assert.Equal(0.75, point.OthersRejected!.Value);
        Assert.Equal(135.0 / 163, point.CoverageWithOthers, 12);
        Assert.Equal(1.0 / 135, point.RiskWithOthers!.Value, 12);

        // One for all, and on the curve: all but five of the right beats, and none of the wrong.
        Assert.Equal((134.0 / 159, 0.0), (figures.At([0.06f]).Coverage, figures.At([0.06f]).Risk!.Value));
        Assert.Contains(figures.Curve.Points, at => at.Threshold == 0.06f && at.Coverage == 134.0 / 159 && at.Risk == 0);
        Assert.Equal((0, null), (figures.At([1.01]).Coverage, figures.At([1.01]).Risk));

        var none = new RejectFigures(new Predictions([0], [0.5f]), [false], new Predictions([], []));
        Assert.Null(none.At([0.5]).OthersRejected);
        Assert.Contains("--calibrate-reject", Assert.Throws<ToolException>(() => RejectCalibration.Choose(none, classes: 1)).Message);
    }

    [Fact]
    public void MissedAndExtraBeatsCountAgainstADetectedModel()
    {
        // Rows are the reference's N S V F Q O X, columns the model's.
        var counts = new long[,]
        {
            { 90, 4, 2, 0, 1, 3, 0 },
            { 2, 7, 0, 0, 0, 1, 0 },
            { 1, 0, 18, 0, 0, 1, 0 },
            { 2, 0, 2, 1, 0, 0, 0 },
            { 1, 0, 3, 0, 0, 1, 0 },
            { 5, 1, 2, 0, 1, 0, 0 },
            { 0, 0, 0, 0, 0, 0, 0 },
        };
        var figures = DetectedFigures.Whole([new DetectedRecordFigures("100", new BeatMatrix(counts), null), new DetectedRecordFigures("101", new BeatMatrix(counts), null)]);
        var (n, s, v) = (figures.Aami.PerClass[0], figures.Aami.PerClass[1], figures.Aami.PerClass[2]);
        Assert.Equal((200, 20, 40), (n.Support, s.Support, v.Support));
        Assert.Equal((0.90, 0.70, 0.90), (n.Recall, s.Recall, v.Recall));
        Assert.Equal(90 / 100.0, n.Precision, 12);
        Assert.Equal(7 / 12.0, s.Precision, 12);
        Assert.Equal(18 / 24.0, v.Precision, 12);
        Assert.Equal(new Proportion(2 * 134, 2 * 140), figures.Sum.QrsSensitivity);
        Assert.Equal(figures.Aami.PerClass.Take(4).Average(score => score.F1), figures.MacroF1);
        Assert.Null(DetectedFigures.Learned([new DetectedRecordFigures("100", new BeatMatrix(counts), null)]));
    }

    [Fact]
    public async Task SeveralSeedsGiveMeanAndSpreadAndEveryCopyIsCounted()
    {
        var ran = await Ran.InAsync(database.Data, "evaluate", "--model", "v2", "--protocol", "paper", "--train", "--seeds", "1-2", "--epochs", "1", "--json");
        Assert.True(ran.Code == 0, ran.Error);
        var json = ran.Json;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("seed").ValueKind);
        Assert.Equal([1, 2], json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("seed").GetInt32()));
        double[] accuracies = [.. json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("accuracy").GetDouble())];
        Assert.Equal(accuracies.Average(), json.GetProperty("accuracy").GetDouble(), 12);
        Assert.Equal(accuracies.Min(), json.GetProperty("spread").GetProperty("accuracy").GetProperty("least").GetDouble());
        Assert.False(json.TryGetProperty("reject", out _));
        Assert.All(json.GetProperty("runs").EnumerateArray(), run => Assert.Equal(JsonValueKind.Null, run.GetProperty("reject").GetProperty("atCard").ValueKind));
        Assert.Equal(12000, json.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(count => count.GetInt64())));
        Assert.Equal(12000, json.GetProperty("leakage").GetProperty("testBeats").GetInt64());
        Assert.False(json.GetProperty("leakage").GetProperty("clean").GetBoolean());
        Assert.True(json.GetProperty("leakage").GetProperty("copiedBeats").GetInt64() > 6000, "a few hundred made beats are copied to 6,000 a class");
        Assert.False(json.TryGetProperty("aami", out _));
    }

    [Fact]
    public async Task BeatsAreBroughtToTheScaleThatIsAskedForAndTheCardSaysSo()
    {
        string file = database.File("scaled.arrhythminet"), again = database.File("scaled-again.arrhythminet");
        var trained = await Ran.InAsync(database.Data, "train", "-m", "v2", "-p", "unique", "--epochs", "1", "--scale", "patient", "-o", file, "--json", "-q");
        Assert.True(trained.Code == 0, trained.Error);
        Assert.Equal("patient", trained.Json.GetProperty("scale").GetString());
        var model = ArrhythmiNetModel.Load(file);
        Assert.Equal(("Patient", 0), (model.Card!.NormalizationScope, model.ContextNames.Count));
        Assert.Contains("--scale patient", model.Card.Command);

        var evaluated = await Ran.InAsync(database.Data, "evaluate", "--model", file, "--protocol", "unique", "--json", "-q");
        Assert.Equal(trained.Json.GetProperty("confusion").GetRawText(), evaluated.Json.GetProperty("confusion").GetRawText());
        Assert.Equal("patient", evaluated.Json.GetProperty("scale").GetString());
        Assert.Equal(0, (await Ran.InAsync(database.Data, [.. model.Card.Command.Split(' ')[1..^1], again])).Code);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(again));

        var own = await Ran.InAsync(database.Data, "train", "-m", "v2", "-p", "unique", "--epochs", "1", "--scale", "beat", "-o", file, "--json", "-q", "--force");
        Assert.Equal("beat", own.Json.GetProperty("scale").GetString());
        Assert.DoesNotContain("--scale", ArrhythmiNetModel.Load(file).Card!.Command);
        Assert.NotEqual(File.ReadAllBytes(again), File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData(2, "'beat'", "train", "--model", "v2", "--protocol", "paper", "--scale", "record", "--out", "x")]
    [InlineData(2, "trained already", "evaluate", "--model", "CARDLESS", "--protocol", "inter-patient", "--scale", "patient")]
    [InlineData(2, "--protocol", "evaluate", "--model", "v2")]
    [InlineData(2, "paper", "evaluate", "--model", "v2", "--protocol", "papper")]
    [InlineData(2, "no seed", "evaluate", "--model", "v2", "--protocol", "paper", "--seeds", "5-1")]
    [InlineData(2, "too small", "train", "--model", "v2", "--protocol", "paper", "--epochs", "0", "--out", "x")]
    [InlineData(2, "v1-rr", "train", "--model", "v3", "--protocol", "paper", "--out", "x")]
    [InlineData(2, "--out", "train", "--model", "v2", "--protocol", "paper")]
    [InlineData(2, "a file of its own", "train", "--model", "v2", "--protocol", "paper", "--out", "x", "--checkpoint", "./x")]
    [InlineData(1, "Give --checkpoint a file", "train", "--model", "v2", "--protocol", "paper", "--out", "OUT", "--checkpoint", ".")]
    [InlineData(2, "unique", "train", "--model", "v2", "--protocol", "cross-validation", "--out", "x")]
    [InlineData(1, "no model 'nothing.arrhythminet'", "evaluate", "--model", "nothing.arrhythminet", "--protocol", "paper")]
    [InlineData(1, "is no ArrhythmiNet model", "evaluate", "--model", "TEXT", "--protocol", "paper")]
    [InlineData(3, "has no card", "evaluate", "--model", "CARDLESS", "--protocol", "inter-patient")]
    [InlineData(2, "trained already", "evaluate", "--model", "CARDLESS", "--protocol", "inter-patient", "--train")]
    [InlineData(2, "for each fold", "evaluate", "--model", "CARDLESS", "--protocol", "cross-validation")]
    [InlineData(2, "no record to find beats in", "evaluate", "--model", "v2", "--protocol", "paper", "--peaks", "detected")]
    [InlineData(2, "detected", "evaluate", "--model", "v2", "--protocol", "inter-patient", "--peaks", "gqrs")]
    [InlineData(3, "has no card", "evaluate", "--model", "CARDLESS", "--protocol", "inter-patient", "--peaks", "detected")]
    [InlineData(1, "is a folder", "train", "--model", "v2", "--protocol", "paper", "--out", ".")]
    [InlineData(1, "not on this machine", "train", "--model", "v2", "--protocol", "paper", "--out", "OUT")]
    public async Task WhatIsWrongIsSaidBeforeAnythingIsTrained(int code, string message, params string[] arguments)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["TEXT"], "this is no model");
        Cardless(folder["CARDLESS"]);
        string[] line = [.. arguments.Select(argument => argument is "TEXT" or "CARDLESS" or "OUT" ? folder[argument] : argument)];
        var ran = await Ran.InAsync(folder.Path, [.. line, "--json"]);
        Assert.Equal(code, ran.Code);
        Assert.Contains(message, ran.Error);
        Assert.Contains(message, ran.Json.GetProperty("error").GetProperty("message").GetString());
        Assert.DoesNotContain("reading:", ran.Error);
        Assert.DoesNotContain("epoch 1", ran.Error);
    }

    [Theory]
    [InlineData("3", new[] { 3 })]
    [InlineData("1-5", new[] { 1, 2, 3, 4, 5 })]
    [InlineData("1,4,4,9-10", new[] { 1, 4, 9, 10 })]
    [InlineData("5-1", null)]
    [InlineData("-1", null)]
    [InlineData("1-", null)]
    [InlineData("a", null)]
    [InlineData("1-2-3", null)]
    [InlineData("0-5000", null)]
    public void SeedsAreOneOrARangeOrAList(string text, int[]? expected)
    {
        Assert.Equal(expected is not null, ModelOptions.TryParseSeeds(text, out int[] seeds));
        Assert.Equal(expected ?? [], seeds);
    }

    private static void Cardless(string file)
    {
        var random = new Random(1);
        float[] samples = [.. Enumerable.Range(0, 4 * 360).Select(_ => random.NextSingle())];
        ArrhythmiNetTraining.Train(new BeatDataset(samples, [0, 1, 0, 1], ["N", "V"]), options: new ArrhythmiNetTrainingOptions { Epochs = 1 }).Model.Save(file);
    }

    private static void CheckDetected(JsonElement detected)
    {
        var rules = detected.GetProperty("rules");
        Assert.Equal((150.0, 300.0, true), (rules.GetProperty("matchWindowMs").GetDouble(), rules.GetProperty("learningPeriodSeconds").GetDouble(), rules.GetProperty("escapeBeatsAreNormal").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, detected.GetProperty("afterLearningPeriod").ValueKind);
        var whole = detected.GetProperty("wholeRecord");
        Assert.Equal(0, whole.GetProperty("startSeconds").GetDouble());
        Assert.Equal(["N", "S", "V", "F", "Q", "O", "X"], whole.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        long[][] sum = Matrix(whole);
        long[][][] records = [.. whole.GetProperty("records").EnumerateArray().Select(Matrix)];
        Assert.Equal(MitBihArrhythmiaDatabase.Ds2, whole.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("record").GetString()));
        for (int row = 0; row < 7; row++)
        {
            for (int column = 0; column < 7; column++)
                Assert.Equal(records.Sum(record => record[row][column]), sum[row][column]);
        }

        // Every record has one F and one Q, and the detector finds most of what is there.
        Assert.Equal((22, 22), (sum[3].Sum(), sum[4].Sum()));
        long beats = sum.Take(5).Sum(row => row.Sum());
        var qrs = whole.GetProperty("qrs");
        Assert.Equal(beats, qrs.GetProperty("beats").GetInt64());
        Assert.InRange(qrs.GetProperty("missed").GetInt64(), 0, beats / 20);
        Assert.Equal(sum.Take(5).Sum(row => row[5] + row[6]), qrs.GetProperty("missed").GetInt64());
        Assert.Equal(sum[5].Sum() + sum[6].Sum(), qrs.GetProperty("extra").GetInt64());
        for (int c = 0; c < 4; c++)
        {
            var figures = whole.GetProperty("aami").GetProperty("NSVF"[c].ToString());
            Assert.Equal(sum[c].Sum(), figures.GetProperty("support").GetInt64());
            Assert.Equal(sum[c][c] / (double)sum[c].Sum(), figures.GetProperty("sensitivity").GetDouble(), 12);
            long called = Enumerable.Range(0, 7).Where(row => row != 4).Sum(row => sum[row][c]);
            Assert.Equal(called == 0 ? 0 : sum[c][c] / (double)called, figures.GetProperty("positivePredictivity").GetDouble(), 12);
            Assert.True(figures.TryGetProperty("intervals", out _));
        }

        static long[][] Matrix(JsonElement of) => [.. of.GetProperty("matrix").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt64()).ToArray())];
    }

    private static void CheckReject(JsonElement reject, IReadOnlyList<double> thresholds)
    {
        Assert.Equal(thresholds, reject.GetProperty("atCard").GetProperty("rejectBelow").EnumerateArray().Select(limit => limit.GetDouble()));
        Assert.Equal(5, thresholds.Count);
        Assert.True(reject.GetProperty("otherBeats").GetInt32() > 0);
        JsonElement[] points = [.. reject.GetProperty("points").EnumerateArray()];
        Assert.Equal(1, points[0].GetProperty("coverage").GetDouble());
        double[] curve = [.. points.Select(point => Assert.Single(point.GetProperty("rejectBelow").EnumerateArray()).GetDouble())];
        Assert.Equal(curve.Order(), curve);
        Assert.All(points, point => Assert.InRange(point.GetProperty("othersRejected").GetDouble(), 0, 1));
        Assert.InRange(reject.GetProperty("area").GetDouble(), 0, 1);
        Assert.InRange(reject.GetProperty("areaWithOthers").GetDouble(), reject.GetProperty("area").GetDouble(), 1);
    }

    private static void CheckFigures(JsonElement json, string[] classes, string protocol, int seed)
    {
        Assert.Equal((protocol, seed), (json.GetProperty("protocol").GetString(), json.GetProperty("seed").GetInt32()));
        Assert.InRange(json.GetProperty("sizeKB").GetDouble(), 150, 157.76);
        long[][] confusion = [.. json.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt64()).ToArray())];
        Assert.Equal(classes.Length, confusion.Length);
        long all = confusion.Sum(row => row.Sum());
        Assert.Equal(json.GetProperty("leakage").GetProperty("testBeats").GetInt64(), all);
        Assert.Equal(Enumerable.Range(0, classes.Length).Sum(c => confusion[c][c]) / (double)all, json.GetProperty("accuracy").GetDouble(), 12);
        var perClass = json.GetProperty("perClass");
        Assert.Equal(classes, perClass.EnumerateObject().Select(of => of.Name));
        for (int c = 0; c < classes.Length; c++)
        {
            var figures = perClass.GetProperty(classes[c]);
            Assert.Equal(confusion[c].Sum(), figures.GetProperty("support").GetInt64());
            Assert.Equal(confusion[c][c] / (double)confusion[c].Sum(), figures.GetProperty("recall").GetDouble(), 12);
            Assert.InRange(figures.GetProperty("f1").GetDouble(), 0, 1);
        }

        // De Chazal's DS1 and DS2 have the patient of 201 and 202 in common.
        Assert.Equal(["201"], json.GetProperty("leakage").GetProperty("sharedPatients").EnumerateArray().Select(patient => patient.GetString()));
        Assert.Equal(0, json.GetProperty("leakage").GetProperty("copiedBeats").GetInt64());
        Assert.Equal(22, json.GetProperty("leakage").GetProperty("testPatients").GetInt32());

        var aami = json.GetProperty("aami");
        Assert.Equal(["N", "S", "V", "F"], aami.EnumerateObject().Select(of => of.Name));
        foreach (var figures in aami.EnumerateObject().Select(of => of.Value))
        {
            foreach (string figure in (string[])["sensitivity", "positivePredictivity", "f1"])
                Assert.InRange(figures.GetProperty(figure).GetDouble(), 0, 1);
            var interval = figures.GetProperty("intervals").GetProperty("sensitivity");
            Assert.InRange(figures.GetProperty("sensitivity").GetDouble(), interval.GetProperty("lower").GetDouble(), interval.GetProperty("upper").GetDouble());
        }

        Assert.Equal(22, aami.GetProperty("F").GetProperty("support").GetInt64());
        Assert.Equal(22, json.GetProperty("aamiTotals").GetProperty("unclassifiable").GetInt64());
        Assert.Equal(MitBihArrhythmiaDatabase.Ds2, json.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("record").GetString()));
        Assert.Equal(json.GetProperty("aamiTotals").GetProperty("beats").GetInt64(), json.GetProperty("records").EnumerateArray().Sum(record => record.GetProperty("beats").GetInt64()));
    }
}
