namespace ArrhythmiaVision.Signals;

/// <summary>What a beat's RR intervals say of it, as the few numbers that a network takes beside the beat's samples.</summary>
/// <remarks>
/// Four ratios: the interval before the beat and the one after it, each to the record's running median and to the local mean
/// (<see cref="RrIntervals"/>). A ratio <c>q</c> becomes <c>3 · ln q</c>, held within ±4.5, so that half and double weigh the same and no
/// pause outweighs all else; a ratio that is not known (at a recording's ends) becomes 0, as for a beat that comes when it is expected.
/// </remarks>
public static class RrContext
{
    private const float Gain = 3;
    private const float Limit = 1.5f;

    /// <summary>What each number is, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["previous RR / median", "previous RR / local mean", "next RR / median", "next RR / local mean"];

    /// <summary>Writes a beat's numbers.</summary>
    /// <param name="rr">The beat's RR intervals.</param>
    /// <param name="context">Receives a number for each of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="context"/> has not as many places.</exception>
    public static void Write(in RrFeatures rr, Span<float> context)
    {
        if (context.Length != Names.Count)
            throw new ArgumentException(Invariant($"The context has {Names.Count} numbers, but there is room for {context.Length}."), nameof(context));
        context[0] = Scale(rr.RatioToMedian);
        context[1] = Scale(rr.RatioToLocalMean);
        context[2] = Scale(rr.Next / rr.Previous * rr.RatioToMedian);
        context[3] = Scale(rr.Next / rr.Previous * rr.RatioToLocalMean);
    }

    private static float Scale(float ratio)
    {
        if (float.IsNaN(ratio)) return 0;
        return Gain * Math.Clamp(MathF.Log(ratio), -Limit, Limit);
    }
}
