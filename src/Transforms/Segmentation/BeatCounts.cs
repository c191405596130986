using System.Globalization;
using System.Text;

namespace ArrhythmiaVision.Transforms;

/// <summary>What became of the beats of a view of records.</summary>
public sealed class BeatCounts
{
    internal BeatCounts(int records, IReadOnlyList<string> classes, IReadOnlyList<long> perClass, IReadOnlyList<long> tooNearAnEnd,
        IReadOnlyDictionary<string, long> others, long othersTooNearAnEnd, long unannotated, long unannotatedTooNearAnEnd, long undetected)
    {
        Records = records;
        Classes = classes;
        PerClass = perClass;
        TooNearAnEnd = tooNearAnEnd;
        Others = others;
        OthersTooNearAnEnd = othersTooNearAnEnd;
        Unannotated = unannotated;
        UnannotatedTooNearAnEnd = unannotatedTooNearAnEnd;
        Undetected = undetected;
    }

    /// <summary>How many records there are.</summary>
    public int Records { get; }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many beats of each class were cut.</summary>
    public IReadOnlyList<long> PerClass { get; }

    /// <summary>How many beats of each class were left out because their window would not lie wholly inside the signal.</summary>
    public IReadOnlyList<long> TooNearAnEnd { get; }

    /// <summary>How many beats there are of each symbol that has no class, those too near an end included.</summary>
    public IReadOnlyDictionary<string, long> Others { get; }

    /// <summary>How many of <see cref="Others"/> are too near an end.</summary>
    public long OthersTooNearAnEnd { get; }

    /// <summary>How many detected beats without an annotation were cut; 0 where beats are the annotated ones.</summary>
    public long Unannotated { get; }

    /// <summary>How many detected beats without an annotation were left out because their window would not lie wholly inside the signal.</summary>
    public long UnannotatedTooNearAnEnd { get; }

    /// <summary>How many annotated beats no detected R peak stands for; 0 where beats are the annotated ones.</summary>
    public long Undetected { get; }

    /// <summary>The counts as lines of plain text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        int width = Math.Max(5, Classes.Max(name => name.Length));
        Line($"{"class".PadRight(width)}  {"beats",8}  too near an end");
        for (int c = 0; c < Classes.Count; c++)
            Line($"{Classes[c].PadRight(width)}  {PerClass[c],8}  {TooNearAnEnd[c],15}");
        Line($"of no class: {(Others.Count == 0 ? "none" : string.Join(", ", Others.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Key} {o.Value}"))))}");
        if (Unannotated + UnannotatedTooNearAnEnd + Undetected > 0)
            Line($"detected without an annotation: {Unannotated}, too near an end {UnannotatedTooNearAnEnd}; annotated and not detected: {Undetected}");
        return text.ToString();
    }
}
