using System.Diagnostics;
using System.Globalization;
using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.Trainers;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>The main job: records to beats, beats to a model, the model's figures, the model in a file.</summary>
internal static class Training
{
    public static int Run(Settings settings, CancellationToken cancel)
    {
        using var records = RecordSource.Find(settings, cancel);
        var ml = new MLContext(settings.Seed);

        IDataView beats = ml.Data.Cache(BeatViews.Of(ml, records.Paths));

        ITransformer? saved = null;
        foreach (SplitProtocol protocol in settings.Protocols)
        {
            Console.WriteLine();
            Console.WriteLine($"== {settings.Architecture} by protocol '{protocol.Name}', seed {settings.Seed}, epochs {settings.Epochs}{records.Mark}");
            Console.WriteLine($"   {protocol.Description}");
            ProtocolSplitData split = ml.Data.SplitByProtocol(beats, protocol, seed: settings.Seed);

            // Beat to prediction: the model, row to row. This is what is saved.
            using var progress = new LiveProgress(settings.Epochs);
            var toPrediction = ml.Transforms.BeatNormalize("Features")
                .Append(ml.MulticlassClassification.Trainers.ArrhythmiNet(new ArrhythmiNetTrainer.Options
                {
                    Architecture = settings.Architecture,
                    Epochs = settings.Epochs,
                    // The other protocols give balanced training sets; this one leaves it to the trainer.
                    Balance = protocol == SplitProtocol.InterPatient ? BalanceTarget.Rows(4800) : null,
                    Seed = settings.Seed,
                    Progress = progress,
                    CancellationToken = cancel,
                }));
            var model = toPrediction.Fit(split.TrainSet);
            progress.Dispose();

            MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
            Report(model.LastTransformer, split.Result($"{settings.Architecture}{records.Mark}", metrics), metrics.LogLoss, records.Mark);
            saved = model;
        }

        string path = Path.Combine(settings.Output.FullName, records.IsSynthetic ? "model.synthetic.zip" : "model.zip");
        settings.Output.Create();
        ml.Model.Save(saved!, beats.Schema, path);
        Console.WriteLine();
        Console.WriteLine($"The last model, from BeatNormalize on, is saved as {path} ({new FileInfo(path).Length / 1024.0:F1} KB).");
        return VerifyInFreshProcess(path, records.Paths[0]);
    }

    private static void Report(ArrhythmiNetTransformer network, ProtocolResult result, double logLoss, string mark)
    {
        Console.WriteLine();
        Console.Write(result);
        ArrhythmiNetTrainingSummary training = network.Training!;
        double seconds = training.History.Average(epoch => epoch.Duration.TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"log loss {logLoss:F4}; network {network.Model.SizeKB:F2} KB; {seconds:F1} s an epoch of {training.TrainingRows} beats{mark}"));
    }

    /// <summary>Classifies one record here and in a new process that only loads the file, and compares every bit.</summary>
    private static int VerifyInFreshProcess(string modelPath, string recordPath)
    {
        string here = Prediction.Describe(modelPath, recordPath);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in (string[])["predict", modelPath, recordPath])
            start.ArgumentList.Add(argument);

        using Process process = Process.Start(start)!;
        string there = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Console.WriteLine("A fresh process, with nothing registered, loads it and says:");
        Console.Write(there);
        bool same = process.ExitCode == 0 && there.ReplaceLineEndings() == here.ReplaceLineEndings();
        Console.WriteLine(same
            ? "Those are the very predictions of this process."
            : $"Those are NOT the predictions of this process, which are:{Environment.NewLine}{here}");
        return same ? 0 : 1;
    }
}
