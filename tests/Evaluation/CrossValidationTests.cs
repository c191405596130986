using FsCheck;
using FsCheck.Fluent;

namespace ArrhythmiaVision.Evaluation.Tests;

public class CrossValidationTests
{
    private static readonly string[] Classes = ["N", "S", "V"];

    [Fact]
    public void FoldsKeepPatientsWholeAndTestEveryLabelledBeatOnce()
    {
        var cases = from folds in Gen.Choose(2, 5)
                    from patients in Gen.Choose(folds, 12)
                    from rows in Gen.ArrayOf(Gen.Choose(0, 99), 80)
                    from seed in Gen.Choose(0, 1000)
                    select (folds, patients, rows, seed);
        Prop.ForAll(cases.ToArbitrary(), x =>
        {
            // Every patient has a labelled beat; the rest fall where they may, some without a label.
            int[] all = [.. Enumerable.Range(0, x.patients).Select(p => p * 100), .. x.rows];
            int[] labels = [.. all.Select((v, i) => i < x.patients ? i % 3 : (v % 4) - 1)];
            string[] patients = [.. all.Select((v, i) => $"p{(i < x.patients ? i : v % x.patients)}")];
            var beats = new BeatTable(Classes, labels, patients: patients);

            var splits = CrossValidation.ByPatient(beats, x.folds, x.seed);

            Assert.Equal(x.folds, splits.Count);
            int[] labelled = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0)];
            Assert.Equal(labelled, splits.SelectMany(s => s.Test).Order());
            foreach (var split in splits)
            {
                Assert.NotEmpty(split.Test);
                Assert.Equal(labelled, split.Training.Concat(split.Test).Order());
                Assert.Empty(LeakageAudit.Of(beats, split).SharedPatients!);
            }
            Assert.Equal(splits.Select(s => s.Test), CrossValidation.ByPatient(beats, x.folds, x.seed).Select(s => s.Test));
        }).Holds();
    }

    [Fact]
    public void ARareClassIsSpreadOverTheFolds()
    {
        // 20 patients of 100 beats; V beats in four of them only, S in another four.
        string[] patients = [.. Enumerable.Range(0, 2000).Select(i => $"{i / 100}")];
        int[] labels = [.. Enumerable.Range(0, 2000).Select(i => i % 10 == 0 && i / 100 % 5 == 0 ? 2 : i % 10 == 0 && i / 100 % 5 == 1 ? 1 : 0)];
        var beats = new BeatTable(Classes, labels, patients: patients);

        foreach (var split in CrossValidation.ByPatient(beats, 4, 7))
        {
            var counts = split.Test.CountBy(i => labels[i]).ToDictionary();
            Assert.Equal(10, counts[1]);
            Assert.Equal(10, counts[2]);
            Assert.InRange(counts[0], 380, 580);
        }
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var beats = new BeatTable(Classes, [0, 1, 2], patients: ["a", "a", "b"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossValidation.ByPatient(beats, 1, 0));
        Assert.Contains("2 patients", Assert.Throws<ArgumentException>(() => CrossValidation.ByPatient(beats, 3, 0)).Message);
        Assert.Contains("not known", Assert.Throws<ArgumentException>(() => CrossValidation.ByPatient(new BeatTable(Classes, [0]), 2, 0)).Message);
    }
}
