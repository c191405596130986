using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation.Tests;

public class RecordComparisonTests
{
    private static readonly Lazy<ComparisonSummary?> s_selves = new(() => Folder() is { } folder
        ? new ComparisonSummary(MitBihArrhythmiaDatabase.Records.Select(record => RecordComparison.Read(Path.Combine(folder, record), "atr", "atr")))
        : null);

    [Fact]
    public void TheReferenceAgreesWithItself()
    {
        var summary = s_selves.Value;
        if (summary is null)
            Assert.Skip($"The MIT-BIH Arrhythmia Database is not here; set {RecordingLibrary.DataVariable}.");

        // Totals of: for r in the 48 records; do bxb -r $r -a atr atr -L b bs; done; sumstats b
        Assert.Equal(new Proportion(91285, 91285), summary.Gross.QrsSensitivity);
        Assert.Equal(new Proportion(91285, 91285), summary.Gross.QrsPositivePredictivity);
        Assert.Equal(new Proportion(6101, 6101), summary.Gross.VebSensitivity);
        Assert.Equal(new Proportion(2745, 2745), summary.Gross.SvebSensitivity);
        Assert.Equal(0, summary.Gross.VebFalsePositiveRate.Part);
        Assert.Equal(0, summary.AverageRrErrorMilliseconds);

        // Totals of: for r in the 48 records; do rxr -r $r -a atr atr -L v s; done; sumstats v; sumstats s
        var (ventricular, supraventricular) = (summary.GrossVentricularRuns, summary.GrossSupraventricularRuns);
        Assert.Equal((new Proportion(656, 656), new Proportion(656, 656)), (ventricular.CoupletSensitivity, ventricular.CoupletPositivePredictivity));
        Assert.Equal((new Proportion(53, 53), new Proportion(53, 53)), (ventricular.ShortRunSensitivity, ventricular.ShortRunPositivePredictivity));
        Assert.Equal((new Proportion(13, 13), new Proportion(13, 13)), (ventricular.LongRunSensitivity, ventricular.LongRunPositivePredictivity));
        Assert.Equal((new Proportion(229, 229), new Proportion(229, 229)), (supraventricular.CoupletSensitivity, supraventricular.CoupletPositivePredictivity));
        Assert.Equal((new Proportion(348, 348), new Proportion(348, 348)), (supraventricular.ShortRunSensitivity, supraventricular.ShortRunPositivePredictivity));
        // Once each in 201 and 217 fibrillation starts at a beat that breaks it off; such an episode matches nothing, in rxr too.
        Assert.Equal((new Proportion(541, 543), new Proportion(541, 543)), (supraventricular.LongRunSensitivity, supraventricular.LongRunPositivePredictivity));
    }

    [Fact]
    public void WhatIsTakenAwayIsMissedAndWhatIsAddedIsFalse()
    {
        if (Folder() is not { } folder)
        {
            Assert.Skip($"The MIT-BIH Arrhythmia Database is not here; set {RecordingLibrary.DataVariable}.");
            return;
        }

        foreach (string record in MitBihArrhythmiaDatabase.Records)
        {
            var options = ComparisonOptions.For(WfdbHeader.Read(Path.Combine(folder, record + ".hea")));
            var reference = AnnotationFile.Read(Path.Combine(folder, record + ".atr")).Annotations;
            var test = new List<Annotation>();
            long taken = 0;
            long renamed = 0;
            bool Compared(Annotation beat) => beat.Sample >= 300 * 360;
            for (int i = 0; i < reference.Count; i++)
            {
                var annotation = reference[i];
                bool beat = annotation.Code.IsBeat;
                if (beat && i % 10 == 3)
                {
                    taken += Compared(annotation) ? 1 : 0;
                    continue;
                }

                bool rename = i % 10 == 7 && annotation.Code == AnnotationCode.Normal;
                renamed += rename && Compared(annotation) ? 1 : 0;
                test.Add(rename ? annotation with { Code = AnnotationCode.PrematureVentricular } : annotation);
            }

            var matrix = BeatComparison.Compare(reference, test, options).Matrix;
            var exchanged = BeatComparison.Compare(test, reference, options).Matrix;

            // Beats are further apart than twice the window nearly everywhere, so no beat takes another's partner; where the
            // partner of the first compared beat is one that was taken away, that beat may count neither way.
            Assert.InRange(matrix.QrsSensitivity.Whole - matrix.QrsSensitivity.Part, taken - 1, taken);
            Assert.Equal(0, matrix.QrsPositivePredictivity.Whole - matrix.QrsPositivePredictivity.Part);
            Assert.Equal(renamed, matrix[BeatLabel.N, BeatLabel.V]);
            Assert.Equal(renamed, exchanged[BeatLabel.V, BeatLabel.N]);
            Assert.InRange(exchanged.QrsPositivePredictivity.Whole - exchanged.QrsPositivePredictivity.Part, taken - 1, taken);
        }
    }

    [Fact]
    public void FilesAreComparedAtTheRecordsFrequency()
    {
        var record = SyntheticRecord.All[1];
        string folder = Directory.CreateTempSubdirectory("comparison").FullName;
        string found = Directory.CreateDirectory(Path.Combine(folder, "found")).FullName;
        try
        {
            string path = Path.Combine(folder, record.Name);
            File.WriteAllText(path + ".hea", $"{record.Name} 0 {record.SamplingFrequency} {record.Length}\n");
            new AnnotationFile(record.Reference()).Write(path + ".atr");
            // The test file counts thousandths of a second: four ticks a sample.
            new AnnotationFile(record.Test().Select(annotation => annotation with { Sample = annotation.Sample * 4 }), 1000)
                .Write(Path.Combine(found, record.Name + ".tst"));

            var read = RecordComparison.Read(path, "atr", "tst", found);

            var expected = RecordComparison.Compare(record.Name, record.Reference(), record.Test(), record.Options, "atr", "tst");
            Assert.Equal(Text(expected), Text(read));
            var narrow = RecordComparison.Read(path, "atr", "tst", found, options => options with { MatchWindow = TimeSpan.FromMilliseconds(20) });
            Assert.True(narrow.Beats.Matrix.QrsSensitivity.Part < read.Beats.Matrix.QrsSensitivity.Part);

            Assert.Contains("tst", Assert.Throws<FileNotFoundException>(() => RecordComparison.Read(path, "atr", "tst")).Message);
            new AnnotationFile([new Annotation(9, AnnotationCode.Normal), new Annotation(8, AnnotationCode.Normal)]).Write(path + ".bad");
            Assert.StartsWith(path + ".bad: annotation 1", Assert.Throws<InvalidDataException>(() => RecordComparison.Read(path, "atr", "bad")).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Folder() => new RecordingLibrary().TryFind(MitBihArrhythmiaDatabase.Name);

    private static string Text(RecordComparison record)
    {
        using var writer = new StringWriter();
        BeatReport.WriteStandard(writer, record);
        RunReport.WriteStandard(writer, record, RunKind.Ventricular);
        RunReport.WriteStandard(writer, record, RunKind.Supraventricular);
        return writer.ToString();
    }
}
