using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Analysis.Tests;

public class RealRecordTests
{
    internal static string MitBih()
    {
        var folder = new RecordingLibrary(new RecordingLibraryOptions { AllowDownload = false }).TryFind(MitBihArrhythmiaDatabase.Name);
        if (folder is null)
            Assert.Skip($"The MIT-BIH Arrhythmia Database is not on this machine; set {RecordingLibrary.DataVariable} to the folder with 'mitdb' in it.");
        return folder;
    }

    [Fact]
    public void ARealRecordGivesTheBeatsOfTheWholeRecordAndReadsBackFromAnAnnotationFile()
    {
        using var record = WfdbRecord.Open(Path.Combine(MitBih(), "208"));
        var results = new List<Result>();
        var annotations = new ResultAnnotations(Models.V2.Classes);
        var summary = new RecordAnalyzer(Models.V2).Analyze(record, (in AnalyzedBeat beat) =>
        {
            results.Add(Result.Of(beat));
            annotations.Add(beat);
        }, cancellationToken: TestContext.Current.CancellationToken);

        var peaks = record.ReadAnnotations("atr").Where(a => a.Code.IsBeat).Select(a => new RPeak(a.Sample, a.Code)).ToList();
        Assert.Equal(WholeRecord.Analyze(Models.V2, record.ReadSignal("MLII"), 360, peaks), results);
        Assert.Equal(2955, summary.Beats);

        var folder = Directory.CreateTempSubdirectory("arrhythmia-analysis-").FullName;
        try
        {
            annotations.Write(Path.Combine(folder, "208.net"));
            var read = AnnotationFile.Read(Path.Combine(folder, "208.net")).Annotations;
            Assert.Equal(results.Select(r => (r.Sample, r.Class < 0 ? "Q" : Models.V2.Classes[r.Class])), read.Select(a => (a.Sample, a.Symbol)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ALeadIsChosenByNameOrByTheRule()
    {
        var folder = MitBih();
        using var usual = WfdbRecord.Open(Path.Combine(folder, "100"));
        Assert.Equal("MLII", new RecordLead(usual).Name);
        Assert.Equal("V5", new RecordLead(usual, "v5").Name);
        Assert.Throws<ArgumentException>(() => new RecordLead(usual, "aVF"));
        using var other = WfdbRecord.Open(Path.Combine(folder, "102"));
        Assert.Equal("V5", new RecordLead(other).Name);
    }
}
