namespace ArrhythmiaVision.Attribution;

/// <summary>A part of a beat that plays for or against a class.</summary>
/// <param name="Name">The segment's name, or that of a group of context values.</param>
/// <param name="Segment">Where it stands in the beat; null for context.</param>
/// <param name="ContextValues">The context values of a group, as indices into the model's context names; empty for a segment.</param>
public sealed record AttributionPlayer(string Name, ClinicalSegment? Segment, IReadOnlyList<int> ContextValues);

/// <summary>The exact Shapley values of a beat's segments and of its context, for every class.</summary>
public sealed class SegmentAttribution
{
    private readonly double[] _values;
    private readonly ArrhythmiNetModel _model;
    private readonly string _method;

    internal SegmentAttribution(
        string method, ArrhythmiNetModel model, AttributionTarget target, string baseline, IReadOnlyList<AttributionPlayer> players, double[] values, double[] outputs, double[] baselineOutputs)
    {
        (_method, _model, _values) = (method, model, values);
        Target = target;
        Baseline = baseline;
        Players = players;
        Outputs = outputs;
        BaselineOutputs = baselineOutputs;
    }

    /// <summary>What of each class is explained.</summary>
    public AttributionTarget Target { get; }

    /// <summary>What the beat was held against.</summary>
    public string Baseline { get; }

    /// <summary>The segments in their order, then the groups of context values.</summary>
    public IReadOnlyList<AttributionPlayer> Players { get; }

    /// <summary>Each class's output for the beat.</summary>
    public IReadOnlyList<double> Outputs { get; }

    /// <summary>Each class's output with every player taken away, its mean over the baseline's beats.</summary>
    public IReadOnlyList<double> BaselineOutputs { get; }

    /// <summary>The players' values for a class; their sum is the difference of its outputs.</summary>
    /// <param name="classIndex">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ReadOnlySpan<double> ValuesOf(int classIndex)
    {
        ClassChoice.Check(_model, classIndex);
        return _values.AsSpan(classIndex * Players.Count, Players.Count);
    }

    /// <summary>By how much a class's values miss the difference of its outputs.</summary>
    /// <param name="classIndex">The class.</param>
    public double AdditivityGap(int classIndex)
    {
        var sum = 0.0;
        foreach (var value in ValuesOf(classIndex)) sum += value;
        return sum - (Outputs[classIndex] - BaselineOutputs[classIndex]);
    }

    /// <summary>A class's values spread evenly over each segment's samples and each group's context values.</summary>
    /// <param name="classIndex">The class.</param>
    public BeatAttribution ForClass(int classIndex)
    {
        var own = ValuesOf(classIndex);
        var (values, context) = (new float[_model.InputLength], new float[_model.ContextNames.Count]);
        for (var i = 0; i < own.Length; i++)
        {
            if (Players[i].Segment is { } segment)
            {
                values.AsSpan(segment.Start, segment.Length).Fill((float)(own[i] / segment.Length));
                continue;
            }

            foreach (var c in Players[i].ContextValues) context[c] = (float)(own[i] / Players[i].ContextValues.Count);
        }

        return BeatAttribution.Additive(_method, _model, classIndex, Target, Baseline, values, context, Outputs[classIndex], BaselineOutputs[classIndex]);
    }
}
