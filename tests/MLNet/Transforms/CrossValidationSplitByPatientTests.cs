using ArrhythmiaVision.Evaluation;
using ArrhythmiaVision.MLNet.Tests.Adapters;
using ArrhythmiaVision.Recordings;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

public sealed class CrossValidationSplitByPatientTests
{
    private const uint Missing = 9;

    private readonly MLContext _ml = new(1);

    [Fact]
    public void Folds_are_those_of_the_plain_library_with_patients_whole()
    {
        var rows = Rows();
        var view = _ml.Data.LoadFromEnumerable(rows);
        var folds = _ml.Data.CrossValidationSplitByPatient(view, 4, seed: 3);

        var plain = CrossValidation.ByPatient(new BeatTable(["0", "1", "2"], [.. rows.Select(row => row.Label == Missing ? -1 : (int)row.Label)], patients: [.. rows.Select(row => row.Patient)]), 4, seed: 3);
        Assert.Equal(4, folds.Count);
        foreach (var (fold, expected) in folds.Zip(plain))
        {
            Assert.Equal((CrossValidation.Name, 3), (fold.Split.Protocol, fold.Split.Seed));
            Assert.Equal(expected.Training.Select(row => (float)row), fold.TrainSet.GetColumn<float>("Row"));
            Assert.Equal(expected.Test.Select(row => (float)row), fold.TestSet.GetColumn<float>("Row"));
            Assert.Empty(fold.TrainSet.Texts("Patient").Intersect(fold.TestSet.Texts("Patient")));
            Assert.Equal(3, fold.TestSet.GetColumn<uint>("Label").Distinct().Count());
        }

        // Each labelled row tests once; the rows without a label are in no fold.
        Assert.Equal(rows.Where(row => row.Label != Missing).Select(row => row.Number), folds.SelectMany(fold => fold.TestSet.GetColumn<float>("Row")).Order());
    }

    [Fact]
    public void Every_fold_has_its_leakage_audit_and_its_result()
    {
        var view = _ml.Data.LoadFromEnumerable(Rows());
        foreach (var fold in _ml.Data.CrossValidationSplitByPatient(view, 3))
        {
            var audit = fold.AuditLeakage();
            Assert.Equal((0, 0), (audit.CopiedBeats, audit.SharedPatients!.Count));
            Assert.Equal(fold.TestSet.Texts("Patient").Distinct().Count(), audit.TestPatients);

            // The samples are made of the row's number modulo 50, so equal beats are of other patients.
            Assert.Equal(fold.TestSet.GetColumn<float>("Row").Count(row => fold.TrainSet.GetColumn<float>("Row").Any(other => other % 50 == row % 50)), audit.EqualBeats);

            var metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(fold.TestSet.GetColumn<uint>("Label").Select(label => new Scored { Label = label - 1, PredictedLabel = 0, Score = [1, 0, 0] })));
            Assert.Contains("mine by protocol 'cross-validation', seed 0", fold.Result("mine", metrics).ToString());
        }
    }

    [Fact]
    public void All_folds_share_one_reading_of_the_view()
    {
        var watched = new WatchedView(_ml.Data.LoadFromEnumerable(Rows()));
        var folds = _ml.Data.CrossValidationSplitByPatient(watched);
        Assert.Equal(["Label", "Patient"], watched.Asked.Order());
        foreach (var fold in folds)
            _ = fold.TrainSet.GetColumn<float>("Row").Count() + fold.TestSet.GetColumn<float>("Row").Count();
        Assert.Equal(2, watched.CursorsMade);
    }

    [Fact]
    public void What_cannot_be_divided_is_refused()
    {
        var view = _ml.Data.LoadFromEnumerable(Rows());
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.CrossValidationSplitByPatient(view, 1));
        Assert.Contains("cannot fill 13 folds", Assert.Throws<ArgumentException>(() => _ml.Data.CrossValidationSplitByPatient(view, 13)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.CrossValidationSplitByPatient(view, labelColumnName: "Patient"));
        var nobody = _ml.Transforms.DropColumns("Patient").Fit(view).Transform(view);
        Assert.Contains("Keep the Patient or the Record column", Assert.Throws<ArgumentException>(() => _ml.Data.CrossValidationSplitByPatient(nobody)).Message);
    }

    [Fact]
    public void MitBih_s_folds_have_every_class_and_no_patient_twice()
    {
        var records = _ml.Data.LoadFromWfdb(Views.MitBih());
        var beats = _ml.Transforms.BeatSegment(LabelScheme.Aami).Fit(records).Transform(records);
        var folds = _ml.Data.CrossValidationSplitByPatient(beats, seed: 1);
        var patients = folds.Select(fold => fold.TestSet.Texts("Patient").Distinct().ToList()).ToList();

        // 201 and 202 are of one patient. Every class is in every fold, though few patients have fusion beats.
        Assert.Equal(beats.Texts("Patient").Distinct().Order(), patients.SelectMany(names => names).Order());
        Assert.Equal(beats.GetColumn<uint>("Label").LongCount(), folds.Sum(fold => fold.TestSet.GetRowCount()!.Value));
        Assert.All(folds, fold => Assert.Equal(4, fold.TestSet.GetColumn<uint>("Label").Distinct().Count()));
    }

    /// <summary>Twelve patients of 25 beats of three classes; every tenth beat has no label.</summary>
    private static List<Row> Rows() => [.. Enumerable.Range(0, 300).Select(i => new Row
    {
        Number = i, Label = i % 10 == 9 ? Missing : (uint)(i % 3), Patient = $"p{i / 25}", Features = [i % 50, 1],
    })];

    private sealed class Row
    {
        [ColumnName("Row")]
        public float Number { get; set; }

        [KeyType(3)]
        public uint Label { get; set; }

        public string Patient { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Scored
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [KeyType(3)]
        public uint PredictedLabel { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];
    }
}
