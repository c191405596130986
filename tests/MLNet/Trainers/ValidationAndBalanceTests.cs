using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;
using Microsoft.ML;
using static ArrhythmiaVision.MLNet.Tests.Trainers.SyntheticBeats;

namespace ArrhythmiaVision.MLNet.Tests.Trainers;

/// <summary>Which rows train and which validate, and how often each is used.</summary>
public class ValidationAndBalanceTests
{
    [Fact]
    public void EachClassGivesTheShareSetAside()
    {
        var options = Quick(epochs: 1);
        options.ValidationFraction = 0.2;
        var training = Trainer(options).Fit(View(Uneven())).Training!;
        Assert.Equal([32, 16, 8, 8, 8], training.RowsPerClass);
        Assert.Equal(18, training.ValidationRows);
        Assert.NotNull(training.History[0].ValidationLoss);
        Assert.NotNull(training.History[0].ValidationAccuracy);
    }

    [Fact]
    public void BalancesOnlyWhatIsLeftToTrainOn()
    {
        var options = Quick(epochs: 1);
        options.ValidationFraction = 0.2;
        options.Balance = BalanceTarget.LargestClass;
        var training = Trainer(options).Fit(View(Uneven())).Training!;
        Assert.Equal([32, 16, 8, 8, 8], training.RowsPerClass);
        Assert.Equal(5 * 32, training.TrainingRows);
        Assert.Equal(18, training.ValidationRows);

        options.Balance = BalanceTarget.Rows(12);
        Assert.Equal(5 * 12, Trainer(options).Fit(View(Uneven())).Training!.TrainingRows);
    }

    [Fact]
    public void KeepsGroupsWhole()
    {
        // 15 patients of 8 rows, all of one class, so the rows left of a class tell how many of its patients are left.
        var rows = Rows(perClass: 24).OrderBy(row => Array.IndexOf(Classes, row.Class)).ToArray();
        for (int i = 0; i < rows.Length; i++)
            rows[i].Patient = $"p{i / 8}";
        var options = Quick(epochs: 1);
        options.ValidationFraction = 0.25;
        options.ValidationGroupColumnName = "Patient";
        var training = Trainer(options).Fit(View(rows)).Training!;
        Assert.Equal(32, training.ValidationRows);
        Assert.Equal(88, training.TrainingRows);
        Assert.All(training.RowsPerClass, count => Assert.Equal(0, count % 8));
        Assert.Contains(training.RowsPerClass, count => count < 24);
    }

    [Fact]
    public void GroupsThatDifferInSizeComeNearTheShare()
    {
        var rows = Rows(perClass: 40);
        for (int i = 0; i < rows.Length; i++)
            rows[i].Patient = i < 100 ? "big" : $"p{(i - 100) / 20}";
        var options = Quick(epochs: 1);
        options.ValidationFraction = 0.3;
        options.ValidationGroupColumnName = "Patient";
        Assert.Equal(60, Trainer(options).Fit(View(rows)).Training!.ValidationRows);
    }

    [Fact]
    public void RefusesGroupsItCannotDivide()
    {
        var options = Quick(epochs: 1);
        options.ValidationFraction = 0.25;
        options.ValidationGroupColumnName = "Patient";
        var rows = Rows(perClass: 4);
        rows[5].Patient = "";
        Assert.StartsWith("Row 5 of the training view: group column 'Patient' is missing its value", Assert.Throws<InvalidDataException>(() => Trainer(options).Fit(View(rows))).Message, StringComparison.Ordinal);

        foreach (var row in rows) row.Patient = "p";
        Assert.StartsWith("Group column 'Patient' has 1 different values", Assert.Throws<ArgumentException>(() => Trainer(options).Fit(View(rows))).Message, StringComparison.Ordinal);

        options.ValidationGroupColumnName = "Features";
        Assert.StartsWith("Schema mismatch for group column 'Features': expected a single value", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer(options).Fit(View(rows))).Message, StringComparison.Ordinal);
        options.ValidationGroupColumnName = "Nope";
        Assert.StartsWith("Group column 'Nope' not found", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer(options).Fit(View(rows))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValidatesOnAView()
    {
        var options = Quick(epochs: 2);
        options.ValidationData = View(Rows(perClass: 7, seed: 3));
        var training = Trainer(options).Fit(View(Rows(perClass: 8))).Training!;
        Assert.Equal(35, training.ValidationRows);
        Assert.Equal(40, training.TrainingRows);

        options.ValidationData = View(Rows(perClass: 7), classes: ["A", "L", "N", "R", "V"]);
        var error = Assert.Throws<ArgumentException>(() => Trainer(options).Fit(View(Rows(perClass: 8))));
        Assert.Contains("the validation view", error.Message, StringComparison.Ordinal);
        options.ValidationData = View(Rows(perClass: 1), classes: Classes.Append("F").ToArray());
        Assert.Throws<ArgumentException>(() => Trainer(options).Fit(View(Rows(perClass: 8))));
        options.ValidationData = View([]);
        Assert.StartsWith("No row is left to validate on", Assert.Throws<ArgumentException>(() => Trainer(options).Fit(View(Rows(perClass: 8)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StopsEarlyAndKeepsTheBestEpoch()
    {
        // Validation rows whose labels are those of other beats: what is learnt makes validation worse.
        var wrong = Rows(perClass: 8, seed: 5);
        foreach (var row in wrong) row.Class = Classes[(Array.IndexOf(Classes, row.Class) + 1) % 5];
        var options = Quick(epochs: 30);
        options.EarlyStoppingPatience = 3;
        options.ValidationData = View(wrong);
        var training = Trainer(options).Fit(View()).Training!;
        Assert.True(training.StoppedEarly);
        Assert.True(training.History.Count < 30);
        Assert.Equal(training.ModelEpoch + 3, training.History.Count);
        Assert.Equal(training.History.Min(epoch => epoch.ValidationLoss), training.History[training.ModelEpoch - 1].ValidationLoss);
    }

    [Fact]
    public void ReportsProgressOfEachStepAndEpoch()
    {
        var reports = new Recorder();
        var options = Quick(epochs: 2);
        options.Progress = reports;
        options.ValidationFraction = 0.2;
        Trainer(options).Fit(View(Rows(perClass: 20)));
        Assert.Equal(2, reports.Seen.Count(report => report.IsEpochEnd));
        Assert.Equal([1, 2], reports.Seen.Where(report => report.IsEpochEnd).Select(report => report.Epoch));
        Assert.All(reports.Seen, report => Assert.Equal(5, report.StepsPerEpoch));
        Assert.Equal(10, reports.Seen.Count(report => !report.IsEpochEnd));
        Assert.All(reports.Seen.Where(report => report.IsEpochEnd), report => Assert.NotNull(report.ValidationAccuracy));
    }

    private static BeatRow[] Uneven()
    {
        int[] wanted = [40, 20, 10, 10, 10];
        var taken = new int[5];
        return [.. Rows(perClass: 40).Where(row => taken[Array.IndexOf(Classes, row.Class)]++ < wanted[Array.IndexOf(Classes, row.Class)])];
    }

    private sealed class Recorder : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Seen { get; } = [];

        public void Report(TrainingProgress value) => Seen.Add(value);
    }
}
