namespace ArrhythmiaVision.Recordings.Tests;

public class MitBihTests
{
    [Fact]
    public void AllRecordsRoundTripByteForByte()
    {
        string source = TestData.MitBih();
        using var folder = new TempFolder();
        foreach (string name in MitBihArrhythmiaDatabase.Records)
        {
            using WfdbRecord record = WfdbRecord.Open(Path.Combine(source, name));
            Assert.Equal(650_000, record.Length);
            Assert.Equal(360, record.SamplingFrequency);
            var signals = new int[record.Signals.Count][];
            for (int s = 0; s < signals.Length; s++)
            {
                // Reading a signal whole verifies its checksum.
                signals[s] = Synthetic.ReadAll(record, s);
            }

            WfdbRecordWriter.Write(folder.Path, record.Header, signals);
            AnnotationFile.Read(Path.Combine(source, name + ".atr")).Write(folder[name + ".atr"]);
            foreach (string extension in (string[])[".dat", ".hea", ".atr"])
            {
                Assert.True(
                    File.ReadAllBytes(Path.Combine(source, name + extension)).AsSpan().SequenceEqual(File.ReadAllBytes(folder[name + extension])),
                    name + extension);
                File.Delete(folder[name + extension]);
            }

            // In regular form, too: nothing is lost without the text it was read from.
            Assert.Equal(File.ReadAllText(Path.Combine(source, name + ".hea")), HeaderFormatter.Format(record.Header));
        }
    }

    [Fact]
    public void CountsOfEachTypeEqualThePublishedTotals()
    {
        string source = TestData.MitBih();
        var counts = new Dictionary<string, int>();
        foreach (string name in MitBihArrhythmiaDatabase.Records)
        {
            using WfdbRecord record = WfdbRecord.Open(Path.Combine(source, name));
            foreach (Annotation annotation in record.ReadAnnotations(MitBihArrhythmiaDatabase.Annotator))
            {
                counts[annotation.Symbol] = counts.GetValueOrDefault(annotation.Symbol) + 1;
            }
        }

        // The totals of the table "Beat types" in the MIT-BIH Arrhythmia Database directory.
        Assert.Equal(75052, counts["N"]);
        Assert.Equal(8075, counts["L"]);
        Assert.Equal(7259, counts["R"]);
        Assert.Equal(2546, counts["A"]);
        Assert.Equal(7130, counts["V"]);
        Assert.Equal(7028, counts["/"]);
        Assert.Equal((150, 83, 2, 803, 16, 229, 106, 982, 33), (counts["a"], counts["J"], counts["S"], counts["F"], counts["e"], counts["j"], counts["E"], counts["f"], counts["Q"]));
        Assert.Equal(109_494, counts.Where(c => AnnotationCode.FromSymbol(c.Key).IsBeat).Sum(c => c.Value));
        Assert.Equal(112_647, counts.Values.Sum());
    }

    [Fact]
    public void AamiClassesGiveDeChazalsCounts()
    {
        string source = TestData.MitBih();

        // De Chazal et al. (2004), table II: the numbers of S, V, F and Q beats of DS1 and DS2.
        Assert.Equal((944, 3788, 415, 8), Count(MitBihArrhythmiaDatabase.Ds1));
        Assert.Equal((1837, 3221, 388, 7), Count(MitBihArrhythmiaDatabase.Ds2));

        (int S, int V, int F, int Q) Count(IReadOnlyList<string> records)
        {
            var classes = records
                .SelectMany(name => AnnotationFile.Read(Path.Combine(source, name + ".atr")).Annotations)
                .CountBy(a => a.Code.Aami)
                .ToDictionary();
            return (classes[AamiClass.S], classes[AamiClass.V], classes[AamiClass.F], classes[AamiClass.Q]);
        }
    }

    [Fact]
    public void TheFirstSampleOfRecord100IsInMillivolts()
    {
        using WfdbRecord record = WfdbRecord.Open(Path.Combine(TestData.MitBih(), "100"));
        var values = new float[3];
        record.Read(record.FindLead("MLII"), 0, values);

        // (995 - 1024) / 200, as the header's initial value says.
        Assert.Equal(-0.145f, values[0]);
        Assert.Equal("MLII", record.Leads[MitBihArrhythmiaDatabase.PreferredLead(record.Leads)]);
    }

    [Fact]
    public void FactsHoldTogether()
    {
        Assert.Equal(48, MitBihArrhythmiaDatabase.Records.Distinct().Count());
        Assert.Equal(22, MitBihArrhythmiaDatabase.Ds1.Distinct().Count());
        Assert.Equal(22, MitBihArrhythmiaDatabase.Ds2.Distinct().Count());
        string[] divided = [.. MitBihArrhythmiaDatabase.Ds1, .. MitBihArrhythmiaDatabase.Ds2, .. MitBihArrhythmiaDatabase.Paced];
        Assert.Equal(MitBihArrhythmiaDatabase.Records, divided.Order(StringComparer.Ordinal));
        Assert.Equal(MitBihArrhythmiaDatabase.PatientOf("201"), MitBihArrhythmiaDatabase.PatientOf("202"));
        Assert.Equal(47, MitBihArrhythmiaDatabase.Records.Select(MitBihArrhythmiaDatabase.PatientOf).Distinct().Count());
        Assert.Equal(1, MitBihArrhythmiaDatabase.PreferredLead(["V5", "MLII"]));
        Assert.Equal(0, MitBihArrhythmiaDatabase.PreferredLead(["V5", "V2"]));
        Assert.Throws<ArgumentException>(() => MitBihArrhythmiaDatabase.PreferredLead([]));
    }

    [Fact]
    public void LeadsOfEveryRecordAreAsKnown()
    {
        string source = TestData.MitBih();
        foreach (string name in MitBihArrhythmiaDatabase.Records)
        {
            using WfdbRecord record = WfdbRecord.Open(Path.Combine(source, name));
            int lead = MitBihArrhythmiaDatabase.PreferredLead(record.Leads);

            // 102 and 104 have no MLII; 114 has it as its second lead.
            Assert.Equal((name is "102" or "104" ? "V5" : "MLII", name == "114" ? 1 : 0), (record.Leads[lead], lead));
        }
    }
}
