using ArrhythmiaVision.Recordings;
using ArrhythmiaVision.Signals;

namespace DelineationTable;

/// <summary>
/// Runs the delineator on the first signal of records of the MIT-BIH Arrhythmia Database, from the reference's R peaks. Nobody
/// marked waves there; but which beats should have a P wave, and which a wide QRS complex, follows from beat and rhythm.
/// </summary>
public sealed class MitBihMeasurement(string folder)
{
    /// <summary>Gathers the beats of records by what the reference calls them and their rhythm, as "N in (AFIB".</summary>
    public IReadOnlyList<BeatGroup> Measure(IEnumerable<string> records)
    {
        var beats = records.AsParallel().AsOrdered().SelectMany(Delineate).ToList();
        return [.. from beat in beats
                   group beat by beat.Kind into kind
                   orderby kind.Key
                   select new BeatGroup(kind.Key, kind.Count(), kind.Count(b => b.Waves.P is not null), kind.Count(b => b.Waves.T is not null),
                       [.. kind.Where(b => b.Waves.Qrs is not null).Select(b => b.Waves.Qrs!.Value.Duration * 1000.0 / b.Rate).Order()])];
    }

    private IEnumerable<(string Kind, BeatDelineation Waves, double Rate)> Delineate(string name)
    {
        using var record = WfdbRecord.Open(Path.Combine(folder, name));
        var rate = record.Header.SamplingFrequency;
        var kinds = new List<string>();
        var peaks = new List<long>();
        var rhythm = "";
        foreach (var annotation in record.ReadAnnotations(MitBihArrhythmiaDatabase.Annotator))
        {
            if (annotation.Code == AnnotationCode.RhythmChange) rhythm = annotation.AuxText;
            if (!annotation.Code.IsBeat) continue;
            kinds.Add($"{annotation.Symbol} in {rhythm}");
            peaks.Add(annotation.Sample);
        }
        var beats = new Delineator(rate).Delineate(record.ReadSignal(0), peaks.ToArray());
        return kinds.Zip(beats, (kind, beat) => (kind, beat, rate));
    }
}
