namespace ArrhythmiaVision.Attribution;

/// <summary>Areas under the curves of a class's probability while windows are taken from a beat, or put in.</summary>
/// <param name="Deletion">While the attribution's strongest windows are taken first; low is good.</param>
/// <param name="Insertion">While they are put into the baseline first; high is good.</param>
/// <param name="RandomDeletion">The mean over random orders.</param>
/// <param name="RandomInsertion">The mean over random orders.</param>
public sealed record DeletionInsertionResult(double Deletion, double Insertion, double RandomDeletion, double RandomInsertion)
{
    /// <summary>By how much deletion beats random order; above 0 is good.</summary>
    public double DeletionGain => RandomDeletion - Deletion;

    /// <summary>By how much insertion beats random order; above 0 is good.</summary>
    public double InsertionGain => Insertion - RandomInsertion;
}

/// <summary>
/// Takes a beat's windows away in the order that an attribution gives them, strongest first, and watches the class's probability; and puts
/// them into a baseline beat in the same order. Random orders of the same windows are the measure.
/// </summary>
/// <remarks>Windows rather than samples: single samples replaced at random make a noise that no beat has, and any order beats that. The area is
/// by the trapezoid rule over the part of windows that are changed; with several baseline beats its mean. The context stays the beat's.
/// Source: Petsiuk and others, RISE, BMVC 2018 (arXiv 1806.07421).</remarks>
public sealed class DeletionInsertion
{
    private readonly NetworkProbe _probe;
    private readonly Baseline _baseline;
    private readonly int _window;
    private readonly int _randomOrders;
    private readonly int _seed;
    private readonly int[] _order;
    private readonly float[] _beats;
    private readonly float[] _contexts;
    private readonly float[] _logits;

    /// <summary>Prepares the score.</summary>
    /// <param name="model">The network.</param>
    /// <param name="baseline">What takes a window's place.</param>
    /// <param name="window">Samples of a window.</param>
    /// <param name="randomOrders">Random orders to compare with; the baseline's beats serve in turn, each at least once.</param>
    /// <param name="seed">The same seed gives the same orders.</param>
    /// <exception cref="ArgumentException">The baseline's context is not the network's, or a number is out of range.</exception>
    public DeletionInsertion(ArrhythmiNetModel model, Baseline baseline, int window = 10, int randomOrders = 20, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        _probe = new NetworkProbe(model);
        baseline.CheckFits(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, model.InputLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(randomOrders);
        (_baseline, _window, _randomOrders, _seed) = (baseline, window, Math.Max(randomOrders, baseline.Count), seed);
        _order = new int[(model.InputLength + window - 1) / window];
        _beats = new float[(_order.Length + 1) * model.InputLength];
        _contexts = new float[(_order.Length + 1) * model.ContextNames.Count];
        _logits = new float[(_order.Length + 1) * model.Classes.Count];
    }

    /// <summary>Scores an attribution.</summary>
    /// <param name="beat">The beat, <c>[360]</c>.</param>
    /// <param name="context">Its context.</param>
    /// <param name="attribution">What is said to speak for a class of it.</param>
    /// <exception cref="ArgumentException">The sizes do not agree with the network, or a value is NaN or infinite.</exception>
    public DeletionInsertionResult Score(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, BeatAttribution attribution)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        return Score(beat, context, attribution, InRandomOrders(beat, context, attribution.ClassIndex));
    }

    /// <summary>The mean areas of the random orders, which are the same for every attribution of a class of a beat: to score several.</summary>
    /// <param name="beat">The beat, <c>[360]</c>.</param>
    /// <param name="context">Its context.</param>
    /// <param name="classIndex">The class.</param>
    /// <exception cref="ArgumentException">The sizes do not agree with the network, or a value is NaN or infinite.</exception>
    public (double Deletion, double Insertion) InRandomOrders(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        ClassChoice.Check(_probe.Model, classIndex);
        _probe.Forward(beat, context);

        // From the order of time on, so that they are the same whatever was scored before.
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        var random = new Random(_seed);
        var (deletion, insertion) = (0.0, 0.0);
        for (var i = 0; i < _randomOrders; i++)
        {
            // Each of the baseline's beats weighs the same, however many orders it serves in.
            var other = i % _baseline.Count;
            var weight = 1.0 / (_baseline.Count * ((_randomOrders - other + _baseline.Count - 1) / _baseline.Count));
            random.Shuffle(_order);
            deletion += weight * Area(beat, _baseline.Beat(other), context, classIndex);
            insertion += weight * Area(_baseline.Beat(other), beat, context, classIndex);
        }

        return (deletion, insertion);
    }

    /// <summary>Scores an attribution beside random orders that were scored already.</summary>
    /// <param name="beat">The beat, <c>[360]</c>.</param>
    /// <param name="context">Its context.</param>
    /// <param name="attribution">What is said to speak for a class of it.</param>
    /// <param name="random">What <see cref="InRandomOrders"/> gives for the same beat and class.</param>
    /// <exception cref="ArgumentException">The sizes do not agree with the network, or a value is NaN or infinite.</exception>
    public DeletionInsertionResult Score(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, BeatAttribution attribution, (double Deletion, double Insertion) random)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        _probe.Forward(beat, context);
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        var strength = new double[_order.Length];
        for (var i = 0; i < strength.Length; i++)
        {
            var (start, end) = Window(i);
            for (var t = start; t < end; t++) strength[i] += attribution.Values[t] / (double)(end - start);
        }

        // Equal windows in the order of time, so that the result does not hang on how the sort treats them.
        Array.Sort(_order, (a, b) => strength[a] != strength[b] ? strength[b].CompareTo(strength[a]) : a.CompareTo(b));
        var (deletion, insertion) = Areas(beat, context, attribution.ClassIndex);
        return new DeletionInsertionResult(deletion, insertion, random.Deletion, random.Insertion);
    }

    private (int Start, int End) Window(int index) => (index * _window, Math.Min((index + 1) * _window, _probe.Model.InputLength));

    private (double Deletion, double Insertion) Areas(ReadOnlySpan<float> beat, ReadOnlySpan<float> context, int classIndex)
    {
        var (deletion, insertion) = (0.0, 0.0);
        for (var b = 0; b < _baseline.Count; b++)
        {
            deletion += Area(beat, _baseline.Beat(b), context, classIndex) / _baseline.Count;
            insertion += Area(_baseline.Beat(b), beat, context, classIndex) / _baseline.Count;
        }

        return (deletion, insertion);
    }

    /// <summary>The area while a beat's windows become another's in the order.</summary>
    private double Area(ReadOnlySpan<float> from, ReadOnlySpan<float> to, ReadOnlySpan<float> context, int classIndex)
    {
        from.CopyTo(_beats);
        context.CopyTo(_contexts);
        for (var i = 0; i < _order.Length; i++)
        {
            var next = _beats.AsSpan((i + 1) * from.Length, from.Length);
            _beats.AsSpan(i * from.Length, from.Length).CopyTo(next);
            context.CopyTo(_contexts.AsSpan((i + 1) * context.Length));
            var (start, end) = Window(_order[i]);
            to[start..end].CopyTo(next[start..]);
        }

        _probe.Score(_beats, _contexts, _logits);
        var (area, classes) = (0.0, _probe.Model.Classes.Count);
        for (var i = 0; i <= _order.Length; i++)
        {
            var weight = i == 0 || i == _order.Length ? 0.5 : 1;
            area += weight * ClassChoice.Value(_logits.AsSpan(i * classes, classes), classIndex, AttributionTarget.Probability) / _order.Length;
        }

        return area;
    }
}
