using System.Runtime.InteropServices;
using ArrhythmiaVision.Attribution;
using ArrhythmiaVision.Networks;
using ArrhythmiaVision.Trainers;

namespace ArrhythmiaVision.Explainability;

/// <summary>Explains beats, and judges the explanations. One instance serves one thread; the same beat gives the same bits.</summary>
internal sealed class BeatExplainer(ExplainerSettings settings)
{
    private readonly IAttributionMethod _method = settings.CreateMethod();
    private readonly IReadOnlyList<string> _players = settings.Method.HasSegments ? ShapleySegments.PlayersOf(settings.Model) : [];
    private readonly int[] _classes = [.. Enumerable.Range(0, settings.Slots).Select(settings.ClassOf)];
    private readonly float[] _beat = new float[BeatDataset.BeatLength];
    private readonly float[] _context = new float[settings.Model.ContextNames.Count];
    private readonly float[] _probabilities = new float[settings.Model.Classes.Count];
    private PassportOffice? _office;
    private bool _hasBeat;
    private int _predicted = -1;
    private SegmentAttribution? _segments;

    /// <summary>Explains one of the classes.</summary>
    public void Explain(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int slot, Explanation explanation)
    {
        Take(beat, context);
        switch (_method)
        {
            case GradCam gradCam when _predicted < 0 && _classes[slot] < 0:
                // The network is run once for its class and for the map.
                _predicted = gradCam.Attribute(beat, context, explanation.Values);
                break;
            case GradCam gradCam:
                gradCam.Attribute(beat, context, ClassOf(slot), explanation.Values);
                break;
            case ShapleySegments shapley:
                // The coalitions serve every class.
                _segments ??= shapley.Explain(beat, context);
                Write(_segments.ForClass(ClassOf(slot)), explanation);
                WriteSegments(_segments, ClassOf(slot), explanation);
                break;
            default:
                Write(_method.Attribute(beat, context, ClassOf(slot)), explanation);
                break;
        }
    }

    /// <summary>Judges the explanation of one of the classes.</summary>
    public void Judge(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int slot, Verdict verdict)
    {
        Take(beat, context);
        _office ??= settings.CreateOffice();
        var passport = _office.Issue(beat, context, ClassOf(slot));
        verdict.IsReliable = passport.IsReliable;
        verdict.Reasons = string.Join(" ", passport.Reasons);
        ReadOnlySpan<double> scores =
        [
            passport.DeletionInsertion.Deletion, passport.DeletionInsertion.Insertion, passport.DeletionInsertion.RandomDeletion, passport.DeletionInsertion.RandomInsertion,
            passport.Infidelity, passport.Randomized[0].Correlation, passport.Stability.Noise, passport.Stability.Shift,
        ];
        for (int i = 0; i < scores.Length; i++)
            verdict.Scores[i] = (float)scores[i];
    }

    // What was worked out for a beat serves its other classes and columns.
    private void Take(ReadOnlySpan<float> beat, ReadOnlySpan<float> context)
    {
        if (_hasBeat && SameBits(beat, _beat) && SameBits(context, _context))
            return;
        beat.CopyTo(_beat);
        context.CopyTo(_context);
        _hasBeat = true;
        _predicted = -1;
        _segments = null;
    }

    private int ClassOf(int slot)
    {
        int classIndex = _classes[slot];
        if (classIndex >= 0)
            return classIndex;
        if (_predicted < 0)
        {
            settings.Model.Score(_beat, _context, _probabilities);
            _predicted = Beat.MostProbable(_probabilities);
        }
        return _predicted;
    }

    private static bool SameBits(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => MemoryMarshal.AsBytes(a).SequenceEqual(MemoryMarshal.AsBytes(b));

    private static void Write(BeatAttribution attribution, Explanation explanation)
    {
        for (int i = 0; i < explanation.Values.Length; i++)
            explanation.Values[i] = attribution.Values[i];
        for (int i = 0; i < explanation.Context.Length; i++)
            explanation.Context[i] = attribution.ContextValues[i];
        explanation.Output[0] = (float)attribution.Output;
        explanation.Output[1] = (float)(attribution.BaselineOutput ?? double.NaN);
        explanation.Output[2] = (float)(attribution.AdditivityGap ?? double.NaN);
    }

    private void WriteSegments(SegmentAttribution segments, int classIndex, Explanation explanation)
    {
        Array.Fill(explanation.Segments, float.NaN);
        Array.Fill(explanation.SegmentStarts, -1);
        Array.Fill(explanation.SegmentEnds, -1);
        var values = segments.ValuesOf(classIndex);
        for (int i = 0; i < values.Length; i++)
        {
            int player = IndexOf(segments.Players[i].Name);
            explanation.Segments[player] = (float)values[i];
            if (segments.Players[i].Segment is not { } segment)
                continue;
            explanation.SegmentStarts[player] = segment.Start;
            explanation.SegmentEnds[player] = segment.End;
        }
    }

    private int IndexOf(string player)
    {
        for (int i = 0; i < _players.Count; i++)
        {
            if (_players[i] == player)
                return i;
        }
        throw new InvalidOperationException($"The beat has a segment '{player}' that no beat can have.");
    }
}
