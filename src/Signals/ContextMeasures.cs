namespace ArrhythmiaVision.Signals;

/// <summary>What is known of a beat besides its samples, as the few numbers that a network takes: how early it came, and how it differs from
/// what is usual in its record.</summary>
/// <remarks>
/// <para>Four ratios of RR intervals (<see cref="Rr"/>): the one before the beat and the one after it, each to the record's running median and
/// to the local mean. Two more (<see cref="RrMean"/>) are to the record's running mean, which ectopic beats do not draw to themselves
/// where they are in the majority; and two (<see cref="RrAtrial"/>) to the mean cycle of the atria, which P waves that are not conducted do not lengthen. The irregularity of the rhythm (<see cref="Irregularity"/>) says how much an early beat means. Two measures of shape (<see cref="Shape"/>) and two of extent (<see cref="Extent"/>)
/// hold the QRS complex to the patient's usual one. Irregularity without P waves (<see cref="Fibrillation"/>) is that of atrial fibrillation, in which no beat is early; ectopic beats and pauses make a rhythm irregular too, but
/// P waves go before its beats.</para>
/// <para>A ratio <c>q</c> becomes <c>3 · ln q</c> (of sizes <c>2 · ln q</c>), held within ±1.5 times the factor, so that half and double weigh
/// the same and no pause outweighs all else; a ratio that is not known (at a recording's ends) becomes 0, as for a beat that comes when
/// it is expected. The distance of shapes becomes three times itself, at most 3, and the irregularity ten times
/// itself, at most 4.5. Irregularity without P waves is that number times what the coherence of the P waves lacks of 1.</para>
/// </remarks>
public static class ContextMeasures
{
    private const float RatioGain = 3;
    private const float SizeGain = 2;
    private const float DistanceGain = 3;
    private const float IrregularityGain = 10;
    private const float HighestIrregularity = 4.5f;
    private const float Limit = 1.5f;

    /// <summary>The RR intervals before and after the beat to the running median and to the local mean.</summary>
    public static IReadOnlyList<string> Rr { get; } = ["previous RR / median", "previous RR / local mean", "next RR / median", "next RR / local mean"];

    /// <summary>The RR intervals before and after the beat to the record's running mean.</summary>
    public static IReadOnlyList<string> RrMean { get; } = ["previous RR / mean", "next RR / mean"];

    /// <summary>How irregular the rhythm is.</summary>
    public static IReadOnlyList<string> Irregularity { get; } = ["RR irregularity"];

    /// <summary>The QRS complex against the patient's usual one.</summary>
    public static IReadOnlyList<string> Shape { get; } = ["QRS distance", "QRS size / usual"];

    /// <summary>How wide the QRS complex is, and how much lies under it, against the patient's usual one.</summary>
    public static IReadOnlyList<string> Extent { get; } = ["QRS width / usual", "QRS area / usual"];

    /// <summary>How irregular the rhythm is, as far as P waves do not explain it.</summary>
    public static IReadOnlyList<string> Fibrillation { get; } = ["RR irregularity without P waves"];

    /// <summary>The RR intervals before and after the beat to the mean atrial cycle: the record's running mean, divided by how many atrial cycles there are to an RR interval.</summary>
    public static IReadOnlyList<string> RrAtrial { get; } = ["previous RR / atrial cycle", "next RR / atrial cycle"];

    /// <summary>Every measure, in the order of <see cref="Write(in RrFeatures, in BeatMeasures, Span{float})"/>.</summary>
    public static IReadOnlyList<string> Names => s_names;

    private static readonly string[] s_names = [.. Rr, .. RrMean, .. Irregularity, .. Shape, .. Extent, .. Fibrillation, .. RrAtrial];

    /// <summary>Finds measures by their names.</summary>
    /// <param name="names">The names, in the order that a network takes them.</param>
    /// <returns>Each one's place in <see cref="Names"/>.</returns>
    /// <exception cref="ArgumentException">There is no such measure; the message lists those there are.</exception>
    public static IReadOnlyList<int> PlacesOf(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var places = new int[names.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = Array.IndexOf(s_names, names[i]);
            if (places[i] < 0)
                throw new ArgumentException($"There is no measure '{names[i]}' of a beat's context. There are: {string.Join("; ", Names)}.", nameof(names));
        }
        return places;
    }

    /// <summary>Writes all of a beat's measures.</summary>
    /// <param name="rr">The beat's RR intervals.</param>
    /// <param name="beat">How it stands to the beats before it.</param>
    /// <param name="context">Receives a number for each of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="context"/> has not as many places.</exception>
    public static void Write(in RrFeatures rr, in BeatMeasures beat, Span<float> context)
    {
        if (context.Length != Names.Count)
            throw new ArgumentException(Invariant($"The context has {Names.Count} numbers, but there is room for {context.Length}."), nameof(context));
        var next = rr.Next / rr.Previous;
        context[0] = Scale(rr.RatioToMedian, RatioGain);
        context[1] = Scale(rr.RatioToLocalMean, RatioGain);
        context[2] = Scale(next * rr.RatioToMedian, RatioGain);
        context[3] = Scale(next * rr.RatioToLocalMean, RatioGain);
        context[4] = Scale(rr.RatioToMean, RatioGain);
        context[5] = Scale(next * rr.RatioToMean, RatioGain);
        context[6] = float.IsNaN(rr.Irregularity) ? 0 : MathF.Min(IrregularityGain * rr.Irregularity, HighestIrregularity);
        context[7] = DistanceGain * Math.Clamp(beat.QrsDistance, 0, 1);
        context[8] = Scale(beat.QrsSizeRatio, SizeGain);
        context[9] = Scale(beat.QrsWidthRatio, RatioGain);
        context[10] = Scale(beat.QrsAreaRatio, RatioGain);
        context[11] = float.IsNaN(beat.PCoherence) ? 0 : context[6] * (1 - Math.Clamp(beat.PCoherence, 0, 1));
        context[12] = Scale(rr.RatioToMean * beat.AtrialCycles, RatioGain);
        context[13] = Scale(next * rr.RatioToMean * beat.AtrialCycles, RatioGain);
    }

    private static float Scale(float ratio, float gain) => float.IsNaN(ratio) ? 0 : gain * Math.Clamp(MathF.Log(ratio), -Limit, Limit);
}
