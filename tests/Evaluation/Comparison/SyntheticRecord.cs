using ArrhythmiaVision.Recordings;

namespace ArrhythmiaVision.Evaluation.Tests;

/// <summary>
/// A record's reference and test annotations made by formula: beats of all kinds, runs, atrial fibrillation, ventricular
/// flutter; and a test annotator that shifts, drops, adds and renames beats and at times cannot read the signal.
/// </summary>
/// <param name="Name">The record's name.</param>
/// <param name="SamplingFrequency">Samples a second.</param>
/// <param name="Length">The record's length in samples.</param>
/// <param name="Seed">Moves the places where the two annotators differ; with 0 the test annotator marks no shutdown.</param>
internal sealed record SyntheticRecord(string Name, int SamplingFrequency, long Length, int Seed)
{
    public static readonly SyntheticRecord[] All = [new("syn1", 360, 432000, 3), new("syn2", 250, 180000, 5), new("syn3", 128, 115200, 0)];

    public ComparisonOptions Options => new() { SamplingFrequency = SamplingFrequency, RecordLength = Length };

    private long Step => SamplingFrequency * 4 / 5;

    public List<Annotation> Reference()
    {
        var annotations = new List<Annotation>();
        long beats = (Length - Step) / Step;
        for (long i = 1; i < beats; i++)
        {
            long sample = BeatSample(i);
            switch (i % 400)
            {
                case 290:
                    annotations.Add(Rhythm(sample - 20, "(AFIB\0"));
                    break;
                case 310:
                    annotations.Add(Rhythm(sample - 20, "(N\0"));
                    break;
                case 350:
                    annotations.Add(new Annotation(sample - 10, AnnotationCode.FlutterStart));
                    break;
                case 356:
                    annotations.Add(new Annotation(sample - 10, AnnotationCode.FlutterEnd));
                    break;
            }

            bool flutter = i % 400 is >= 350 and < 356;
            annotations.Add(new Annotation(sample, flutter ? AnnotationCode.VentricularFlutterWave : ReferenceCode(i)));
        }

        return annotations;
    }

    public List<Annotation> Test()
    {
        var annotations = new List<Annotation>();
        long beats = (Length - Step) / Step;
        for (long i = 1; i < beats; i++)
        {
            long j = i + Seed;
            long sample = BeatSample(i) + (j * 17 % 41) - 20;
            bool unreadable = Seed > 0 && i % 333 is >= 200 and < 209;
            if (Seed > 0 && i % 333 == 200)
                annotations.Add(new Annotation(sample - 40, AnnotationCode.SignalQualityChange) { Subtype = -1 });
            if (Seed > 0 && i % 333 == 208)
                annotations.Add(new Annotation(sample + 30, AnnotationCode.SignalQualityChange));
            if (Seed > 0 && i % 450 == 440)
                annotations.Add(new Annotation(sample + 1, AnnotationCode.SignalQualityChange) { Subtype = 0x30 });
            if (!unreadable && j % 29 != 7 && i % 450 is not (441 or 442))
                annotations.Add(new Annotation(sample, TestCode(i, j)));
            if (j % 31 == 3 && !unreadable)
                annotations.Add(new Annotation(sample + (Step / 2), j % 2 == 0 ? AnnotationCode.Normal : AnnotationCode.PrematureVentricular));
        }

        annotations.Sort((a, b) => a.Sample.CompareTo(b.Sample));
        return annotations;
    }

    private long BeatSample(long i) => (Step * i) + (i * i % 23);

    private static AnnotationCode ReferenceCode(long i) => (i % 100, i % 61) switch
    {
        (10 or 11, _) => AnnotationCode.PrematureVentricular,
        (>= 30 and < 34, _) => AnnotationCode.PrematureVentricular,
        (>= 50 and < 58, _) => AnnotationCode.ROnT,
        (70 or 71, _) => AnnotationCode.AtrialPremature,
        (>= 80 and < 83, _) => AnnotationCode.SupraventricularPremature,
        (_, 7) => AnnotationCode.VentricularFusion,
        (_, 19) => AnnotationCode.Unclassifiable,
        (_, 23) => AnnotationCode.NodalEscape,
        (_, 37) => AnnotationCode.Paced,
        (_, 41) => AnnotationCode.VentricularEscape,
        _ => AnnotationCode.Normal,
    };

    private static AnnotationCode TestCode(long i, long j) => (j % 47) switch
    {
        5 => AnnotationCode.PrematureVentricular,
        11 => AnnotationCode.SupraventricularPremature,
        17 => AnnotationCode.Normal,
        23 => AnnotationCode.VentricularFusion,
        29 => AnnotationCode.Learning,
        _ => ReferenceCode(i),
    };

    private static Annotation Rhythm(long sample, string name) => new(sample, AnnotationCode.RhythmChange) { Aux = Annotation.AuxFrom(name) };
}
