using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;
using ArrhythmiaVision.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ArrhythmiaVision.MLNet.Tests.Transforms;

public sealed class LoadFromWfdbTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void A_record_becomes_a_row()
    {
        using var folder = new SyntheticFolder();
        var record = folder.Write("202", SyntheticEcgOptions.ForPatient(2, 20) with { SamplingRate = 250 });

        var view = _ml.Data.LoadFromWfdb(folder.PathOf("202"));

        Assert.Equal(
            ["Record: String", "Patient: String", "Lead: String", "SamplingRate: Single", "SignalLength: Int64", "Signal: Vector<Single>", "AnnotationSamples: Vector<Int64>", "AnnotationSymbols: Vector<String>"],
            view.Schema.Select(column => $"{column.Name}: {column.Type}"));
        var row = Assert.Single(_ml.Data.CreateEnumerable<RecordRow>(view, reuseRowObject: false));
        Assert.Equal(("202", "201", "MLII", 250f, 5000L), (row.Record, row.Patient, row.Lead, row.SamplingRate, row.SignalLength));
        Assert.Equal(record.Leads[0].Select(value => (float)(Math.Round(value * SyntheticFolder.Gain, MidpointRounding.AwayFromZero) / SyntheticFolder.Gain)), row.Signal);
        Assert.Equal(record.Beats.Select(beat => (long)beat.Sample), row.AnnotationSamples);
        Assert.Equal(record.Beats.Select(beat => beat.Symbol.ToString()), row.AnnotationSymbols);
    }

    [Fact]
    public void Rows_are_counted_shuffled_and_told_apart()
    {
        using var folder = SyntheticFolder.OfPatients(5, 3);
        var view = _ml.Data.LoadFromWfdb(folder.Path);

        Assert.Equal(5, view.GetRowCount());
        Assert.True(view.CanShuffle);
        string[] order = ["300", "301", "302", "303", "304"];
        Assert.Equal(order, view.Texts("Record"));
        Assert.Equal(order, _ml.Data.ShuffleRows(view, seed: 3).Texts("Record").Order());
        Assert.Equal(5, Views.Ids(view).Distinct().Count());
        Assert.Equal(3, view.Preview(3).RowView.Length);
        Assert.Equal(order, _ml.Data.Cache(view).Texts("Record"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void A_set_of_cursors_gives_the_rows_of_one(int n)
    {
        using var folder = SyntheticFolder.OfPatients(5, 3);
        var view = _ml.Data.LoadFromWfdb(folder.Path);

        var (values, cursors) = Views.BySet<ReadOnlyMemory<char>>(view, "Record", n);

        Assert.Equal(Math.Min(n, 5), cursors);
        Assert.Equal(view.Texts("Record"), values.Select(value => value.ToString()));
    }

    [Fact]
    public void Only_what_an_active_column_needs_is_read()
    {
        using var folder = SyntheticFolder.OfPatients(2, 3);
        var view = _ml.Data.LoadFromWfdb(folder.Path);

        File.Delete(folder.PathOf("300.atr"));
        Assert.Equal(2, view.GetColumn<float[]>("Signal").Count());
        Assert.Throws<FileNotFoundException>(() => view.GetColumn<long[]>("AnnotationSamples").Count());

        File.Delete(folder.PathOf("300.dat"));
        Assert.Equal(["300", "301"], view.Texts("Record"));
        Assert.Throws<FileNotFoundException>(() => view.GetColumn<float[]>("Signal").Count());
    }

    [Fact]
    public void Without_an_annotator_the_annotation_columns_are_empty()
    {
        using var folder = new SyntheticFolder();
        folder.Write("300", 360, "MLII", new float[720], annotations: null);

        Assert.Empty(Assert.Single(_ml.Data.LoadFromWfdb(folder.Path, annotator: null).GetColumn<string[]>("AnnotationSymbols")));
        var error = Assert.Throws<FileNotFoundException>(() => _ml.Data.LoadFromWfdb(folder.Path).GetColumn<string[]>("AnnotationSymbols").Count());
        Assert.Contains("300.atr", error.Message);
    }

    [Fact]
    public void The_first_lead_stands_in_for_a_missing_MLII_and_the_log_says_so_once()
    {
        using var folder = new SyntheticFolder();
        folder.Write("102", SyntheticEcgOptions.ForPatient(0, 3), lead: "V5");
        folder.Write("103", SyntheticEcgOptions.ForPatient(1, 3));
        var log = new Messages();
        var view = _ml.Data.LoadFromWfdb(folder.Path, new WfdbLoadOptions { Log = log });

        Assert.Equal(["V5", "MLII"], view.Texts("Lead"));
        Assert.Equal(2, view.GetColumn<float[]>("Signal").Count());

        Assert.Equal("Record 102 has no lead MLII; its first, V5, is used.", Assert.Single(log.All));
    }

    [Fact]
    public void A_lead_that_a_record_has_not_is_an_error_that_lists_those_it_has()
    {
        using var folder = SyntheticFolder.OfPatients(1, 3);
        var error = Assert.Throws<ArgumentException>(() => _ml.Data.LoadFromWfdb(folder.Path, lead: "V1").GetColumn<float[]>("Signal").Count());
        Assert.Contains("V1", error.Message);
        Assert.Contains("MLII", error.Message);
        Assert.Equal(["MLII"], _ml.Data.LoadFromWfdb(folder.Path, lead: "mlii").Texts("Lead"));
    }

    [Fact]
    public void A_signal_in_microvolts_is_given_in_millivolts_and_one_in_no_voltage_is_refused()
    {
        using var folder = new SyntheticFolder();
        folder.Write("300", 360, "I", [0f, 2f, -4f], [], units: "uV");
        folder.Write("301", 360, "BP", [0f, 2f, -4f], [], units: "mmHg");

        Assert.Equal([0f, 0.002f, -0.004f], _ml.Data.LoadFromWfdb(folder.PathOf("300")).GetColumn<float[]>("Signal").Single());
        var error = Assert.Throws<InvalidDataException>(() => _ml.Data.LoadFromWfdb(folder.PathOf("301")).GetColumn<float[]>("Signal").Single());
        Assert.Contains("mmHg", error.Message);
    }

    [Fact]
    public void Of_several_samples_a_frame_all_are_read_and_annotations_count_them()
    {
        using var folder = new SyntheticFolder();
        float[] signal = [.. Enumerable.Range(0, 40).Select(i => i / 10f)];
        folder.Write("300", 500, "II", signal, [new Annotation(7, AnnotationCode.Normal)], samplesPerFrame: 4);

        var row = _ml.Data.CreateEnumerable<RecordRow>(_ml.Data.LoadFromWfdb(folder.Path), reuseRowObject: false).Single();

        Assert.Equal((500f, 40L), (row.SamplingRate, row.SignalLength));
        Assert.Equal(signal, row.Signal);
        Assert.Equal([28L], row.AnnotationSamples);
    }

    [Fact]
    public void A_folder_s_records_are_those_listed_or_all_but_segments()
    {
        using var folder = SyntheticFolder.OfPatients(3, 3);
        new WfdbHeader { RecordName = "multi", StatedSamplingFrequency = 360, SignalCount = 1, Segments = [new("300", 1080), new("301", 1080)] }.Write(folder.PathOf("multi.hea"));

        Assert.Equal(["302", "multi"], _ml.Data.LoadFromWfdb(folder.Path).Texts("Record"));
        Assert.Equal([1080L, 2160L], _ml.Data.LoadFromWfdb(folder.Path).GetColumn<long>("SignalLength"));

        File.WriteAllLines(folder.PathOf("RECORDS"), ["301", "", "300"]);
        Assert.Equal(["301", "300"], _ml.Data.LoadFromWfdb(folder.Path).Texts("Record"));
    }

    [Fact]
    public void What_is_not_there_is_said_at_once()
    {
        using var folder = new SyntheticFolder();
        Assert.Contains("no WFDB record", Assert.Throws<ArgumentException>(() => _ml.Data.LoadFromWfdb(folder.Path)).Message);
        Assert.Contains("nowhere.hea", Assert.Throws<FileNotFoundException>(() => _ml.Data.LoadFromWfdb(folder.PathOf("nowhere"))).Message);
        Assert.Contains("nowhere.hea", Assert.Throws<FileNotFoundException>(() => _ml.Data.LoadFromWfdb([folder.PathOf("nowhere.hea")])).Message);
        Assert.Throws<ArgumentException>(() => _ml.Data.LoadFromWfdb(Array.Empty<string>()));
        Assert.Throws<ArgumentException>(() => _ml.Data.LoadFromWfdb(folder.Path, lead: " "));
    }

    [Fact]
    public void A_cut_off_signal_file_is_an_error_that_names_it()
    {
        using var folder = SyntheticFolder.OfPatients(1, 3);
        using (var file = File.OpenWrite(folder.PathOf("300.dat")))
            file.SetLength(file.Length - 10);
        var error = Assert.Throws<InvalidDataException>(() => _ml.Data.LoadFromWfdb(folder.Path).GetColumn<float[]>("Signal").Count());
        Assert.Contains("300", error.Message);
    }

    [Fact]
    public void MitBih_has_48_records_of_47_patients_all_but_two_with_MLII()
    {
        var log = new Messages();
        var view = _ml.Data.LoadFromWfdb(Views.MitBih(), new WfdbLoadOptions { Log = log });

        Assert.Equal(MitBihArrhythmiaDatabase.Records, view.Texts("Record"));
        Assert.Equal(47, view.Texts("Patient").Distinct().Count());
        Assert.All(view.GetColumn<long>("SignalLength"), length => Assert.Equal(650_000, length));
        Assert.Equal(["102", "104"], view.Texts("Record").Zip(view.Texts("Lead")).Where(pair => pair.Second != "MLII").Select(pair => pair.First));
        Assert.Equal(2, log.All.Count);
    }

    private sealed class Messages : IProgress<string>
    {
        public List<string> All { get; } = [];

        public void Report(string value)
        {
            lock (All)
                All.Add(value);
        }
    }

    private sealed class RecordRow
    {
        public string Record { get; set; } = "";

        public string Patient { get; set; } = "";

        public string Lead { get; set; } = "";

        public float SamplingRate { get; set; }

        public long SignalLength { get; set; }

        public float[] Signal { get; set; } = [];

        public long[] AnnotationSamples { get; set; } = [];

        public string[] AnnotationSymbols { get; set; } = [];
    }
}
