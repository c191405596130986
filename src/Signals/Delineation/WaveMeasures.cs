namespace ArrhythmiaVision.Signals;

/// <summary>Measures bumps: what speaks for a bump's being the beat's T wave, or its P wave.</summary>
internal static class WaveMeasures
{
    /// <summary>How many measures a bump has that may be a T wave.</summary>
    public const int TCount = 22;

    /// <summary>How many measures a bump has that may be a P wave.</summary>
    public const int PCount = 34;

    private const float UsualInterval = 200;

    /// <summary>Measures a bump that may be the T wave.</summary>
    /// <param name="bumps">All bumps where a T wave may be.</param>
    /// <param name="index">The bump's index.</param>
    /// <param name="qrs">The QRS complex's steepest slope, and its end.</param>
    /// <param name="next">The time to the next R peak in samples; infinite if that is not near.</param>
    /// <param name="history">The beats before.</param>
    /// <param name="rhythm">The rhythm.</param>
    /// <param name="m">Receives the measures.</param>
    public static void OfT(ReadOnlySpan<Bump> bumps, int index, in QrsPlace qrs, double next, BeatHistory history, float rhythm, Span<float> m)
    {
        var bump = bumps[index];
        float rival = 0, earlier = 0, sameSign = 0;
        for (var i = 0; i < bumps.Length; i++)
        {
            if (i == index) continue;
            rival = Math.Max(rival, bumps[i].Strength);
            if (i < index) earlier = Math.Max(earlier, bumps[i].Strength);
            if (bumps[i].Sign == bump.Sign) sameSign = Math.Max(sameSign, bumps[i].Strength);
        }
        var time = (float)(bump.Peak - qrs.R) / 100;
        var pace = MathF.Sqrt((rhythm > 0 ? rhythm : UsualInterval) / UsualInterval);
        var paced = time / pace;
        var left = (float)Math.Min((next - (bump.Peak - qrs.R)) / 50, 3);
        var since = (float)(bump.Peak - qrs.Offset) / 50;
        var width = (bump.After - bump.Before) / 25f;
        var strength = Ratio(bump.Strength, qrs.Slope, 0.001f);
        var known = history.LastTSign != 0 ? 1f : 0;
        var moved = (float)Math.Clamp((bump.Peak - qrs.R - history.LastTDelay) / 25, -3, 3) * known;

        var n = 0;
        m[n++] = 1;
        m[n++] = strength;
        m[n++] = Ratio(bump.SlopeBefore, qrs.Slope, 0.001f);
        m[n++] = Ratio(bump.SlopeAfter, qrs.Slope, 0.001f);
        m[n++] = Ratio(bump.Strength, rival, 0.01f);
        m[n++] = Ratio(bump.Strength, earlier, 0.01f);
        m[n++] = Ratio(bump.Strength, sameSign, 0.01f);
        m[n++] = time;
        m[n++] = time * time;
        m[n++] = paced;
        m[n++] = paced * paced;
        m[n++] = left;
        m[n++] = left * left;
        m[n++] = (float)Math.Min((bump.Peak - qrs.R) / Math.Min(next, 2 * UsualInterval), 1.5);
        m[n++] = since;
        m[n++] = bump.Sign;
        m[n++] = width;
        m[n++] = width * width;
        m[n++] = known;
        m[n++] = moved;
        m[n++] = moved * moved;
        m[n] = known * history.LastTSign * bump.Sign;
    }

    /// <summary>Measures a bump that may be the P wave.</summary>
    /// <param name="s">The beat.</param>
    /// <param name="bumps">All bumps where a P wave may be.</param>
    /// <param name="index">The bump's index.</param>
    /// <param name="qrs">The QRS complex.</param>
    /// <param name="r">The R peak's number in the stream.</param>
    /// <param name="history">The beats before.</param>
    /// <param name="m">Receives the measures.</param>
    public static void OfP(BeatSignals s, ReadOnlySpan<Bump> bumps, int index, in QrsPlace qrs, double r, BeatHistory history, Span<float> m)
    {
        var bump = bumps[index];
        float rival = 0, later = 0, crowd = 0;
        for (var i = 0; i < bumps.Length; i++)
        {
            if (i == index) continue;
            rival = Math.Max(rival, bumps[i].Strength);
            if (i > index) later = Math.Max(later, bumps[i].Strength);
            if (bumps[i].Strength > 0.4f * bump.Strength) crowd++;
        }
        var quiet = float.MaxValue;
        var end = (int)qrs.Onset;
        for (var i = end - 100; i + 10 <= end; i += 5) quiet = Math.Min(quiet, s.Middle.Mean(i, i + 10));
        var busy = s.Middle.Mean(end - 75, end);

        var (median, irregularity, changes) = history.Rhythm(r);
        var likeness = history.Likeness(s.Middle, bump.Peak, r);
        var has = likeness.Count > 0 ? 1f : 0;
        var sure = Math.Min(likeness.Count, 4) / 4f;
        var interval = double.IsNaN(history.LastR) ? float.PositiveInfinity : (float)(r - history.LastR);
        var early = changes > 0 ? Math.Clamp(MathF.Log(interval / median), -1, 1) : 0;
        var pr = (float)(qrs.Onset - bump.Peak) / 25;
        var sinceT = double.IsNaN(history.LastT) ? 4 : (float)Math.Clamp((bump.Peak - (history.LastT - r + qrs.R)) / 50, -1, 4);
        var share = float.IsInfinity(interval) ? 0.8f : Math.Clamp((interval - pr * 25) / interval, 0, 1);
        var width = (bump.After - bump.Before) / 10f;
        var qrsWidth = (float)(qrs.Offset - qrs.Onset) / 25;
        var strength = Ratio(bump.Strength, qrs.Slope, 0.001f);
        var changeSure = Math.Min(changes, 4) / 4f;

        var n = 0;
        m[n++] = 1;
        m[n++] = strength;
        m[n++] = strength * strength;
        m[n++] = Ratio(Math.Min(bump.SlopeBefore, bump.SlopeAfter), qrs.Slope, 0.001f);
        m[n++] = Ratio(bump.SlopeBefore, bump.SlopeAfter, 0.01f);
        m[n++] = Ratio(bump.Strength, rival, 0.01f);
        m[n++] = Ratio(bump.Strength, later, 0.01f);
        m[n++] = Ratio(bump.Strength, quiet, 0.001f);
        m[n++] = Ratio(bump.Strength, busy, 0.001f);
        m[n++] = Math.Min(crowd, 5) / 2;
        m[n++] = pr;
        m[n++] = pr * pr;
        m[n++] = pr * pr * pr / 10;
        m[n++] = sinceT;
        m[n++] = sinceT * sinceT;
        m[n++] = Math.Min(sinceT, 0.5f);
        m[n++] = share;
        m[n++] = share * share;
        m[n++] = bump.Sign;
        m[n++] = width;
        m[n++] = width * width;
        m[n++] = has;
        m[n++] = sure;
        m[n++] = sure * likeness.Mean;
        m[n++] = sure * likeness.Mean * likeness.Mean;
        m[n++] = sure * likeness.Median;
        m[n++] = has * likeness.Median;
        m[n++] = changeSure;
        m[n++] = changeSure * Math.Min(irregularity, 0.3f) * 5;
        m[n++] = changeSure * Math.Min(irregularity, 0.06f) * 20;
        m[n++] = early * 3;
        m[n++] = Math.Min(early, 0) * 3;
        m[n++] = qrsWidth;
        m[n] = Math.Max(qrsWidth - 1.2f, 0);
    }

    private static float Ratio(float a, float b, float floor) => MathF.Log(Math.Min((a + 1e-30f) / (b + 1e-30f), 100) + floor) / 2;
}
